//! `States.ArrayGetItem($.items, 2)`: the item at an index counted from 0.

use serde_json::Value;

use super::function::{Function, Refused, array, truncated};

pub(super) const FUNCTION: Function = Function {
    name: "States.ArrayGetItem",
    signature: "array, index",
    purpose: "The item at the index, which counts from 0.",
    arguments_min: 2,
    arguments_max: 2,
    apply: |arguments, _| {
        let items = array(arguments, 0)?;
        let index = usize::try_from(truncated(arguments, 1)?).ok();
        match index.and_then(|index| items.get(index)) {
            Some(item) => Ok(item.clone()),
            // AWS finds `null` wherever it looks in an empty array.
            None if items.is_empty() => Ok(Value::Null),
            None => Err(Refused::Arguments),
        }
    },
};
