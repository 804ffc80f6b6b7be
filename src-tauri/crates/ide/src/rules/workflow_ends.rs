//! The top level has at least one state that ends the execution. AWS exempts branches and processors.

use asl::graph::has_terminal;
use asl::{StateMachine, WorkflowId, codes};
use syntax::{Diagnostic, Span, Tree};

/// AWS's words.
pub(crate) const NO_END: &str = "Workflow has no terminal state";

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    let root = machine.root();
    if root.states.is_empty() || has_terminal(machine, WorkflowId::ROOT) {
        return;
    }
    let start = root.states_span.map_or(root.span.start, |span| span.start);
    let problem = Diagnostic::error(codes::MISSING_END_STATE, NO_END, Span::new(start, start + 1));
    found.push(problem.help("give a state `\"End\": true`, or add a Succeed or Fail state"));
}
