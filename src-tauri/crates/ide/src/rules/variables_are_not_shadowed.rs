//! A branch or an iteration gives no value to a variable of the workflow around it. The children of a distributed Map see
//! no variables from outside and may.

use std::collections::BTreeSet;

use asl::{State, StateKind, StateMachine, Workflow};
use syntax::{Diagnostic, Tree};

use super::places;

const DUPLICATE_VARIABLE_NAME: &str = "DUPLICATE_VARIABLE_NAME";

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for workflow in machine.workflows().iter().filter(|workflow| workflow.owner.is_some()) {
        let outer = outer_names(machine, workflow);
        if outer.is_empty() {
            continue;
        }
        for state in machine.states_of(workflow.id) {
            for assigned in places::assigned(state).into_iter().filter(|it| outer.contains(it.name)) {
                let name = assigned.name;
                let message = format!("The variable name '{name}' was already defined in a parent scope.");
                let problem = Diagnostic::error(DUPLICATE_VARIABLE_NAME, message, assigned.span(tree));
                found.push(problem.at(assigned.location(state)));
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
        names.extend(states.flat_map(places::assigned).map(|assigned| assigned.name));
        owner = machine.workflow(around.workflow).owner;
    }
    names
}

fn is_distributed(state: &State) -> bool {
    matches!(&state.kind, StateKind::Map(map) if map.is_distributed())
}
