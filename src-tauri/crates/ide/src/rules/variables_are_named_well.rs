//! Names in `Assign` are identifiers of at most 80 characters and not `states`.

use asl::{QueryLanguage, StateMachine};
use serde_json::Value;
use syntax::{Diagnostic, Tree};

use super::places::{self, Place};
use super::schema;

const LENGTH_MAX: usize = 80;

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let assigns = places::templates(state).into_iter().filter(Place::assigns);
        for place in assigns {
            let Value::Object(members) = &place.field.value else { continue };
            for key in members.keys() {
                let is_path = state.language == QueryLanguage::JsonPath;
                let name = if is_path { key.strip_suffix(".$").unwrap_or(key) } else { key };
                let Some(message) = fault(name) else { continue };
                let member = tree.node(place.field.node).get(key);
                let span = member.map_or(place.field.span, |member| member.key_span);
                found.push(schema(message, span).at(format!("{}{}", state.location, place.location())));
            }
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
