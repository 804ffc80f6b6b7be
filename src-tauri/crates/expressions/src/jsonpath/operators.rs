//! The comparison operators of filters, and how values of different kinds meet.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::filter::Node;
use crate::number;

/// A relational operator, under the name it is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    SameKindAndEqual,
    NotEqual,
    NotSameKindOrEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    Contains,
    All,
    Size,
    Empty,
    SubsetOf,
    AnyOf,
    NoneOf,
}

impl Operator {
    /// The operator written as `text`; words in any case.
    pub fn written(text: &str) -> Option<Self> {
        Some(match text.to_ascii_lowercase().as_str() {
            "==" => Self::Equal,
            "===" => Self::SameKindAndEqual,
            "!=" => Self::NotEqual,
            "!==" => Self::NotSameKindOrEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            "=~" => Self::Matches,
            "in" => Self::In,
            "nin" => Self::NotIn,
            "contains" => Self::Contains,
            "all" => Self::All,
            "size" => Self::Size,
            "empty" => Self::Empty,
            "subsetof" => Self::SubsetOf,
            "anyof" => Self::AnyOf,
            "noneof" => Self::NoneOf,
            _ => return None,
        })
    }

    /// How many values are compared at most, as the price of it.
    pub(super) fn comparisons(self, left: &Node, right: &Node) -> u64 {
        let length = |node| list(node).map_or(1, <[Value]>::len);
        let count = match self {
            Self::In | Self::NotIn => length(right),
            Self::Contains | Self::Matches => length(left),
            Self::All | Self::SubsetOf | Self::AnyOf | Self::NoneOf => {
                length(left).saturating_mul(length(right))
            }
            _ => 1,
        };
        u64::try_from(count).unwrap_or(u64::MAX)
    }

    pub(super) fn holds(self, left: &Node, right: &Node) -> bool {
        let ordered = |wanted: fn(Ordering) -> bool| ordering(left, right).is_some_and(wanted);
        match self {
            Self::Equal => equal(left, right),
            Self::NotEqual => !equal(left, right),
            Self::SameKindAndEqual => same_kind(left, right) && equal(left, right),
            Self::NotSameKindOrEqual => !(same_kind(left, right) && equal(left, right)),
            Self::Less => ordered(Ordering::is_lt),
            Self::LessOrEqual => ordered(Ordering::is_le),
            Self::Greater => ordered(Ordering::is_gt),
            Self::GreaterOrEqual => ordered(Ordering::is_ge),
            Self::Matches => matches(left, right),
            Self::In => list(right).is_some_and(|items| within(left, items)),
            Self::NotIn => !list(right).is_some_and(|items| within(left, items)),
            Self::Contains => contains(left, right),
            Self::All => lists(left, right, |left, right| right.iter().all(|item| member(item, left))),
            Self::Size => has_size(left, right),
            Self::Empty => is_empty(left).is_some_and(|empty| right == &Node::Value(Value::Bool(empty))),
            Self::SubsetOf => lists(left, right, |left, right| left.iter().all(|item| member(item, right))),
            Self::AnyOf => lists(left, right, |left, right| left.iter().any(|item| member(item, right))),
            Self::NoneOf => lists(left, right, |left, right| !left.iter().any(|item| member(item, right))),
        }
    }
}

fn list(node: &Node) -> Option<&[Value]> {
    match node {
        Node::Value(Value::Array(items)) => Some(items),
        Node::Value(_) | Node::Undefined | Node::Pattern(_) => None,
    }
}

fn lists(left: &Node, right: &Node, holds: impl Fn(&[Value], &[Value]) -> bool) -> bool {
    match (list(left), list(right)) {
        (Some(left), Some(right)) => holds(left, right),
        _ => false,
    }
}

fn member(item: &Value, items: &[Value]) -> bool {
    items.iter().any(|other| equal_values(item, other))
}

fn within(node: &Node, items: &[Value]) -> bool {
    matches!(node, Node::Value(value) if member(value, items))
}

fn equal(left: &Node, right: &Node) -> bool {
    match (left, right) {
        (Node::Value(left), Node::Value(right)) => equal_values(left, right),
        _ => false,
    }
}

/// A number on the left reads a text on the right as a number; a text on the left compares number texts.
fn equal_values(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => number::compare(left, right).is_eq(),
        (Value::Number(left), Value::String(right)) => {
            right.parse::<Number>().is_ok_and(|right| number::compare(left, &right).is_eq())
        }
        (Value::String(left), Value::Number(right)) => *left == right.to_string(),
        _ => left == right,
    }
}

fn same_kind(left: &Node, right: &Node) -> bool {
    match (left, right) {
        (Node::Value(left), Node::Value(right)) => kind(left) == kind(right),
        (Node::Pattern(_), Node::Pattern(_)) | (Node::Undefined, Node::Undefined) => true,
        _ => false,
    }
}

fn kind(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) | Value::Object(_) => 4,
    }
}

fn ordering(left: &Node, right: &Node) -> Option<Ordering> {
    match (left, right) {
        (Node::Value(Value::Number(left)), Node::Value(Value::Number(right))) => {
            Some(number::compare(left, right))
        }
        (Node::Value(Value::String(left)), Node::Value(Value::String(right))) => Some(left.cmp(right)),
        _ => None,
    }
}

fn matches(left: &Node, right: &Node) -> bool {
    let (pattern, subject) = match (left, right) {
        (Node::Pattern(pattern), Node::Value(subject)) | (Node::Value(subject), Node::Pattern(pattern)) => {
            (pattern, subject)
        }
        _ => return false,
    };
    match subject {
        Value::Array(items) => {
            items.iter().any(|item| item.as_str().is_some_and(|item| pattern.matches(item)))
        }
        Value::String(text) => pattern.matches(text),
        Value::Number(_) | Value::Bool(_) => pattern.matches(&subject.to_string()),
        Value::Null | Value::Object(_) => pattern.matches(""),
    }
}

fn contains(left: &Node, right: &Node) -> bool {
    match (left, right) {
        (Node::Value(Value::String(left)), Node::Value(Value::String(right))) => {
            left.contains(right.as_str())
        }
        (Node::Value(Value::Array(left)), right) => within(right, left),
        _ => false,
    }
}

fn has_size(left: &Node, right: &Node) -> bool {
    let Node::Value(Value::Number(wanted)) = right else { return false };
    let length = match left {
        Node::Value(Value::String(text)) => text.encode_utf16().count(),
        Node::Value(Value::Array(items)) => items.len(),
        Node::Value(Value::Object(members)) => members.len(),
        _ => return false,
    };
    wanted.as_u64() == u64::try_from(length).ok()
}

fn is_empty(node: &Node) -> Option<bool> {
    match node {
        Node::Value(Value::String(text)) => Some(text.is_empty()),
        Node::Value(Value::Array(items)) => Some(items.is_empty()),
        Node::Value(Value::Object(members)) => Some(members.is_empty()),
        _ => None,
    }
}
