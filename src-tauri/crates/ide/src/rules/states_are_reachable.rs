//! Every state can be reached from the start of its `States` object.
//!
//! A top level without terminal state is not looked at: AWS says only that it has none.

use asl::graph::{has_terminal, reachable};
use asl::{StateMachine, codes};
use syntax::{Diagnostic, Tree};

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    for workflow in machine.workflows() {
        if workflow.owner.is_none() && !has_terminal(machine, workflow.id) {
            continue;
        }
        let reached = reachable(machine, workflow.id);
        for state in machine.states_of(workflow.id).filter(|state| !reached.contains(&state.id)) {
            let problem = Diagnostic::error(
                codes::MISSING_TRANSITION_TARGET,
                format!("State \"{}\" is not reachable.", state.name),
                state.name_span,
            );
            found.push(problem.at(&state.location).help("lead a transition to it, or delete it"));
        }
    }
}
