//! What all intrinsic functions have in common.

use serde_json::Value;

use crate::Environment;

/// An intrinsic function: its name, its arguments, what it does.
#[derive(Debug)]
pub struct Function {
    /// The full name, like `States.Format`.
    pub name: &'static str,
    /// Names of the arguments for people, the optional ones in brackets, `…` for any number more.
    pub signature: &'static str,
    /// What it gives, in a sentence or two.
    pub purpose: &'static str,
    /// Fewest arguments.
    pub arguments_min: usize,
    /// Most arguments.
    pub arguments_max: usize,
    pub(super) apply: fn(&[Value], &Environment) -> Result<Value, String>,
}

/// Most characters of a text that AWS encodes, decodes or hashes.
const TEXT_MAX: usize = 10_000;

/// The argument at `position` as a text.
pub(super) fn text(arguments: &[Value], position: usize) -> Result<&str, String> {
    let value = any(arguments, position)?;
    value.as_str().ok_or_else(|| wrong_kind(position, "a string", value))
}

/// The same, at most 10,000 characters.
pub(super) fn short_text(arguments: &[Value], position: usize) -> Result<&str, String> {
    let text = text(arguments, position)?;
    within_limit(text)?;
    Ok(text)
}

pub(super) fn within_limit(text: &str) -> Result<(), String> {
    if text.chars().count() <= TEXT_MAX {
        return Ok(());
    }
    Err(format!("the input is longer than {TEXT_MAX} characters"))
}

/// The argument at `position` as an array.
pub(super) fn array(arguments: &[Value], position: usize) -> Result<&[Value], String> {
    let value = any(arguments, position)?;
    value.as_array().map(Vec::as_slice).ok_or_else(|| wrong_kind(position, "an array", value))
}

/// The argument at `position`, whatever it is.
pub(super) fn any(arguments: &[Value], position: usize) -> Result<&Value, String> {
    arguments.get(position).ok_or_else(|| format!("argument {} is missing", position + 1))
}

/// The argument at `position` as a whole number in the range of 32 bits. Fractions are rounded, halves up.
#[allow(clippy::cast_possible_truncation, reason = "the range is checked before the cast")]
pub(super) fn whole(arguments: &[Value], position: usize) -> Result<i64, String> {
    let value = any(arguments, position)?;
    let double = value.as_f64().ok_or_else(|| wrong_kind(position, "a number", value))?;
    let rounded = (double + 0.5).floor();
    if rounded < f64::from(i32::MIN) || rounded > f64::from(i32::MAX) {
        return Err(format!("argument {} must lie between -2147483648 and 2147483647", position + 1));
    }
    Ok(rounded as i64)
}

fn wrong_kind(position: usize, wanted: &str, found: &Value) -> String {
    format!("argument {} must be {wanted}, but it is {found}", position + 1)
}
