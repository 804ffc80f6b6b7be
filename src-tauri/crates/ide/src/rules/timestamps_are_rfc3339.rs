//! A literal `Timestamp` is an RFC 3339 instant with upper-case `T` and a zone. Choice operands are not checked: AWS
//! compares them as false.

use asl::{Given, StateKind, StateMachine};
use expressions::Instant;
use syntax::{Diagnostic, Tree};

use super::schema;

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let StateKind::Wait(wait) = &state.kind else { continue };
        let Some(field) = &wait.timestamp else { continue };
        let Given::Literal(text) = &field.value else { continue };
        if Instant::parse(text).is_none() && !super::is_filled_in(text) {
            let problem = schema("String does not match RFC3339 timestamp", field.span);
            let location = format!("{}/Timestamp", state.location);
            found.push(problem.at(location).help("write it as `2027-03-01T09:00:00Z`"));
        }
    }
}
