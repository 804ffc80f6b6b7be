//! `StartAt`, `Next` and `Default` name a state of the same `States` object.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use asl::graph::{Transition, transitions};
use asl::{StateMachine, WorkflowId, codes};
use syntax::{Diagnostic, Tree};

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    let elsewhere = LazyCell::new(|| -> BTreeSet<&str> {
        machine.states().iter().map(|state| state.name.as_str()).collect()
    });
    for workflow in machine.workflows() {
        for link in transitions(machine, workflow.id) {
            if link.to.is_some() {
                continue;
            }
            let Some(name) = link.target else { continue };
            let problem = Diagnostic::error(
                codes::MISSING_TRANSITION_TARGET,
                format!("Missing 'Next' target: {name}"),
                link.span,
            );
            let is_elsewhere = elsewhere.contains(name);
            let help = help(machine, workflow.id, &link, name, is_elsewhere);
            found.push(Diagnostic { help, ..problem }.at(link.location()));
        }
    }
}

fn help(
    machine: &StateMachine,
    workflow: WorkflowId,
    link: &Transition<'_>,
    name: &str,
    is_elsewhere: bool,
) -> Option<String> {
    if link.from.is_none() && name.is_empty() {
        return Some("add the first state, or name the state to start at".to_owned());
    }
    if is_elsewhere {
        return Some(format!("`{name}` is in another branch or container; transitions stay inside theirs"));
    }
    let near = |candidate: &&str| is_near(candidate, name);
    let names: Vec<&str> = machine.states_of(workflow).map(|state| state.name.as_str()).collect();
    names.into_iter().find(near).map(|candidate| format!("did you mean `{candidate}`?"))
}

/// Equal but for case and blanks, or one character inserted, dropped, changed or swapped with its neighbour.
fn is_near(candidate: &str, name: &str) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<Vec<_>>()
    };
    let (left, right) = (plain(candidate), plain(name));
    if left.is_empty() || right.is_empty() || left.len().abs_diff(right.len()) > 1 {
        return false;
    }
    let head = left.iter().zip(&right).take_while(|(one, other)| one == other).count();
    let rest = |text: &[char]| text.iter().skip(head).copied().collect::<Vec<_>>();
    let (left, right) = (rest(&left), rest(&right));
    let tail = left.iter().rev().zip(right.iter().rev()).take_while(|(one, other)| one == other).count();
    let (left, right) = (left.len().saturating_sub(tail), right.len().saturating_sub(tail));
    left.max(right) <= 2
}
