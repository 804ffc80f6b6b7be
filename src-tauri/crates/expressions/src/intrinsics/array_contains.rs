//! `States.ArrayContains($.items, $.wanted)`: whether an equal value is in the array.

use serde_json::Value;

use super::function::{Function, any, array};

pub(super) const FUNCTION: Function = Function {
    name: "States.ArrayContains",
    signature: "array, value",
    purpose: "True if the array holds the value.",
    arguments_min: 2,
    arguments_max: 2,
    apply: |arguments, _| {
        let wanted = any(arguments, 1)?;
        Ok(Value::Bool(array(arguments, 0)?.contains(wanted)))
    },
};
