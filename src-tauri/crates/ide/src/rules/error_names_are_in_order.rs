//! `ErrorEquals` names at least one error; `States.ALL` stands alone, and in the last retrier or catcher.

use asl::{Field, StateMachine, codes};
use syntax::{Diagnostic, Span, Tree};

const ALL: &str = "States.ALL";

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let retry = state.retry.iter().map(|entry| (&entry.error_equals, entry.error_equals_span));
        check_list("Retry", &state.location, retry.collect(), found);
        let catch = state.catch.iter().map(|entry| (&entry.error_equals, entry.error_equals_span));
        check_list("Catch", &state.location, catch.collect(), found);
    }
}

fn check_list(
    list: &str,
    state: &str,
    entries: Vec<(&Vec<Field<String>>, Option<Span>)>,
    found: &mut Vec<Diagnostic>,
) {
    let count = entries.len();
    for (index, (names, span)) in entries.into_iter().enumerate() {
        let Some(span) = span else { continue };
        let mut report = |message: String, span: Span, help: &str| {
            let location = format!("{state}/{list}[{index}]/ErrorEquals");
            let problem = Diagnostic::error(codes::SCHEMA_VALIDATION_FAILED, message, span);
            found.push(problem.at(location).help(help));
        };
        if span.len() <= 2 || names.is_empty() {
            report(
                "Value cannot be empty".to_owned(),
                span,
                "name an error, or `States.ALL` for all of them",
            );
        }
        let Some(all) = names.iter().find(|name| name.value == ALL) else { continue };
        let help = match (names.len() > 1, index + 1 < count) {
            (true, _) => "it includes the others; remove them",
            (false, true) => "what stands behind it is never tried",
            (false, false) => continue,
        };
        report(format!("{ALL} must appear alone and at end of list"), all.span, help);
    }
}
