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
    pub(super) apply: fn(&[Value], &Environment) -> Result<Value, Refused>,
}

/// Why a function gives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// AWS says no more than that the arguments are invalid: too many, of another kind, out of range.
    Arguments,
    /// What AWS says about braces in the template of `States.Format`.
    Template(&'static str),
    /// What AWS's parser says about a text that is no JSON.
    Json(String),
}

impl Refused {
    /// AWS's sentence.
    pub(super) fn told(&self, function: &str) -> String {
        match self {
            Self::Arguments => format!("Invalid arguments in {function}"),
            Self::Template(problem) => format!("Invalid template in {function}: {problem}."),
            Self::Json(problem) => {
                format!("Cannot convert String to Json in {function}, caused by: {problem}")
            }
        }
    }
}

/// Most characters of a text that AWS encodes, decodes or hashes.
const TEXT_MAX: usize = 10_000;

/// The argument at `position` as a text.
pub(super) fn text(arguments: &[Value], position: usize) -> Result<&str, Refused> {
    any(arguments, position)?.as_str().ok_or(Refused::Arguments)
}

/// The same, at most 10,000 characters.
pub(super) fn short_text(arguments: &[Value], position: usize) -> Result<&str, Refused> {
    let text = text(arguments, position)?;
    within_limit(text)?;
    Ok(text)
}

pub(super) fn within_limit(text: &str) -> Result<(), Refused> {
    let is_within = text.chars().count() <= TEXT_MAX;
    is_within.then_some(()).ok_or(Refused::Arguments)
}

/// The argument at `position` as an array.
pub(super) fn array(arguments: &[Value], position: usize) -> Result<&[Value], Refused> {
    any(arguments, position)?.as_array().map(Vec::as_slice).ok_or(Refused::Arguments)
}

/// The argument at `position`, whatever it is.
pub(super) fn any(arguments: &[Value], position: usize) -> Result<&Value, Refused> {
    arguments.get(position).ok_or(Refused::Arguments)
}

/// The argument at `position` as a whole number in the range of 32 bits. Fractions are cut off.
pub(super) fn truncated(arguments: &[Value], position: usize) -> Result<i32, Refused> {
    in_range(number(arguments, position)?.trunc())
}

/// The same with fractions rounded, halves up, as only `States.MathAdd` does.
pub(super) fn rounded(arguments: &[Value], position: usize) -> Result<i32, Refused> {
    in_range((number(arguments, position)? + 0.5).floor())
}

fn number(arguments: &[Value], position: usize) -> Result<f64, Refused> {
    any(arguments, position)?.as_f64().ok_or(Refused::Arguments)
}

#[allow(clippy::cast_possible_truncation, reason = "the range is checked before the cast")]
fn in_range(whole: f64) -> Result<i32, Refused> {
    let is_in_range = (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&whole);
    is_in_range.then_some(whole as i32).ok_or(Refused::Arguments)
}
