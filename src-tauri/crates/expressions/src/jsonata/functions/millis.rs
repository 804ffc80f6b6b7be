//! `$millis()` and `$now()` from the instant handed in. Calls of `$now` in an expression are rewritten to
//! `$fromMillis($millis(), …)`, so that pictures work; the version here serves `$now` passed as a value.

use jsonata_core::value::JValue;

use super::arguments::at_most;
use crate::Environment;
use crate::timestamp::Instant;

#[allow(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53 for 280,000 years")]
pub(super) fn call(arguments: &[JValue], environment: &Environment) -> Result<JValue, String> {
    at_most(arguments, 0, "millis")?;
    Ok(JValue::Number(environment.now_milliseconds() as f64))
}

pub(super) fn now(_: &[JValue], environment: &Environment) -> Result<JValue, String> {
    Ok(JValue::string(Instant::from_milliseconds(environment.now_milliseconds()).to_string()))
}
