//! `States.JsonToString($.value)`: compact JSON.

use serde_json::Value;

use super::function::{Function, any};

pub(super) const FUNCTION: Function = Function {
    name: "States.JsonToString",
    signature: "value",
    purpose: "The value as JSON text.",
    arguments_min: 1,
    arguments_max: 1,
    apply: |arguments, _| any(arguments, 0).map(|value| Value::String(value.to_string())),
};
