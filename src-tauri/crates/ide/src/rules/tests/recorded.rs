//! What AWS itself said about definitions, recorded. Skipped with a note where the recordings are not at hand.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{Document, MachineType, invalid_definition_message, validate};

/// The recorded steps of every area: request, answers by name.
fn cases() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/conformance/asl");
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("no recordings in {}; skipped", folder.display());
        return Vec::new();
    };
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    names.retain(|path| path.extension().is_some_and(|kind| kind == "json"));
    names.sort();
    let mut cases = Vec::new();
    for path in
        names.iter().filter(|path| !path.ends_with("suspect-map-label.json") && !path.ends_with("index.json"))
    {
        let text = fs::read_to_string(path).expect("a readable recording");
        let area: Value = serde_json::from_str(&text).expect("a JSON recording");
        cases.extend(area["cases"].as_array().expect("cases").iter().cloned());
    }
    cases
}

fn machine_type(params: &Value) -> MachineType {
    if params["type"] == "EXPRESS" { MachineType::Express } else { MachineType::Standard }
}

/// The answer of a step that is one answer as it is.
fn answer<'c>(case: &'c Value, step: &Value) -> Option<&'c Value> {
    let key = step["expect"].as_array()?.first()?.as_str()?;
    case["expected"].get(key)
}

#[test]
fn recorded_validations_are_answered_alike() {
    let mut checked = 0;
    for case in cases() {
        for step in case["steps"].as_array().into_iter().flatten() {
            if step["op"] != "ValidateStateMachineDefinition" {
                continue;
            }
            let Some(expected) = answer(&case, step).filter(|answer| answer.get("result").is_some()) else {
                continue;
            };
            let definition = step["params"]["definition"].as_str().expect("a definition");
            let found = validate(&Document::read(definition), machine_type(&step["params"]));
            let found: Vec<Value> = found
                .into_iter()
                .map(|diagnostic| {
                    let mut row = serde_json::json!({"code": diagnostic.code, "message": diagnostic.message, "severity": "ERROR"});
                    if let Some(location) = diagnostic.location {
                        row["location"] = location.into();
                    }
                    row
                })
                .collect();
            assert_eq!(Value::from(found), expected["diagnostics"], "{}\n{definition}", case["id"]);
            checked += 1;
        }
    }
    eprintln!("{checked} recorded validations");
}

#[test]
fn recorded_refusals_have_our_words() {
    let mut checked = 0;
    let mut wrong = Vec::new();
    for case in cases() {
        for step in case["steps"].as_array().into_iter().flatten() {
            let Some(expected) = answer(&case, step) else { continue };
            let message = expected["Error"]["Message"].as_str().unwrap_or("");
            let Some(definition) = step["params"]["definition"].as_str() else { continue };
            if !message.starts_with("Invalid State Machine Definition") {
                continue;
            }
            let found = validate(&Document::read(definition), machine_type(&step["params"]));
            let found = invalid_definition_message(&found);
            checked += 1;
            if plain(&found) != plain(message) {
                wrong.push(format!("{}\n  AWS:  {message}\n  ours: {found}", case["id"]));
            }
        }
    }
    eprintln!("{checked} recorded refusals");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Recordings hold placeholders where names differ from run to run.
fn plain(message: &str) -> String {
    message.replace("<partition>", "aws")
}

#[test]
fn recorded_machines_are_accepted() {
    let mut checked = 0;
    let mut wrong = Vec::new();
    let is_refusal = |case: &Value| case["expected"].to_string().contains("Invalid State Machine Definition");
    for case in cases().into_iter().filter(|case| !is_refusal(case)) {
        for step in case["steps"].as_array().into_iter().flatten() {
            let op = step["op"].as_str().unwrap_or("");
            if !matches!(op, "CreateStateMachine" | "UpdateStateMachine") || step.get("error").is_some() {
                continue;
            }
            if answer(&case, step).is_some_and(|answer| answer.get("Error").is_some()) {
                continue;
            }
            let Some(definition) = step["params"]["definition"].as_str() else { continue };
            let found = validate(&Document::read(definition), machine_type(&step["params"]));
            checked += 1;
            if !found.is_empty() {
                wrong.push(format!(
                    "{}\n  {}\n  {definition}",
                    case["id"],
                    invalid_definition_message(&found)
                ));
            }
        }
    }
    eprintln!("{checked} recorded machines");
    assert!(wrong.is_empty(), "{} of {checked}:\n{}", wrong.len(), wrong.join("\n"));
}
