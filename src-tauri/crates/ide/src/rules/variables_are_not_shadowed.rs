//! A branch or an iteration gives no value to a variable of the workflow around it. The children of a distributed Map see
//! no variables from outside and may.

use std::collections::BTreeSet;

use asl::{Mode, QueryLanguage, State, StateKind, StateMachine, Workflow};
use serde_json::Value;
use syntax::{Diagnostic, Tree};

use super::places::{self, Place};

const DUPLICATE_VARIABLE_NAME: &str = "DUPLICATE_VARIABLE_NAME";

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for workflow in machine.workflows().iter().filter(|workflow| workflow.owner.is_some()) {
        let outer = outer_names(machine, workflow);
        if outer.is_empty() {
            continue;
        }
        for state in machine.states_of(workflow.id) {
            for (place, key, name) in assigned(state) {
                if !outer.contains(name) {
                    continue;
                }
                let member = tree.node(place.field.node).get(key);
                let span = member.map_or(place.field.span, |member| member.key_span);
                let message = format!("The variable name '{name}' was already defined in a parent scope.");
                let problem = Diagnostic::error(DUPLICATE_VARIABLE_NAME, message, span);
                found.push(problem.at(format!("{}{}", state.location, place.location())));
            }
        }
    }
}

/// The variables of the workflows around one.
fn outer_names<'m>(machine: &'m StateMachine, workflow: &Workflow) -> BTreeSet<&'m str> {
    let mut names = BTreeSet::new();
    let mut owner = workflow.owner;
    while let Some(around) =
        owner.map(|owner| machine.state(owner.state)).filter(|state| !is_distributed(state))
    {
        let states = machine.states_of(around.workflow);
        names.extend(states.flat_map(assigned).map(|(_, _, name)| name));
        owner = machine.workflow(around.workflow).owner;
    }
    names
}

fn is_distributed(state: &State) -> bool {
    let StateKind::Map(map) = &state.kind else { return false };
    map.processor.as_ref().is_some_and(|processor| processor.mode == Mode::Distributed)
}

/// What a state assigns: where, the key as written, and the variable's name.
fn assigned(state: &State) -> Vec<(Place<'_>, &str, &str)> {
    let mut found = Vec::new();
    for place in places::templates(state).into_iter().filter(Place::assigns) {
        let Value::Object(members) = &place.field.value else { continue };
        for key in members.keys() {
            let is_path = state.language == QueryLanguage::JsonPath;
            let name = if is_path { key.strip_suffix(".$").unwrap_or(key) } else { key };
            found.push((place, key.as_str(), name));
        }
    }
    found
}
