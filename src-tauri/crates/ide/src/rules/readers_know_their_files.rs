//! What an `ItemReader` says about its files fits their kind.

use asl::{ReaderConfig, StateKind, StateMachine};
use syntax::{Diagnostic, Span, Tree};

use super::schema;

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let StateKind::Map(map) = &state.kind else { continue };
        let Some(config) = map.item_reader.as_ref().and_then(|reader| reader.config.as_ref()) else {
            continue;
        };
        let here = format!("{}/ItemReader/ReaderConfig", state.location);
        found.extend(problems(config).into_iter().map(|(message, span)| schema(message, span).at(&here)));
        let pointer = config.items_pointer.as_ref().filter(|field| !super::is_filled_in(&field.value));
        if let Some(field) = pointer.filter(|field| !field.value.is_empty() && !field.value.starts_with('/'))
        {
            let pointer = &field.value;
            let message =
                format!("Invalid input: JSON Pointer expression must start with '/': \"{pointer}\"");
            found.push(schema(message, field.span).at(format!("{here}/ItemsPointer")));
        }
    }
}

fn problems(config: &ReaderConfig) -> Vec<(String, Span)> {
    let text = |field: &Option<asl::Field<String>>| field.as_ref().map(|field| field.value.clone());
    let input_type = text(&config.input_type);
    let mut found = Vec::new();
    let mut missing = |name: &str| found.push((format!("The field '{name}' is required"), config.span));
    if input_type.is_none() && text(&config.transformation).as_deref() == Some("LOAD_AND_FLATTEN") {
        missing("InputType");
    }
    let is_csv = input_type.as_deref() == Some("CSV");
    if is_csv && config.csv_header_location.is_none() {
        missing("CSVHeaderLocation");
    }
    if is_csv && text(&config.csv_header_location).as_deref() == Some("GIVEN") && config.csv_headers.is_none()
    {
        found.push(("These fields are required: [CSVHeaders]".to_owned(), config.span));
    }
    let has_no_header = matches!(input_type.as_deref(), Some("JSON" | "JSONL"));
    let is_json = input_type.as_deref() == Some("JSON");
    for (name, key, is_foreign) in [
        ("ManifestType", config.manifest_type.as_ref().map(|field| field.key), is_json),
        ("CSVHeaderLocation", config.csv_header_location.as_ref().map(|field| field.key), has_no_header),
        ("CSVHeaders", config.csv_headers.as_ref().map(|field| field.key), has_no_header),
    ] {
        if let Some(key) = key.filter(|_| is_foreign) {
            found.push((format!("Field '{name}' is not supported"), key));
        }
    }
    found
}
