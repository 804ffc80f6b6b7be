//! JSON numbers across their kinds: `1` and `1.0` are equal in size and different in kind.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// Compares by size. Integers compare exactly; anything else as doubles.
pub(crate) fn compare(left: &Number, right: &Number) -> Ordering {
    if let (Some(left), Some(right)) = (left.as_i128(), right.as_i128()) {
        return left.cmp(&right);
    }
    let double = |number: &Number| number.as_f64().unwrap_or(f64::NAN);
    double(left).partial_cmp(&double(right)).unwrap_or(Ordering::Equal)
}

/// A double as JSON: whole numbers in the range of 64 bits become integers, with the digits JavaScript would
/// print; `-0` becomes `0`. `None` for infinities and NaN.
pub(crate) fn from_double(double: f64) -> Option<Value> {
    if double == 0.0 {
        return Some(Value::from(0));
    }
    if double.fract() == 0.0 {
        let digits = double.to_string();
        if let Ok(whole) = digits.parse::<i64>() {
            return Some(Value::from(whole));
        }
        if let Ok(whole) = digits.parse::<u64>() {
            return Some(Value::from(whole));
        }
    }
    Number::from_f64(double).map(Value::Number)
}

/// Parses JSON text. The reader of `serde_json` makes a double of `-0`, which AWS prints as `0`.
pub(crate) fn parse_json(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).map(without_negative_zero)
}

fn without_negative_zero(value: Value) -> Value {
    match value {
        Value::Number(number)
            if number.is_f64() && number.as_f64() == Some(0.0) && number.to_string() == "-0.0" =>
        {
            Value::from(0)
        }
        Value::Array(items) => items.into_iter().map(without_negative_zero).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(name, member)| (name, without_negative_zero(member))).collect()
        }
        other => other,
    }
}
