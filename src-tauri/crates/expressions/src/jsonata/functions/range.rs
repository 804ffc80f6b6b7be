//! `$range(first, last, step)`: numbers from first to last, the last one included. A sequence: a single number
//! stands for itself.

use jsonata_core::value::JValue;

use super::arguments::{at, at_most, wrong};
use crate::Environment;

/// Most numbers in one range.
const ITEMS_MAX: f64 = 1_000_000.0;

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in 0…1,000,000")]
pub(super) fn call(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    at_most(arguments, 3, "range")?;
    let bound = |position: usize| match at(arguments, position) {
        JValue::Number(number) => Ok(*number),
        _ => Err(wrong("range", position)),
    };
    let (first, last, step) = (bound(0)?, bound(1)?, bound(2)?);
    let count = ((last - first) / step).floor() + 1.0;
    if step == 0.0 || !count.is_finite() {
        return Err(wrong("range", 2));
    }
    if count > ITEMS_MAX {
        let limit = "The size of the sequence allocated by the range function must not exceed 1e6.";
        return Err(format!("D2014: {limit}  Attempted to allocate {count}."));
    }
    let items =
        (0..count.max(0.0) as u32).map(|position| JValue::Number(f64::from(position).mul_add(step, first)));
    Ok(JValue::sequence(items.collect()).unwrap_sequence())
}
