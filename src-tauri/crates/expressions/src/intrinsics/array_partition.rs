//! `States.ArrayPartition($.items, 2)`: the array in pieces.

use serde_json::Value;

use super::function::{Function, Refused, array, truncated};

pub(super) const FUNCTION: Function = Function {
    name: "States.ArrayPartition",
    signature: "array, size",
    purpose: "Cuts an array into arrays of at most that size.",
    arguments_min: 2,
    arguments_max: 2,
    apply: |arguments, _| {
        let items = array(arguments, 0)?;
        match usize::try_from(truncated(arguments, 1)?) {
            Ok(size) if size > 0 => {
                Ok(items.chunks(size).map(|piece| Value::Array(piece.to_vec())).collect())
            }
            _ => Err(Refused::Arguments),
        }
    },
};
