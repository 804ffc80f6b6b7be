//! `$random()` and `$random(seed)`: at least 0 and below 1.

use jsonata_core::value::JValue;

use super::arguments::{at, at_most, wrong};
use crate::Environment;
use crate::java_random::JavaRandom;

pub(super) fn call(arguments: &[JValue], environment: &Environment) -> Result<JValue, String> {
    at_most(arguments, 1, "random")?;
    match at(arguments, 0) {
        JValue::Undefined => Ok(JValue::Number(environment.draw_unit())),
        JValue::Number(seed) => Ok(JValue::Number(JavaRandom::new(whole(*seed)).unit())),
        _ => Err(wrong("random", 0)),
    }
}

/// AWS cuts fractions off.
#[allow(clippy::cast_possible_truncation, reason = "saturates")]
fn whole(seed: f64) -> i64 {
    seed as i64
}
