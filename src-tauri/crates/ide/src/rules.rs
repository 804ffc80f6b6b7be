//! The rules, one file each. A rule's name says what has to hold.

mod error_names_are_in_order;
mod names_are_unique;
mod states_are_reachable;
mod states_go_on_or_end;
mod transitions_name_a_state;
mod workflow_ends;

use asl::StateMachine;
use syntax::{Diagnostic, Tree};

/// Looks at a machine and reports what breaks the rule. The tree is there for places the model does not keep.
type Rule = fn(&StateMachine, &Tree, &mut Vec<Diagnostic>);

const RULES: &[Rule] = &[
    workflow_ends::check,
    transitions_name_a_state::check,
    states_are_reachable::check,
    states_go_on_or_end::check,
    names_are_unique::check,
    error_names_are_in_order::check,
];

/// Applies all rules.
pub(crate) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for rule in RULES {
        rule(machine, tree, found);
    }
}
