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
        for piece in pieces(template) {
            match piece? {
                Piece::Character(character) => result.push(character),
                Piece::Place => print(values.next().ok_or(Refused::Arguments)?, &mut result),
            }
        }
        match values.next() {
            None => Ok(Value::String(result)),
            Some(_) => Err(Refused::Arguments),
        }
    },
};

/// A part of a template.
pub(super) enum Piece {
    /// A character of the text.
    Character(char),
    /// `{}`, where the next value comes.
    Place,
}

/// The parts of a template, in order, up to the first brace that has no other.
pub(super) fn pieces(template: &str) -> impl Iterator<Item = Result<Piece, Refused>> {
    let mut characters = template.chars().peekable();
    std::iter::from_fn(move || {
        let character = characters.next()?;
        Some(match (character, characters.peek().copied()) {
            ('\\', Some(escaped @ ('{' | '}' | '\\'))) => {
                characters.next();
                Ok(Piece::Character(escaped))
            }
            ('{', Some('}')) => {
                characters.next();
                Ok(Piece::Place)
            }
            ('{', _) => Err(Refused::Template("matching '}' not found for '{'")),
            ('}', _) => Err(Refused::Template("matching '{' not found for '}'")),
            _ => Ok(Piece::Character(character)),
        })
    })
}

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
