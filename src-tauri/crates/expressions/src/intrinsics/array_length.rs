//! `States.ArrayLength($.items)`: how many items an array has.

use serde_json::Value;

use super::function::{Function, array};

pub(super) const FUNCTION: Function = Function {
    name: "States.ArrayLength",
    signature: "array",
    purpose: "How many items the array has.",
    arguments_min: 1,
    arguments_max: 1,
    apply: |arguments, _| array(arguments, 0).map(|items| Value::from(items.len())),
};
