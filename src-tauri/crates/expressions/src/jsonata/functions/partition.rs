//! `$partition(array, size)`: the array in pieces.

use jsonata_core::value::JValue;

use super::arguments::{at, at_most, whole, wrong};
use crate::Environment;

pub(super) fn call(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    at_most(arguments, 2, "partition")?;
    let single;
    let items = match at(arguments, 0) {
        JValue::Undefined => return Ok(JValue::Undefined),
        JValue::Array(items) => items.as_slice(),
        // The language takes a lone value for a list of one.
        other => {
            single = [other.clone()];
            &single
        }
    };
    let size = whole(arguments, 1, "partition")?;
    let size = usize::try_from(size).ok().filter(|size| *size > 0).ok_or_else(|| wrong("partition", 1))?;
    Ok(JValue::array(items.chunks(size).map(|piece| JValue::array(piece.to_vec())).collect()))
}
