//! `States.JsonMerge($.a, $.b, false)`: the members of both objects, those of the second winning.

use serde_json::{Map, Value};

use super::function::{Function, Refused, any};

pub(super) const FUNCTION: Function = Function {
    name: "States.JsonMerge",
    signature: "first, second, false",
    purpose: "One object with the members of both; those of the second win. Nested objects are not merged.",
    arguments_min: 3,
    arguments_max: 3,
    apply: |arguments, _| {
        let mut merged = object(arguments, 0)?.clone();
        // AWS offers the shallow merge only, and takes everything but `true` for it.
        if any(arguments, 2)? == &Value::Bool(true) {
            return Err(Refused::Arguments);
        }
        for (name, member) in object(arguments, 1)? {
            merged.insert(name.clone(), member.clone());
        }
        Ok(Value::Object(merged))
    },
};

fn object(arguments: &[Value], position: usize) -> Result<&Map<String, Value>, Refused> {
    any(arguments, position)?.as_object().ok_or(Refused::Arguments)
}
