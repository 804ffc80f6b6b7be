//! Between plain JSON and the values of `jsonata-core`.

use jsonata_core::value::JValue;
use serde_json::{Map, Value};

use super::Reason;
use crate::number;

/// Numbers become doubles, as in the reference implementation.
pub(super) fn inward(value: &Value) -> JValue {
    match value {
        Value::Null => JValue::Null,
        Value::Bool(flag) => JValue::Bool(*flag),
        Value::Number(number) => JValue::Number(number.as_f64().unwrap_or(f64::NAN)),
        Value::String(text) => JValue::string(text.as_str()),
        Value::Array(items) => JValue::array(items.iter().map(inward).collect()),
        Value::Object(members) => {
            JValue::object(members.iter().map(|(name, member)| (name.clone(), inward(member))).collect())
        }
    }
}

/// Whole numbers become integers. A function anywhere in the result makes it unusable.
pub(super) fn outward(value: &JValue) -> Result<Value, Reason> {
    match value {
        JValue::Undefined => Err(Reason::Undefined),
        other => {
            let mut left = BYTES_MAX;
            plain(other, 0, &mut left).ok_or_else(|| match left {
                0 => Reason::Threw { text: "D3137: The result is too large".to_owned() },
                _ => Reason::Unsupported,
            })
        }
    }
}

/// What a result may take, in bytes of JSON, roughly. A value may hold another many times over at no cost until it is
/// written down.
const BYTES_MAX: usize = 8 * 1024 * 1024;

/// An expression can nest a value deeper than any JSON reader, or our stack, goes.
const DEPTH_MAX: usize = 120;

/// `left` becomes 0 if the value is too large.
fn plain(value: &JValue, depth: usize, left: &mut usize) -> Option<Value> {
    if depth > DEPTH_MAX {
        return None;
    }
    *left = left.saturating_sub(8 + value.as_str().map_or(0, str::len));
    if *left == 0 {
        return None;
    }
    let mut plain = |member: &JValue| plain(member, depth + 1, left);
    match value {
        JValue::Null => Some(Value::Null),
        JValue::Bool(flag) => Some(Value::Bool(*flag)),
        JValue::Number(double) => number::from_double(*double),
        JValue::String(text) => Some(Value::String(text.to_string())),
        JValue::Array(items) => items.iter().map(&mut plain).collect::<Option<Vec<_>>>().map(Value::Array),
        JValue::Object(members) => {
            let mut object = Map::with_capacity(members.len());
            for (name, member) in members.iter() {
                if !member.is_undefined() {
                    object.insert(name.clone(), plain(member)?);
                }
            }
            Some(Value::Object(object))
        }
        JValue::Undefined | JValue::Lambda(_) | JValue::Builtin { .. } | JValue::Regex { .. } => None,
    }
}
