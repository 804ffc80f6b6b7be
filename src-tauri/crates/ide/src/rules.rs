//! The rules, one file each. A rule's name says what has to hold.

mod callbacks_come_back;
mod choices_decide;
mod collections_are_not_empty;
mod credentials_name_a_role;
mod error_names_are_in_order;
mod fields_exclude_each_other;
pub(crate) mod jsonata_parses;
mod maps_are_whole;
mod names_are_unique;
mod numbers_are_in_range;
pub(crate) mod paths_are_marked;
mod paths_are_valid;
pub(crate) mod places;
mod readers_know_their_files;
mod resources_are_known;
mod states_are_reachable;
mod states_go_on_or_end;
mod templates_are_valid;
#[cfg(test)]
mod tests;
mod timestamps_are_rfc3339;
mod transitions_name_a_state;
pub(crate) mod variables_are_named_well;
mod variables_are_not_shadowed;
pub(crate) mod workflow_ends;

use asl::{StateMachine, codes};
use syntax::{Diagnostic, Span, Tree};

/// Looks at a machine and reports what breaks the rule. The tree is there for places the model does not keep.
type Rule = fn(&StateMachine, &Tree, &mut Vec<Diagnostic>);

const RULES: &[Rule] = &[
    workflow_ends::check,
    transitions_name_a_state::check,
    states_are_reachable::check,
    states_go_on_or_end::check,
    names_are_unique::check,
    error_names_are_in_order::check,
    collections_are_not_empty::check,
    fields_exclude_each_other::check,
    numbers_are_in_range::check,
    timestamps_are_rfc3339::check,
    resources_are_known::check,
    credentials_name_a_role::check,
    paths_are_valid::check,
    paths_are_marked::check,
    templates_are_valid::check,
    jsonata_parses::check,
    variables_are_named_well::check,
    variables_are_not_shadowed::check,
    maps_are_whole::check,
    readers_know_their_files::check,
    callbacks_come_back::check,
    choices_decide::check,
];

/// Applies all rules.
pub(crate) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for rule in RULES {
        rule(machine, tree, found);
    }
}

/// True for a text that SAM or CloudFormation complete: `${Name}`. What it will be is not known here.
fn is_filled_in(text: &str) -> bool {
    text.contains("${")
}

/// An error of the kind AWS has most of.
fn schema(message: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic::error(codes::SCHEMA_VALIDATION_FAILED, message, span)
}
