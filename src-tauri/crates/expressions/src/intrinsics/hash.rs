//! `States.Hash($.data, 'SHA-256')`: the digest of a text in lower-case hex.

use serde_json::Value;

use super::function::{Function, Refused, any, text, within_limit};
use crate::digest;

pub(super) const FUNCTION: Function = Function {
    name: "States.Hash",
    signature: "data, algorithm",
    purpose: "The hash of the data: MD5, SHA-1, SHA-256, SHA-384 or SHA-512.",
    arguments_min: 2,
    arguments_max: 2,
    apply: |arguments, _| {
        let data = match any(arguments, 0)? {
            Value::String(text) => text.clone(),
            // Anything else is hashed as its JSON text.
            other => other.to_string(),
        };
        within_limit(&data)?;
        let algorithm = text(arguments, 1)?;
        digest::hexadecimal(data.as_bytes(), algorithm).map(Value::String).ok_or(Refused::Arguments)
    },
};
