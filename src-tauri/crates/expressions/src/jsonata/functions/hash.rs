//! `$hash(text, algorithm)`: the digest in lower-case hex.

use jsonata_core::value::JValue;

use super::arguments::{at, at_most, text};
use crate::{Environment, digest};

pub(super) fn call(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    at_most(arguments, 2, "hash")?;
    if at(arguments, 0).is_undefined() {
        return Ok(JValue::Undefined);
    }
    let data = text(arguments, 0, "hash")?;
    let algorithm = text(arguments, 1, "hash")?;
    digest::hexadecimal(data.as_bytes(), algorithm).map(JValue::string).ok_or_else(|| {
        format!("D3137: The algorithm {algorithm:?} is not one of {}", digest::ALGORITHMS.join(", "))
    })
}
