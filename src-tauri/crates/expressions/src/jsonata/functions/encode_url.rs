//! `$encodeUrl(text)` and `$encodeUrlComponent(text)`: percent-encoding as JavaScript does it.

use std::fmt::Write as _;

use jsonata_core::value::JValue;

use super::arguments::{at, at_most, text};
use crate::Environment;
use crate::jsonata::half_pairs::HALF;

pub(super) fn whole(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    encoded(arguments, "encodeUrl", |byte| is_plain(byte) || b";,/?:@&=+$#".contains(&byte))
}

pub(super) fn component(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    encoded(arguments, "encodeUrlComponent", is_plain)
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte)
}

fn encoded(arguments: &[JValue], name: &str, keeps: impl Fn(u8) -> bool) -> Result<JValue, String> {
    at_most(arguments, 1, name)?;
    if at(arguments, 0).is_undefined() {
        return Ok(JValue::Undefined);
    }
    let mut result = String::new();
    let text = text(arguments, 0, name)?;
    if text.contains(HALF) {
        return Err(format!("D3140: Malformed URL passed to ${name}(): \"{text}\""));
    }
    for byte in text.bytes() {
        if keeps(byte) {
            result.push(char::from(byte));
        } else {
            let _ = write!(result, "%{byte:02X}");
        }
    }
    Ok(JValue::string(result))
}
