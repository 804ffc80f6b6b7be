//! A Choice has a way for every input, and no rule that changes nothing. Our own advice: AWS accepts both.

use asl::{Choice, State, StateKind, StateMachine};
use syntax::{Diagnostic, Severity, Tree};

const NO_DEFAULT: &str = "CHOICE_WITHOUT_DEFAULT";
const NO_EFFECT: &str = "RULE_WITHOUT_EFFECT";

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let StateKind::Choice(choice) = &state.kind else { continue };
        if choice.default.is_none() && !choice.rules.is_empty() {
            let message = format!("`{}` has no default", state.name);
            let help = "an input that no rule matches fails the execution with `States.NoChoiceMatched`";
            found.push(info(NO_DEFAULT, message, state.name_span).at(&state.location).help(help));
        }
        idle_rules(state, choice, found);
    }
}

/// Rules at the end of the list that lead where the default leads anyway.
fn idle_rules(state: &State, choice: &Choice, found: &mut Vec<Diagnostic>) {
    let Some(default) = &choice.default else { return };
    let idle = choice.rules.iter().enumerate().rev().take_while(|(_, rule)| {
        let same = rule.next.as_ref().is_some_and(|next| next.value == default.value);
        same && rule.assign.is_none() && rule.output.is_none()
    });
    for (at, rule) in idle {
        let Some(next) = &rule.next else { continue };
        let message = format!(
            "rule {} of `{}` changes nothing: the default leads to `{}` too",
            at + 1,
            state.name,
            next.value
        );
        let location = format!("{}/Choices[{at}]/Next", state.location);
        found.push(info(NO_EFFECT, message, next.span).at(location));
    }
}

fn info(code: &'static str, message: String, span: syntax::Span) -> Diagnostic {
    Diagnostic { severity: Severity::Info, ..Diagnostic::warning(code, message, span) }
}
