//! `States.UUID()`: a random version-4 UUID.

use serde_json::Value;

use super::function::Function;

pub(super) const FUNCTION: Function = Function {
    name: "States.UUID",
    signature: "",
    purpose: "A new random UUID (version 4).",
    arguments_min: 0,
    arguments_max: 0,
    apply: |_, environment| Ok(Value::String(environment.draw_uuid())),
};
