//! `States.Format('{} of {}', $.a, $.b)`: fills the places of a text.

use serde_json::Value;

use super::function::{Function, Refused, text};

pub(super) const FUNCTION: Function = Function {
    name: "States.Format",
    signature: "template, value, …",
    purpose: "Fills each `{}` of the template with the next value.",
    arguments_min: 1,
    arguments_max: usize::MAX,
    apply: |arguments, _| {
        let template = text(arguments, 0)?;
        let mut values = arguments.iter().skip(1);
        let mut result = String::with_capacity(template.len());
        let mut characters = template.chars().peekable();
        while let Some(character) = characters.next() {
            match (character, characters.peek()) {
                ('\\', Some(escaped @ ('{' | '}' | '\\'))) => {
                    result.push(*escaped);
                    characters.next();
                }
                ('{', Some('}')) => {
                    characters.next();
                    let value = values.next().ok_or(Refused::Arguments)?;
                    print(value, &mut result);
                }
                ('{', _) => return Err(Refused::Template("matching '}' not found for '{'")),
                ('}', _) => return Err(Refused::Template("matching '{' not found for '}'")),
                _ => result.push(character),
            }
        }
        match values.next() {
            None => Ok(Value::String(result)),
            Some(_) => Err(Refused::Arguments),
        }
    },
};

/// Prints a value the way AWS does: texts without quotes, objects and arrays like Java's collections.
fn print(value: &Value, result: &mut String) {
    match value {
        Value::String(text) => result.push_str(text),
        Value::Array(items) => {
            result.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    result.push_str(", ");
                }
                print(item, result);
            }
            result.push(']');
        }
        Value::Object(members) => {
            result.push('{');
            for (position, (name, member)) in members.iter().enumerate() {
                if position > 0 {
                    result.push_str(", ");
                }
                result.push_str(name);
                result.push('=');
                print(member, result);
            }
            result.push('}');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => result.push_str(&value.to_string()),
    }
}
