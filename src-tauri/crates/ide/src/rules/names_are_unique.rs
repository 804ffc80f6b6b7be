//! State names are unique in the whole machine, not empty, and at most 80 characters long.

use std::collections::BTreeMap;

use asl::{State, StateMachine, codes};
use syntax::{Diagnostic, Tree};

const LENGTH_MAX: usize = 80;

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    let mut in_order: Vec<&State> = machine.states().iter().collect();
    in_order.sort_by_key(|state| state.span.start);
    let mut first: BTreeMap<&str, &State> = BTreeMap::new();
    for state in in_order {
        if let Some(earlier) = first.get(state.name.as_str()) {
            let message = format!("Duplicate State name: {}", state.name);
            let problem = Diagnostic::error(codes::DUPLICATE_STATE_NAME, message, state.name_span);
            let help =
                format!("names are unique in the whole workflow; the other one is at {}", earlier.location);
            found.push(problem.at(&state.location).help(help));
        } else {
            first.insert(&state.name, state);
        }
        let length = state.name.chars().count();
        if length == 0 || length > LENGTH_MAX {
            let message = "State name must be 1 to 80 characters long";
            let problem = Diagnostic::error(codes::INVALID_STATE_NAME, message, state.name_span);
            found.push(problem.at(&state.location).help(format!("it has {length} characters")));
        }
    }
}
