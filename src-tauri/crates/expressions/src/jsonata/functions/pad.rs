//! `$pad(text, width, character)` with a bound on the width.

use jsonata_core::value::JValue;

use super::arguments::{at, text, wrong};
use crate::Environment;

/// The name under which direct calls arrive, the context in front of the arguments.
pub(in crate::jsonata) const PAD: &str = "pad in context";

/// Widest result in characters; AWS hands on at most 262,144 bytes.
const WIDTH_MAX: f64 = 1_000_000.0;

const CONTEXT: &str = "T0411: Context value is not a compatible type with argument 1 of function \"pad\"";

/// `$pad(width)` and `$pad(width, character)` take the text from the context.
pub(super) fn call_in_context(arguments: &[JValue], environment: &Environment) -> Result<JValue, String> {
    let Some((context, written)) = arguments.split_first() else { return Err(wrong("pad", 0)) };
    let starts_with_width = matches!(written.first(), Some(JValue::Number(_)));
    if starts_with_width && written.len() < 3 && !matches!(written.get(1), Some(JValue::Number(_))) {
        return call(arguments, environment).map_err(|error| {
            let is_first = error.starts_with("T0410: Argument 1");
            if is_first && !context.is_string() { CONTEXT.to_owned() } else { error }
        });
    }
    call(written, environment)
}

pub(super) fn call(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    if arguments.len() > 3 {
        return Err(wrong("pad", 3));
    }
    let JValue::Number(width) = at(arguments, 1) else {
        let first = at(arguments, 0);
        if first.is_undefined() && at(arguments, 1).is_string() {
            return Err(CONTEXT.to_owned());
        }
        let position = if first.is_string() || first.is_undefined() { 1 } else { 0 };
        return Err(wrong("pad", position));
    };
    let filler: Vec<char> = match at(arguments, 2) {
        JValue::Undefined => vec![' '],
        JValue::String(text) if text.is_empty() => vec![' '],
        JValue::String(text) => text.chars().collect(),
        _ => return Err(wrong("pad", 2)),
    };
    if at(arguments, 0).is_undefined() {
        return Ok(JValue::Undefined);
    }
    let text = text(arguments, 0, "pad")?;
    let missing = missing(text, *width)?;
    let padding: String = filler.iter().cycle().take(missing).collect();
    Ok(JValue::string(if *width < 0.0 { padding + text } else { text.to_owned() + &padding }))
}

/// How many characters are missing to `width`.
#[allow(clippy::cast_precision_loss, reason = "texts are far shorter than 2^53")]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in 0…1,000,000")]
fn missing(text: &str, width: f64) -> Result<usize, String> {
    let missing = width.abs() - text.chars().count() as f64;
    if missing <= 0.0 {
        return Ok(0);
    }
    if missing.fract() != 0.0 {
        return Err("D3137: Invalid array length".to_owned());
    }
    if missing > WIDTH_MAX {
        return Err("D3137: Invalid string length".to_owned());
    }
    Ok(missing as usize)
}
