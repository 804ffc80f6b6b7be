//! `States.Base64Encode('text')`: the text's UTF-8 bytes in base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::function::{Function, short_text};

pub(super) const FUNCTION: Function = Function {
    name: "States.Base64Encode",
    signature: "string",
    purpose: "Encodes a text as Base64; at most 10,000 characters.",
    arguments_min: 1,
    arguments_max: 1,
    apply: |arguments, _| short_text(arguments, 0).map(|text| Value::String(STANDARD.encode(text))),
};
