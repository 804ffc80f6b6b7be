//! `$uuid()`: a random version-4 UUID.

use jsonata_core::value::JValue;

use super::arguments::at_most;
use crate::Environment;

pub(super) fn call(arguments: &[JValue], environment: &Environment) -> Result<JValue, String> {
    at_most(arguments, 0, "uuid")?;
    Ok(JValue::string(environment.draw_uuid()))
}
