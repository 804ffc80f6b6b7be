//! `$parse(text)`: the JSON that a text holds.

use jsonata_core::value::JValue;

use super::arguments::{at, at_most, text};
use crate::jsonata::convert;
use crate::{Environment, number};

pub(super) fn call(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    at_most(arguments, 1, "parse")?;
    if at(arguments, 0).is_undefined() {
        return Ok(JValue::Undefined);
    }
    number::parse_json(text(arguments, 0, "parse")?)
        .map(|value| convert::inward(&value))
        .map_err(|error| format!("D3137: The text passed to $parse() is not JSON: {error}"))
}
