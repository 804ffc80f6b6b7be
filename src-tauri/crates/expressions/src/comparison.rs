//! The comparison operators of Choice rules, as functions of two values.

use std::cmp::Ordering;

use serde_json::Value;

use crate::{Instant, number};

/// What kind of value an operator compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// Texts, by code point.
    String,
    /// Numbers, integer or not.
    Numeric,
    /// `true` and `false`.
    Boolean,
    /// RFC 3339 texts, as instants.
    Timestamp,
    /// A text and a pattern with `*`.
    Pattern,
    /// A value and whether it should be of a kind.
    Test,
}

/// One of the 39 operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Comparison {
    name: &'static str,
    rule: Rule,
    reads_path: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Rule {
    Compare(Operand, Sign),
    Matches,
    Is(Kind),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sign {
    Equal,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Null,
    Present,
    Numeric,
    String,
    Boolean,
    Timestamp,
}

const fn value(name: &'static str, operand: Operand, sign: Sign) -> Comparison {
    Comparison { name, rule: Rule::Compare(operand, sign), reads_path: false }
}

const fn path(name: &'static str, operand: Operand, sign: Sign) -> Comparison {
    Comparison { name, rule: Rule::Compare(operand, sign), reads_path: true }
}

const fn is(name: &'static str, kind: Kind) -> Comparison {
    Comparison { name, rule: Rule::Is(kind), reads_path: false }
}

/// All operators.
static OPERATORS: [Comparison; 39] = {
    use Operand::{Boolean, Numeric, String, Timestamp};
    use Sign::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual};
    [
        value("StringEquals", String, Equal),
        path("StringEqualsPath", String, Equal),
        value("StringLessThan", String, Less),
        path("StringLessThanPath", String, Less),
        value("StringGreaterThan", String, Greater),
        path("StringGreaterThanPath", String, Greater),
        value("StringLessThanEquals", String, LessOrEqual),
        path("StringLessThanEqualsPath", String, LessOrEqual),
        value("StringGreaterThanEquals", String, GreaterOrEqual),
        path("StringGreaterThanEqualsPath", String, GreaterOrEqual),
        Comparison { name: "StringMatches", rule: Rule::Matches, reads_path: false },
        value("NumericEquals", Numeric, Equal),
        path("NumericEqualsPath", Numeric, Equal),
        value("NumericLessThan", Numeric, Less),
        path("NumericLessThanPath", Numeric, Less),
        value("NumericGreaterThan", Numeric, Greater),
        path("NumericGreaterThanPath", Numeric, Greater),
        value("NumericLessThanEquals", Numeric, LessOrEqual),
        path("NumericLessThanEqualsPath", Numeric, LessOrEqual),
        value("NumericGreaterThanEquals", Numeric, GreaterOrEqual),
        path("NumericGreaterThanEqualsPath", Numeric, GreaterOrEqual),
        value("BooleanEquals", Boolean, Equal),
        path("BooleanEqualsPath", Boolean, Equal),
        value("TimestampEquals", Timestamp, Equal),
        path("TimestampEqualsPath", Timestamp, Equal),
        value("TimestampLessThan", Timestamp, Less),
        path("TimestampLessThanPath", Timestamp, Less),
        value("TimestampGreaterThan", Timestamp, Greater),
        path("TimestampGreaterThanPath", Timestamp, Greater),
        value("TimestampLessThanEquals", Timestamp, LessOrEqual),
        path("TimestampLessThanEqualsPath", Timestamp, LessOrEqual),
        value("TimestampGreaterThanEquals", Timestamp, GreaterOrEqual),
        path("TimestampGreaterThanEqualsPath", Timestamp, GreaterOrEqual),
        is("IsNull", Kind::Null),
        is("IsPresent", Kind::Present),
        is("IsNumeric", Kind::Numeric),
        is("IsString", Kind::String),
        is("IsBoolean", Kind::Boolean),
        is("IsTimestamp", Kind::Timestamp),
    ]
};

