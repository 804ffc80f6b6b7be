//! `$shuffle(array)` from the randomness handed in.

use jsonata_core::value::JValue;

use super::arguments::{at, at_most};
use crate::Environment;

pub(super) fn call(arguments: &[JValue], environment: &Environment) -> Result<JValue, String> {
    at_most(arguments, 1, "shuffle")?;
    let JValue::Array(items) = at(arguments, 0) else {
        return Ok(match at(arguments, 0) {
            JValue::Undefined => JValue::Undefined,
            single => JValue::array(vec![single.clone()]),
        });
    };
    let mut shuffled = items.to_vec();
    for last in (1..shuffled.len()).rev() {
        let choices = u64::try_from(last).unwrap_or(u64::MAX).saturating_add(1);
        let other = usize::try_from(environment.draw() % choices).unwrap_or(last);
        shuffled.swap(last, other);
    }
    Ok(JValue::array(shuffled))
}
