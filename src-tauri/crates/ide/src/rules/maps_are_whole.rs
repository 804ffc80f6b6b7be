//! What belongs together in a Map: mode and execution type, a reader and its file type, a writer and its target, labels.

use std::collections::BTreeSet;

use asl::{ExecutionType, Field, Map, Mode, State, StateKind, StateMachine, codes};
use syntax::{Diagnostic, Tree};

use super::schema;

const INPUT_TYPES: [&str; 5] = ["MANIFEST", "JSON", "CSV", "JSONL", "PARQUET"];
const READERS: [&str; 2] = ["s3:getObject", "s3:listObjectsV2"];
const LABEL_LENGTH_MAX: usize = 40;

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    let mut labels = BTreeSet::new();
    for state in machine.states() {
        let StateKind::Map(map) = &state.kind else { continue };
        execution_type(state, map, found);
        reader(state, map, found);
        writer(state, map, found);
        if let Some(label) = &map.label {
            check_label(state, label, &mut labels, found);
        }
    }
}

fn execution_type(state: &State, map: &Map, found: &mut Vec<Diagnostic>) {
    let Some(processor) = &map.processor else { return };
    let missing = processor.mode == Mode::Distributed
        && processor.execution_type.as_ref().map(|field| field.value).is_none_or(|kind| match kind {
            ExecutionType::Standard | ExecutionType::Express => false,
        });
    if let Some(span) = processor.config_span.filter(|_| missing) {
        let location = format!("{}/{}/ProcessorConfig", state.location, processor.field.name());
        let problem = schema("The field 'ExecutionType' is required but was missing", span);
        found.push(problem.at(location).help("`STANDARD` or `EXPRESS`"));
    }
}

fn reader(state: &State, map: &Map, found: &mut Vec<Diagnostic>) {
    let Some(reader) = &map.item_reader else { return };
    let location = format!("{}/ItemReader", state.location);
    match &reader.resource {
        None => {
            found.push(schema("The field 'Resource' is required but was missing", reader.span).at(&location))
        }
        Some(resource) => {
            let action = resource.value.rsplit(":::").next().unwrap_or("");
            if !READERS.contains(&action) && !resource.value.contains("${") {
                let message = format!("Value should be one of the following: [{}]", READERS.join(", "));
                found.push(schema(message, resource.span).at(format!("{location}/Resource")));
            }
        }
    }
    let input_type = reader.config.as_ref().and_then(|config| config.input_type.as_ref());
    if let Some(field) = input_type.filter(|field| !INPUT_TYPES.contains(&field.value.as_str())) {
        let message = format!("Value should be one of the following: [{}]", INPUT_TYPES.join(", "));
        found.push(schema(message, field.span).at(format!("{location}/ReaderConfig/InputType")));
    }
}

fn writer(state: &State, map: &Map, found: &mut Vec<Diagnostic>) {
    let Some(writer) = &map.result_writer else { return };
    let location = format!("{}/ResultWriter", state.location);
    let target = writer.parameters.is_some() || writer.arguments.is_some();
    if (writer.resource.is_none() && writer.config.is_none()) || (writer.resource.is_some() && !target) {
        let problem = schema("These fields are required: [Resource, Parameters]", writer.span);
        found.push(problem.at(&location).help("say where the results go, or how they are written"));
    }
    if let Some(config) = &writer.config
        && (config.transformation.is_none() || config.output_type.is_none())
    {
        let problem = schema("These fields are required: [Transformation, OutputType]", config.span);
        found.push(problem.at(format!("{location}/WriterConfig")));
    }
}

fn check_label<'m>(
    state: &State,
    label: &'m Field<String>,
    labels: &mut BTreeSet<&'m str>,
    found: &mut Vec<Diagnostic>,
) {
    let location = format!("{}/Label", state.location);
    let length = label.value.chars().count();
    if length == 0 || length > LABEL_LENGTH_MAX {
        let message = format!("Label must be 1 to {LABEL_LENGTH_MAX} characters long");
        found.push(Diagnostic::error(codes::INVALID_LABEL_NAME, message, label.span).at(&location));
    }
    if !labels.insert(&label.value) {
        let message = format!("Duplicate Label: {}", label.value);
        found.push(Diagnostic::error(codes::DUPLICATE_LABEL_NAME, message, label.span).at(&location));
    }
}
