//! `States.JsonMerge($.a, $.b, false)`: the members of both objects, those of the second winning.

use serde_json::{Map, Value};

use super::function::{Function, any};

pub(super) const FUNCTION: Function = Function {
    name: "States.JsonMerge",
    signature: "first, second, false",
    purpose: "One object with the members of both; those of the second win. Nested objects are not merged.",
    arguments_min: 3,
    arguments_max: 3,
    apply: |arguments, _| {
        let mut merged = object(arguments, 0)?.clone();
        // AWS offers the shallow merge only.
        if any(arguments, 2)? != &Value::Bool(false) {
            return Err("argument 3 must be false: nested objects are replaced, not merged".to_owned());
        }
        for (name, member) in object(arguments, 1)? {
            merged.insert(name.clone(), member.clone());
        }
        Ok(Value::Object(merged))
    },
};

fn object(arguments: &[Value], position: usize) -> Result<&Map<String, Value>, String> {
    let value = any(arguments, position)?;
    value.as_object().ok_or_else(|| format!("argument {} must be an object, but it is {value}", position + 1))
}
