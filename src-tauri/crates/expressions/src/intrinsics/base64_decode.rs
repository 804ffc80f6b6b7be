//! `States.Base64Decode('dGV4dA==')`: the text whose UTF-8 bytes are given in base64.

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{alphabet, engine::DecodePaddingMode};
use serde_json::Value;

use super::function::{Function, Refused, short_text};

/// Padding may be missing.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(super) const FUNCTION: Function = Function {
    name: "States.Base64Decode",
    signature: "string",
    purpose: "Decodes Base64; at most 10,000 characters.",
    arguments_min: 1,
    arguments_max: 1,
    apply: |arguments, _| {
        // The MIME form may be broken into lines.
        let encoded: String =
            short_text(arguments, 0)?.chars().filter(|character| !character.is_whitespace()).collect();
        let bytes = LENIENT.decode(encoded).map_err(|_| Refused::Arguments)?;
        Ok(Value::String(String::from_utf8_lossy(&bytes).into_owned()))
    },
};
