//! The 39 comparison operators of Choice rules.

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `…Equals`
    Equals,
    /// `…LessThan`
    LessThan,
    /// `…GreaterThan`
    GreaterThan,
    /// `…LessThanEquals`
    LessThanEquals,
    /// `…GreaterThanEquals`
    GreaterThanEquals,
}

/// A comparison without the question where its operand comes from (`…Path`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `String…`: by code unit, case-sensitive.
    String(Order),
    /// `Numeric…`
    Numeric(Order),
    /// `Timestamp…`: RFC 3339, compared as instants.
    Timestamp(Order),
    /// `BooleanEquals`
    BooleanEquals,
    /// `StringMatches`, with `*` as wildcard. Has no `Path` form.
    StringMatches,
    /// `IsNull`
    IsNull,
    /// `IsPresent`
    IsPresent,
    /// `IsNumeric`
    IsNumeric,
    /// `IsString`
    IsString,
    /// `IsBoolean`
    IsBoolean,
    /// `IsTimestamp`
    IsTimestamp,
}

impl Operator {
    /// Reads a field name; true if the operand is a path.
    #[must_use]
    pub fn parse(name: &str) -> Option<(Self, bool)> {
        let plain = match name {
            "StringMatches" => Some(Self::StringMatches),
            "IsNull" => Some(Self::IsNull),
            "IsPresent" => Some(Self::IsPresent),
            "IsNumeric" => Some(Self::IsNumeric),
            "IsString" => Some(Self::IsString),
            "IsBoolean" => Some(Self::IsBoolean),
            "IsTimestamp" => Some(Self::IsTimestamp),
            _ => None,
        };
        if let Some(operator) = plain {
            return Some((operator, false));
        }
        let (stem, path) = name.strip_suffix("Path").map_or((name, false), |stem| (stem, true));
        if stem == "BooleanEquals" {
            return Some((Self::BooleanEquals, path));
        }
        let (domain, order): (fn(Order) -> Self, &str) = if let Some(order) = stem.strip_prefix("String") {
            (Self::String, order)
        } else if let Some(order) = stem.strip_prefix("Numeric") {
            (Self::Numeric, order)
        } else {
            (Self::Timestamp, stem.strip_prefix("Timestamp")?)
        };
        let order = match order {
            "Equals" => Order::Equals,
            "LessThan" => Order::LessThan,
            "GreaterThan" => Order::GreaterThan,
            "LessThanEquals" => Order::LessThanEquals,
            "GreaterThanEquals" => Order::GreaterThanEquals,
            _ => return None,
        };
        Some((domain(order), path))
    }

    /// All names, those with `Path` behind those without.
    pub fn names() -> impl Iterator<Item = String> {
        let ordered = |domain: &'static str| {
            let orders = ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"];
            orders.map(move |order| format!("{domain}{order}"))
        };
        let compared: Vec<String> =
            ["String", "Numeric", "Timestamp"].into_iter().flat_map(ordered).collect();
        let tests = ["IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"];
        let plain = compared.iter().cloned().chain(["BooleanEquals".to_owned()]);
        let with_path: Vec<String> = plain.clone().map(|name| name + "Path").collect();
        let alone = ["StringMatches"].into_iter().chain(tests).map(str::to_owned);
        plain.chain(alone).chain(with_path).collect::<Vec<_>>().into_iter()
    }

    /// True for the six tests whose operand is `true` or `false`.
    #[must_use]
    pub const fn is_type_test(self) -> bool {
        match self {
            Self::IsNull
            | Self::IsPresent
            | Self::IsNumeric
            | Self::IsString
            | Self::IsBoolean
            | Self::IsTimestamp => true,
            Self::String(_)
            | Self::Numeric(_)
            | Self::Timestamp(_)
            | Self::BooleanEquals
            | Self::StringMatches => false,
        }
    }

    /// The type the literal operand must have, as JSON calls it in capitals.
    #[must_use]
    pub const fn operand_type(self) -> &'static str {
        match self {
            Self::String(_) | Self::Timestamp(_) | Self::StringMatches => "STRING",
            Self::Numeric(_) => "NUMBER",
            Self::BooleanEquals
            | Self::IsNull
            | Self::IsPresent
            | Self::IsNumeric
            | Self::IsString
            | Self::IsBoolean
            | Self::IsTimestamp => "BOOLEAN",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_thirty_nine_names() {
        let mut count = 0;
        for domain in ["String", "Numeric", "Timestamp", "Boolean", "Is"] {
            for order in [
                "Equals",
                "LessThan",
                "GreaterThan",
                "LessThanEquals",
                "GreaterThanEquals",
                "Matches",
                "Null",
                "Present",
                "Numeric",
                "String",
                "Boolean",
                "Timestamp",
            ] {
                for suffix in ["", "Path"] {
                    count += usize::from(Operator::parse(&format!("{domain}{order}{suffix}")).is_some());
                }
            }
        }
        assert_eq!(count, 39);
        let names: std::collections::BTreeSet<String> = Operator::names().collect();
        assert!(names.iter().all(|name| Operator::parse(name).is_some()), "{names:?}");
        assert_eq!(names.len(), 39);
    }
}
