//! `States.MathAdd($.count, 1)`: the sum of two whole numbers.

use serde_json::Value;

use super::function::{Function, whole};

pub(super) const FUNCTION: Function = Function {
    name: "States.MathAdd",
    signature: "first, second",
    purpose: "The sum of two whole numbers.",
    arguments_min: 2,
    arguments_max: 2,
    apply: |arguments, _| Ok(Value::from(whole(arguments, 0)? + whole(arguments, 1)?)),
};
