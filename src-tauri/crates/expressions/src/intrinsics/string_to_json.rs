//! `States.StringToJson($.text)`: the JSON that a text holds.

use serde_json::Value;
use syntax::jackson;

use super::function::{Function, Refused, text};
use crate::number;

pub(super) const FUNCTION: Function = Function {
    name: "States.StringToJson",
    signature: "string",
    purpose: "The value that a JSON text says.",
    arguments_min: 1,
    arguments_max: 1,
    apply: |arguments, _| {
        let text = text(arguments, 0)?;
        // AWS turns blank text into null.
        if text.trim().is_empty() {
            return Ok(Value::Null);
        }
        number::parse_json(text).map_err(|error| {
            // What Jackson would read is told in our own words.
            Refused::Json(jackson::redacted_complaint(text).unwrap_or_else(|| error.to_string()))
        })
    },
};
