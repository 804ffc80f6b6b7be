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
