//! `States.Array($.a, 1, 'x')`: the arguments as an array.

use serde_json::Value;

use super::function::Function;

pub(super) const FUNCTION: Function = Function {
    name: "States.Array",
    signature: "value, …",
    purpose: "An array of its arguments.",
    arguments_min: 0,
    arguments_max: usize::MAX,
    apply: |arguments, _| Ok(Value::Array(arguments.to_vec())),
};
