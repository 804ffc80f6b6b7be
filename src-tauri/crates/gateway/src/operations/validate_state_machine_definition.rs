//! `ValidateStateMachineDefinition`: what is wrong with a definition, without keeping it.

use serde_json::{Value, json};

use crate::door::{Gateway, put};
use crate::members::Members;
use crate::refusal::Refusal;
use crate::state_machines::machine_type;

/// Diagnostics of one answer at most, and if nothing is said about it.
const DIAGNOSTICS_MAX: i64 = 100;

pub(super) async fn answer(_gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let text = members.required("definition", 1..=1_048_576);
    let kind = members.word("type", &["STANDARD", "EXPRESS"]);
    // Only errors are found so far, so both severities ask for the same.
    members.word("severity", &["ERROR", "WARNING"]);
    let max = members.number("maxResults", 0..=DIAGNOSTICS_MAX).filter(|max| *max > 0);
    members.check()?;
    let max = usize::try_from(max.unwrap_or(DIAGNOSTICS_MAX)).unwrap_or(usize::MAX);
    let found = ide::validate(&ide::Document::read(&text), machine_type(kind.as_deref().unwrap_or("")));
    let shown = found.iter().take(max).map(|diagnostic| {
        let mut shown =
            json!({ "severity": "ERROR", "code": diagnostic.code, "message": diagnostic.message });
        if let Some(location) = &diagnostic.location {
            put(&mut shown, "location", location.as_str());
        }
        shown
    });
    Ok(json!({
        "result": if found.is_empty() { "OK" } else { "FAIL" },
        "diagnostics": shown.collect::<Vec<_>>(),
        "truncated": found.len() > max,
    }))
}
