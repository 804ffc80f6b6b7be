//! Names in `Assign` are identifiers of at most 80 characters and not `states`.

use asl::StateMachine;
use syntax::{Diagnostic, Tree};

use super::{places, schema};

const LENGTH_MAX: usize = 80;

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        for assigned in places::assigned(state) {
            let Some(message) = fault(assigned.name) else { continue };
            found.push(schema(message, assigned.span(tree)).at(assigned.location(state)));
        }
    }
}

/// What is wrong with the name of a variable.
pub(crate) fn fault(name: &str) -> Option<String> {
    let starts = |first: char| first.is_alphabetic() || first == '_';
    let goes_on = |other: char| other.is_alphanumeric() || other == '_';
    if name == "states" {
        return Some("Variable name 'states' is reserved".to_owned());
    }
    if name.chars().count() > LENGTH_MAX {
        return Some(format!("Variable name must be at most {LENGTH_MAX} characters long"));
    }
    let mut letters = name.chars();
    let good = letters.next().is_some_and(starts) && letters.all(goes_on);
    (!good).then(|| format!("'{name}' is not a valid variable name"))
}