impl Comparison {
    /// The operator with this field name, like `NumericLessThanPath`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        OPERATORS.iter().find(|operator| operator.name == name).copied()
    }

    /// All 39 operators.
    pub fn all() -> impl Iterator<Item = Self> {
        OPERATORS.iter().copied()
    }

    /// The field name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// What the operator compares; for literals, the type the operand must have.
    #[must_use]
    pub const fn operand(self) -> Operand {
        match self.rule {
            Rule::Compare(operand, _) => operand,
            Rule::Matches => Operand::Pattern,
            Rule::Is(_) => Operand::Test,
        }
    }

    /// Whether the operand is a path to the value to compare with.
    #[must_use]
    pub const fn reads_path(self) -> bool {
        self.reads_path
    }

    /// Whether the operator accepts that the variable is missing: only `IsPresent` does.
    #[must_use]
    pub const fn accepts_missing(self) -> bool {
        matches!(self.rule, Rule::Is(Kind::Present))
    }

    /// Whether the rule is true. `found` is the variable's value, `None` if it is missing; `operand` is the
    /// literal or, for a `…Path` operator, the value the path found. Values of other kinds make it false.
    #[must_use]
    pub fn holds(self, found: Option<&Value>, operand: &Value) -> bool {
        match (self.rule, found) {
            (Rule::Is(kind), found) => {
                operand.as_bool().is_some_and(|wanted| found.is_some_and(|found| kind.fits(found)) == wanted)
            }
            (_, None) => false,
            (Rule::Matches, Some(found)) => match (found, operand) {
                (Value::String(text), Value::String(pattern)) => matches(text, pattern),
                _ => false,
            },
            (Rule::Compare(kind, sign), Some(found)) => {
                ordering(kind, found, operand).is_some_and(|ordering| sign.fits(ordering))
            }
        }
    }
}

impl Sign {
    const fn fits(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Less => ordering.is_lt(),
            Self::Greater => ordering.is_gt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

impl Kind {
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Present => true,
            Self::Null => value.is_null(),
            Self::Numeric => value.is_number(),
            Self::String => value.is_string(),
            Self::Boolean => value.is_boolean(),
            Self::Timestamp => value.as_str().and_then(Instant::parse).is_some(),
        }
    }
}

fn ordering(kind: Operand, left: &Value, right: &Value) -> Option<Ordering> {
    match (kind, left, right) {
        (Operand::String, Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Operand::Numeric, Value::Number(left), Value::Number(right)) => Some(number::compare(left, right)),
        (Operand::Boolean, Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Operand::Timestamp, Value::String(left), Value::String(right)) => {
            Some(Instant::parse(left)?.cmp(&Instant::parse(right)?))
        }
        _ => None,
    }
}

/// A piece of a pattern.
#[derive(Clone, Copy, PartialEq)]
enum Piece {
    Character(char),
    Any,
}

/// Whether the whole text fits the pattern. `*` stands for any characters, `\*` for an asterisk, `\\` for a
/// backslash. Goes back to the last `*` only, so it needs no more than text × pattern steps.
fn matches(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let pattern = pieces(pattern);
    let (mut at, mut piece) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(piece) {
            Some(Piece::Any) => {
                last_star = Some((piece, at));
                piece += 1;
            }
            Some(Piece::Character(expected)) if text.get(at) == Some(expected) => {
                at += 1;
                piece += 1;
            }
            _ => {
                let Some((star, from)) = last_star else { return false };
                last_star = Some((star, from + 1));
                at = from + 1;
                piece = star + 1;
            }
        }
    }
    pattern.iter().skip(piece).all(|piece| *piece == Piece::Any)
}

