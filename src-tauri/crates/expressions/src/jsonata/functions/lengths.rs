//! Bounds on texts that are joined, which only our own rewriting calls.

use jsonata_core::value::JValue;

use super::arguments::at;
use crate::Environment;

/// The name under which a text is handed on if it is short enough.
pub(in crate::jsonata) const SHORT: &str = "short text";
/// The name under which texts are handed on if they are short enough together.
pub(in crate::jsonata) const JOINABLE: &str = "joinable texts";

/// Longest text that may be joined to another, in bytes; AWS hands on at most 262,144.
const BYTES_MAX: usize = 1_000_000;

const TOO_LONG: &str = "D3137: Invalid string length";

pub(super) fn short(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    match at(arguments, 0) {
        JValue::String(text) if text.len() > BYTES_MAX => Err(TOO_LONG.to_owned()),
        other => Ok(other.clone()),
    }
}

pub(super) fn joinable(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    let (texts, separator) = (at(arguments, 0), at(arguments, 1));
    let length = |value: &JValue| value.as_str().map_or(0, str::len);
    if let JValue::Array(texts) = texts {
        let each = length(separator);
        let total = texts.iter().fold(0_usize, |total, text| total.saturating_add(length(text) + each));
        if total > BYTES_MAX {
            return Err(TOO_LONG.to_owned());
        }
    }
    Ok(texts.clone())
}
