//! `ValidateStateMachineDefinition`: what is wrong with a definition, without keeping it.

use serde_json::{Value, json};
use syntax::Severity;

use crate::door::{Gateway, put};
use crate::members::Members;
use crate::refusal::Refusal;
use crate::state_machines::machine_type;

/// Diagnostics of one answer at most, and if nothing is said about it.
const DIAGNOSTICS_MAX: i64 = 100;

pub(super) async fn answer(_gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let text = members.required("definition", 1..=1_048_576);
    let kind = members.word("type", &["STANDARD", "EXPRESS"]);
    let severity = members.word("severity", &["ERROR", "WARNING"]);
    let max = members.number("maxResults", 0..=DIAGNOSTICS_MAX).filter(|max| *max > 0);
    members.check()?;
    let max = usize::try_from(max.unwrap_or(DIAGNOSTICS_MAX)).unwrap_or(usize::MAX);
    let mut found = ide::diagnose(&ide::Document::read(&text), machine_type(kind.as_deref().unwrap_or("")));
    let is_error = |diagnostic: &ide::AwsDiagnostic| diagnostic.severity == Severity::Error;
    let fails = found.iter().any(is_error);
    if severity.as_deref() != Some("WARNING") {
        found.retain(is_error);
    }
    let shown = found.iter().take(max).map(|diagnostic| {
        let severity = if is_error(diagnostic) { "ERROR" } else { "WARNING" };
        let mut shown =
            json!({ "severity": severity, "code": diagnostic.code, "message": diagnostic.message });
        if let Some(location) = &diagnostic.location {
            put(&mut shown, "location", location.as_str());
        }
        shown
    });
    Ok(json!({
        "result": if fails { "FAIL" } else { "OK" },
        "diagnostics": shown.collect::<Vec<_>>(),
        "truncated": found.len() > max,
    }))
}
