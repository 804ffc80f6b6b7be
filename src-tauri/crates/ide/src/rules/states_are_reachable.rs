//! Every state can be reached from the start of its `States` object.
//!
//! A top level without terminal state is not looked at: AWS says only that it has none.

use asl::graph::{has_terminal, reachable};
use asl::{StateMachine, StateType, WorkflowId, codes};
use syntax::{Diagnostic, Tree};

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for workflow in machine.workflows() {
        if workflow.owner.is_none() && !has_terminal(machine, workflow.id) {
            continue;
        }
        // Without a start nothing is reached, and it has been complained about.
        if workflow.start_at.is_none() || has_foreign_next(machine, workflow.id, tree) {
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

/// Whether a state that cannot have `Next` has one. AWS complains about the field, and still takes its target for reached.
fn has_foreign_next(machine: &StateMachine, workflow: WorkflowId, tree: &Tree) -> bool {
    machine.states_of(workflow).any(|state| {
        matches!(state.state_type(), Some(StateType::Succeed | StateType::Fail | StateType::Choice))
            && tree.node(state.node).get("Next").is_some()
    })
}
