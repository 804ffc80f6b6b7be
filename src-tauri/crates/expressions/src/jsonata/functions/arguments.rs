//! Reading arguments, with the language's errors for wrong ones.

use jsonata_core::value::JValue;

/// The argument at `position`; undefined if it is missing.
pub(super) fn at(arguments: &[JValue], position: usize) -> &JValue {
    arguments.get(position).unwrap_or(&JValue::Undefined)
}

/// The language's error for an argument of a wrong type.
pub(super) fn wrong(function: &str, position: usize) -> String {
    format!("T0410: Argument {} of function \"{function}\" does not match function signature", position + 1)
}

/// A text.
pub(super) fn text<'a>(arguments: &'a [JValue], position: usize, function: &str) -> Result<&'a str, String> {
    at(arguments, position).as_str().ok_or_else(|| wrong(function, position))
}

/// A number, rounded down to a whole one.
#[allow(clippy::cast_possible_truncation, reason = "out of range saturates, which the callers refuse")]
pub(super) fn whole(arguments: &[JValue], position: usize, function: &str) -> Result<i64, String> {
    match at(arguments, position) {
        JValue::Number(double) => Ok(double.floor() as i64),
        _ => Err(wrong(function, position)),
    }
}

/// No more than `most` arguments.
pub(super) fn at_most(arguments: &[JValue], most: usize, function: &str) -> Result<(), String> {
    if arguments.len() > most { Err(wrong(function, most)) } else { Ok(()) }
}
