//! `$random()` and `$random(seed)`: at least 0 and below 1.

use jsonata_core::value::JValue;

use super::arguments::{at, at_most, wrong};
use crate::Environment;
use crate::environment::{mix, unit};

pub(super) fn call(arguments: &[JValue], environment: &Environment) -> Result<JValue, String> {
    at_most(arguments, 1, "random")?;
    match at(arguments, 0) {
        JValue::Undefined => Ok(JValue::Number(environment.draw_unit())),
        JValue::Number(seed) => Ok(JValue::Number(unit(mix(seed.to_bits())))),
        _ => Err(wrong("random", 0)),
    }
}