fn pieces(pattern: &str) -> Vec<Piece> {
    let mut characters = pattern.chars().peekable();
    let mut pieces = Vec::new();
    while let Some(character) = characters.next() {
        pieces.push(match (character, characters.peek()) {
            ('\\', Some(escaped @ ('*' | '\\'))) => {
                let escaped = *escaped;
                characters.next();
                Piece::Character(escaped)
            }
            ('*', _) => Piece::Any,
            _ => Piece::Character(character),
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(name: &str, found: Value, operand: Value, expected: bool) {
        let comparison = Comparison::named(name).unwrap();
        assert_eq!(comparison.holds(Some(&found), &operand), expected, "{found} {name} {operand}");
    }

    #[test]
    fn values_of_other_kinds_make_a_rule_false() {
        for comparison in Comparison::all() {
            for found in [json!(null), json!([]), json!({}), json!(true), json!(0), json!("")] {
                let operand = match comparison.operand() {
                    Operand::String => json!("x"),
                    Operand::Pattern => json!("x*"),
                    Operand::Numeric => json!(-1e300),
                    Operand::Timestamp => json!("2024-01-01T00:00:00Z"),
                    Operand::Boolean | Operand::Test => continue,
                };
                let may_hold = matches!(
                    (comparison.operand(), &found),
                    (Operand::String, Value::String(_)) | (Operand::Numeric, Value::Number(_))
                );
                assert!(may_hold || !comparison.holds(Some(&found), &operand), "{comparison:?} {found}");
            }
        }
        check("BooleanEquals", json!(0), json!(false), false);
        check("BooleanEquals", json!("true"), json!(true), false);
        check("NumericEquals", json!("1"), json!(1), false);
    }

    #[test]
    fn texts_compare_by_code_point() {
        check("StringLessThan", json!("A"), json!("AB"), true);
        check("StringGreaterThan", json!("A"), json!("A "), false);
        check("StringEqualsPath", json!(""), json!(""), true);
        check("StringGreaterThanEquals", json!("b"), json!("b"), true);
    }

    #[test]
    fn numbers_compare_across_kinds() {
        check("NumericEquals", json!(0), json!(0.0), true);
        check("NumericLessThan", json!(9_007_199_254_740_992_i64), json!(9_007_199_254_740_993_i64), true);
        check("NumericGreaterThanEqualsPath", json!(1.5), json!(1), true);
    }

    #[test]
    fn timestamps_compare_as_instants() {
        check("TimestampEquals", json!("2024-01-01T00:00:00Z"), json!("2024-01-01T01:00:00+01:00"), true);
        check(
            "TimestampLessThan",
            json!("2024-01-01T00:00:00.1Z"),
            json!("2024-01-01T00:00:00.100000001Z"),
            true,
        );
        check("TimestampEquals", json!("2023-02-24"), json!("2023-02-24"), false);
    }

    #[test]
    fn tests_of_kind_can_be_turned_round() {
        check("IsNull", json!(null), json!(true), true);
        check("IsNull", json!(0), json!(false), true);
        check("IsTimestamp", json!("2023-02-24"), json!(false), true);
        check("IsPresent", json!(null), json!(true), true);
        let present = Comparison::named("IsPresent").unwrap();
        assert!(present.holds(None, &json!(false)) && !present.holds(None, &json!(true)));
        assert!(present.accepts_missing() && !Comparison::named("IsNull").unwrap().accepts_missing());
    }

    #[test]
    fn patterns_know_the_star_only() {
        check("StringMatches", json!("log-.txt"), json!("log-*.txt"), true);
        check("StringMatches", json!("log-a.b.txt"), json!("log-*.txt"), true);
        check("StringMatches", json!("log-a.txt."), json!("log-*.txt"), false);
        check("StringMatches", json!("foo*bar"), json!("foo\\*bar"), true);
        check("StringMatches", json!("fooxbar"), json!("foo\\*bar"), false);
        check("StringMatches", json!("a\\b"), json!("a\\\\b"), true);
        check("StringMatches", json!(""), json!("*"), true);
        check("StringMatches", json!("mississippi"), json!("*issip*"), true);
        let long = json!("a".repeat(20_000));
        check("StringMatches", long, json!("*a*a*a*a*a*b"), false);
    }

    #[test]
    fn there_are_39_operators() {
        let mut names: Vec<&str> = Comparison::all().map(Comparison::name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 39);
    }
}
