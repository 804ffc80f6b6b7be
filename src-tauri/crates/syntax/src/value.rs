//! From the tree to plain values.

use serde_json::{Map, Number, Value};

use crate::{Kind, Node};

/// How deeply nested a value may be to become a [`Value`]; the same bound `serde_json` has for texts.
pub const VALUE_DEPTH_MAX: usize = 128;

/// The value is nested deeper than [`VALUE_DEPTH_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nested deeper than {VALUE_DEPTH_MAX} levels")]
pub struct TooDeep;

impl Node<'_> {
    /// The value without positions. Unreadable places become `null`; of duplicate keys the last one counts.
    ///
    /// # Errors
    /// [`TooDeep`], because plain values are dropped and printed recursively.
    pub fn to_value(self) -> Result<Value, TooDeep> {
        convert(self, VALUE_DEPTH_MAX)
    }
}

fn convert(node: Node<'_>, depth: usize) -> Result<Value, TooDeep> {
    match node.kind() {
        Kind::Null | Kind::Missing => Ok(Value::Null),
        Kind::Bool(value) => Ok(Value::Bool(value)),
        Kind::Number => Ok(number(node.number_text().unwrap_or_default())),
        Kind::String => Ok(Value::String(node.as_str().unwrap_or_default().into_owned())),
        Kind::Array => {
            let inner = depth.checked_sub(1).ok_or(TooDeep)?;
            node.items().map(|item| convert(item, inner)).collect::<Result<_, _>>().map(Value::Array)
        }
        Kind::Object => {
            let inner = depth.checked_sub(1).ok_or(TooDeep)?;
            let mut map = Map::new();
            for member in node.members() {
                map.insert(member.key().into_owned(), convert(member.value, inner)?);
            }
            Ok(Value::Object(map))
        }
    }
}

/// A number too large for `f64` has no place in `Value`; AWS refuses it too. It becomes `null`.
fn number(text: &str) -> Value {
    serde_json::from_str::<Number>(text).map_or(Value::Null, Value::Number)
}
