//! `$base64decode(text)`: like the library's, but bytes that are no UTF-8 become Latin-1 characters, as in the
//! reference implementation, instead of an error.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jsonata_core::value::JValue;

use super::arguments::{at, at_most, text};
use crate::Environment;

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

pub(super) fn call(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    at_most(arguments, 1, "base64decode")?;
    if at(arguments, 0).is_undefined() {
        return Ok(JValue::Undefined);
    }
    // The reference skips what is not of the alphabet.
    let of_alphabet = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '+' | '/');
    let encoded: String = text(arguments, 0, "base64decode")?.chars().filter(of_alphabet).collect();
    // A single left-over character holds no byte.
    let usable = if encoded.len() % 4 == 1 { encoded.len() - 1 } else { encoded.len() };
    let bytes = LENIENT.decode(encoded.get(..usable).unwrap_or("")).unwrap_or_default();
    let decoded = String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().map(|byte| char::from(*byte)).collect());
    Ok(JValue::string(decoded))
}
