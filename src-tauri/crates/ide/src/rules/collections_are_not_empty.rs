//! `States`, `Branches` and `Choices` hold something.

use asl::{Rule, StateKind, StateMachine, Test};
use syntax::{Diagnostic, Span, Tree};

use super::schema;

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    let mut report = |span: Span, location: String, help: &str| {
        found.push(schema("Value cannot be empty", span).at(location).help(help));
    };
    for workflow in machine.workflows() {
        if let Some(span) = workflow.states_span.filter(|_| workflow.states.is_empty()) {
            report(span, format!("{}/States", workflow.location), "a workflow needs at least one state");
        }
    }
    for state in machine.states() {
        match &state.kind {
            StateKind::Parallel(parallel) => {
                if let Some(span) = parallel.branches_span.filter(|span| is_empty(*span, &parallel.branches))
                {
                    let location = format!("{}/Branches", state.location);
                    report(span, location, "a Parallel state needs at least one branch");
                }
            }
            StateKind::Choice(choice) => {
                if let Some(span) = choice.rules_span.filter(|span| is_empty(*span, &choice.rules)) {
                    let location = format!("{}/Choices", state.location);
                    report(span, location, "a Choice needs at least one rule");
                }
                for (at, rule) in choice.rules.iter().enumerate() {
                    if let Some(Test::Rule(test)) = &rule.test
                        && holds_nothing(test)
                    {
                        let location = format!("{}/Choices[{at}]", state.location);
                        report(rule.span, location, "name the conditions that are combined");
                    }
                }
            }
            StateKind::Task(_)
            | StateKind::Pass(_)
            | StateKind::Wait(_)
            | StateKind::Succeed
            | StateKind::Fail(_)
            | StateKind::Map(_)
            | StateKind::Unknown(_) => {}
        }
    }
}

/// An array whose items are all unreadable is not empty.
fn is_empty<T>(span: Span, items: &[T]) -> bool {
    items.is_empty() && span.len() < 64
}

/// Whether an `And` or `Or` somewhere in the rule is empty. Rules nest at most 100 deep, see `asl`.
fn holds_nothing(rule: &Rule) -> bool {
    match rule {
        Rule::And(rules) | Rule::Or(rules) => rules.is_empty() || rules.iter().any(holds_nothing),
        Rule::Not(rule) => holds_nothing(rule),
        Rule::Compare(_) => false,
    }
}
