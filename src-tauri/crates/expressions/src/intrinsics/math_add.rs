//! `States.MathAdd($.count, 1)`: the sum of two whole numbers.

use serde_json::Value;

use super::function::{Function, Refused, rounded};

pub(super) const FUNCTION: Function = Function {
    name: "States.MathAdd",
    signature: "first, second",
    purpose: "The sum of two whole numbers.",
    arguments_min: 2,
    arguments_max: 2,
    apply: |arguments, _| {
        let sum = rounded(arguments, 0)?.checked_add(rounded(arguments, 1)?);
        sum.map(Value::from).ok_or(Refused::Arguments)
    },
};
