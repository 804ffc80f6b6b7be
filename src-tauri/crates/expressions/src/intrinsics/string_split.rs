//! `States.StringSplit('a,b;c', ',;')`: the pieces between any of the given characters.

use serde_json::Value;

use super::function::{Function, text};

pub(super) const FUNCTION: Function = Function {
    name: "States.StringSplit",
    signature: "string, separators",
    purpose: "The parts of a text between separators, each of whose characters separates.",
    arguments_min: 2,
    arguments_max: 2,
    apply: |arguments, _| {
        let separators = text(arguments, 1)?;
        let pieces = text(arguments, 0)?.split(|character| separators.contains(character));
        // Runs of separators leave no empty pieces.
        Ok(pieces.filter(|piece| !piece.is_empty()).map(Value::from).collect())
    },
};
