//! A definition judged as `CreateStateMachine` and `ValidateStateMachineDefinition` judge it.

use asl::{StateKind, StateMachine, codes};
use syntax::jackson::{self, Complaint};
use syntax::{Diagnostic, Language, LineIndex, Severity, Span};

use crate::rules::paths_are_marked::{NO_DOLLAR, NO_PATH, PASS_RESULT_IS_STATIC};
use crate::rules::workflow_ends::NO_END;
use crate::{Document, Problem, problems};

/// The two kinds of state machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineType {
    /// `STANDARD`
    Standard,
    /// `EXPRESS`
    Express,
}

/// One diagnostic as AWS prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsDiagnostic {
    /// `ERROR` or `WARNING` on the wire.
    pub severity: Severity,
    /// AWS's code.
    pub code: &'static str,
    /// AWS's text.
    pub message: String,
    /// AWS's location; absent where it has none.
    pub location: Option<String>,
}

/// Why AWS refuses a definition. Nothing if AWS accepts it.
#[must_use]
pub fn validate(document: &Document, kind: MachineType) -> Vec<AwsDiagnostic> {
    let mut found = diagnose(document, kind);
    found.retain(|diagnostic| diagnostic.severity == Severity::Error);
    found
}

/// Everything AWS says about a definition, warnings included, without our own advice.
#[must_use]
pub fn diagnose(document: &Document, kind: MachineType) -> Vec<AwsDiagnostic> {
    let text = document.text();
    if document.tree.language() == Language::Yaml {
        return validate(&Document::read_json(text), kind);
    }
    let is_json =
        |problem: &&Diagnostic| matches!(problem.code, codes::INVALID_JSON_DESCRIPTION | "PLACEHOLDER");
    if let Some(first) = document.reading.iter().find(is_json) {
        return vec![unreadable(text, first)];
    }
    let mut found: Vec<Diagnostic> =
        problems(document).into_iter().map(|problem: Problem| problem.diagnostic).collect();
    if kind == MachineType::Express {
        found.extend(express(document));
    }
    let of_aws = |problem: &Diagnostic| match problem.severity {
        Severity::Error => problem.code != "DUPLICATE_KEY",
        Severity::Warning => [NO_DOLLAR, NO_PATH, PASS_RESULT_IS_STATIC].contains(&problem.code),
        Severity::Info => false,
    };
    // The editor does not say of a workflow without states that it has no end as well.
    let root = document.machine.as_ref().map(StateMachine::root);
    if let Some(span) = root.filter(|root| root.states.is_empty()).and_then(|root| root.states_span) {
        found.push(Diagnostic::error(codes::MISSING_END_STATE, NO_END, span));
    }
    found.sort_by_key(rank);
    found
        .into_iter()
        .filter(of_aws)
        .map(|problem| AwsDiagnostic {
            severity: problem.severity,
            code: problem.code,
            message: problem.message,
            location: problem.location,
        })
        .collect()
}

/// AWS looks at each field first, then at where transitions lead, then at what they leave out.
fn rank(problem: &Diagnostic) -> u8 {
    match problem.code {
        codes::MISSING_END_STATE => 2,
        codes::MISSING_TRANSITION_TARGET if problem.message.ends_with("is not reachable.") => 2,
        codes::MISSING_TRANSITION_TARGET => 1,
        _ => 0,
    }
}

/// The message of `InvalidDefinition`: one diagnostic as it is, several quoted and joined.
#[must_use]
pub fn invalid_definition_message(diagnostics: &[AwsDiagnostic]) -> String {
    let one = |diagnostic: &AwsDiagnostic| {
        let location = diagnostic.location.as_deref().unwrap_or("null");
        format!("{}: {} at {location}", diagnostic.code, diagnostic.message)
    };
    let all = diagnostics.iter().map(one).collect::<Vec<_>>();
    let all = if all.len() > 1 {
        all.iter().map(|text| format!("'{text}'")).collect::<Vec<_>>().join(", ")
    } else {
        all.join("")
    };
    format!("Invalid State Machine Definition: '{all}'")
}

/// A text that is no JSON, in the words of AWS's parser. What that one would read, such as the same key twice, is told in
/// ours.
fn unreadable(text: &str, problem: &Diagnostic) -> AwsDiagnostic {
    let Complaint { reason, place } = jackson::complaint(text).unwrap_or_else(|| {
        let end = LineIndex::new(text).line_column(problem.span.end);
        let (line, column) = (end.line as usize + 1, end.column as usize + 1);
        Complaint { reason: problem.message.clone(), place: jackson::place(text, line, column) }
    });
    AwsDiagnostic {
        severity: Severity::Error,
        code: codes::INVALID_JSON_DESCRIPTION,
        message: format!("{reason}\n at {place}"),
        location: Some(place),
    }
}

/// Express machines only call and go on: no jobs, no tokens, no activities.
fn express(document: &Document) -> Vec<Diagnostic> {
    let states = document.machine.iter().flat_map(|machine| machine.states());
    let tasks = states.filter_map(|state| match &state.kind {
        StateKind::Task(task) => Some((state, task.resource.as_ref()?)),
        _ => None,
    });
    let mut found = Vec::new();
    for (state, resource) in tasks {
        let text = resource.value.as_str();
        // The blank behind the second message is AWS's.
        let message = if text.ends_with(".sync") || text.ends_with(".sync:2") {
            "Express state machine does not support '.sync' service integration"
        } else if text.ends_with(".waitForTaskToken") {
            "Express state machine does not support '.waitForTaskToken' service integration "
        } else if text.contains(":activity:") {
            "Express state machine does not support Activity ARN"
        } else {
            continue;
        };
        let span: Span = resource.span;
        let problem = Diagnostic::error(codes::SCHEMA_VALIDATION_FAILED, message, span);
        found.push(problem.at(format!("{}/Resource", state.location)));
    }
    found
}
