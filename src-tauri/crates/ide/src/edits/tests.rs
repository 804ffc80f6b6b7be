//! Texts before and after.

mod containers;
mod deleting;
mod fields;
mod languages;
mod linking;
mod nesting;
mod pasting;
mod random;
mod several;
mod switching;
mod variables;
mod wrapping;

use serde_json::json;

use crate::{Document, Edit, Refusal, edit, may};

/// A chain of two with room for everything.
const CHAIN: &str = r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Next": "B"},
    "B": { "Type": "Pass", "End": true }
  }
}
"#;

/// A Choice with two rules and a default, and a Task with a catcher.
const FORK: &str = r#"{
    "StartAt": "Check",
    "States": {
        "Check": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.n", "NumericGreaterThan": 9, "Next": "Work"},
                {"Variable": "$.n", "NumericLessThan": 0, "Next": "Bad"}
            ],
            "Default": "Work"
        },
        "Work": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Catch": [
                {
                    "ErrorEquals": ["States.ALL"],
                    "Next": "Bad"
                }
            ],
            "End": true
        },
        "Bad": {
            "Type": "Fail"
        }
    }
}"#;

/// Applies the edit and prints the text after it, with what stayed at both ends left out.
#[track_caller]
fn changed(before: &str, change: &Edit) -> String {
    let document = Document::read(before);
    let edited = edit(&document, change).expect("an edit that is possible");
    assert_eq!(may(&document, change), Ok(()), "`may` and `edit` agree");
    let after = syntax::apply(before, &edited.edits).expect("edits that fit");
    let machine = Document::read(&after).machine.expect("a machine");
    for pointer in &edited.select {
        assert!(machine.at_pointer(pointer).is_some(), "selected state {pointer} in\n{after}");
    }
    after
}

/// Checks the whole text after an edit.
#[track_caller]
fn check(before: &str, change: &Edit, expected: &str) {
    let after = changed(before, change);
    assert!(after == expected, "got:\n{after}\nexpected:\n{expected}");
}

/// True if nothing would keep the workflow from running.
fn is_whole(text: &str) -> bool {
    crate::is_runnable(&crate::problems(&Document::read(text)))
}

#[track_caller]
fn refuse(before: &str, change: &Edit, expected: &Refusal) {
    assert_eq!(may(&Document::read(before), change).as_ref(), Err(expected));
}

fn insert(on: &str, name: &str, body: serde_json::Value) -> Edit {
    Edit::InsertState { on: on.to_owned(), name: name.to_owned(), body }
}

fn pass() -> serde_json::Value {
    json!({"Type": "Pass"})
}

fn connect(port: &str, to: Option<&str>) -> Edit {
    Edit::Connect { port: port.to_owned(), to: to.map(str::to_owned) }
}

fn pointers(states: &[&str]) -> Vec<String> {
    states.iter().map(ToString::to_string).collect()
}

fn delete(states: &[&str]) -> Edit {
    Edit::DeleteStates { states: pointers(states), relink: true }
}

fn duplicate(states: &[&str]) -> Edit {
    Edit::DuplicateStates { states: states.iter().map(ToString::to_string).collect() }
}

fn move_to(state: &str, on: &str) -> Edit {
    Edit::MoveStates { states: vec![state.to_owned()], on: on.to_owned() }
}

fn rename(state: &str, name: &str) -> Edit {
    Edit::RenameState { state: state.to_owned(), name: name.to_owned() }
}

fn set(at: &str, value: serde_json::Value) -> Edit {
    Edit::SetField { at: at.to_owned(), value }
}

fn remove(at: &str) -> Edit {
    Edit::RemoveField { at: at.to_owned() }
}
