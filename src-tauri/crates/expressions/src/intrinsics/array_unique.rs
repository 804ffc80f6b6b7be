//! `States.ArrayUnique($.items)`: the array without repetitions, the first of equal values kept.

use std::collections::BTreeSet;

use serde_json::Value;

use super::function::{Function, array};

pub(super) const FUNCTION: Function = Function {
    name: "States.ArrayUnique",
    signature: "array",
    purpose: "The array without duplicates.",
    arguments_min: 1,
    arguments_max: 1,
    apply: |arguments, _| {
        let mut seen = BTreeSet::new();
        let unique = array(arguments, 0)?.iter().filter(|item| seen.insert(canonical(item)));
        Ok(Value::Array(unique.cloned().collect()))
    },
};

/// A text that is the same for equal values: members in the order of their names. `1` and `1.0` stay apart.
fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, member)| format!("{}:{}", Value::String(name.clone()), canonical(member)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}
