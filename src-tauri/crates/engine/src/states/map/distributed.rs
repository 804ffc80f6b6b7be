//! Map in distributed mode: configures a Map Run, waits for it, and takes its result.

use std::sync::Arc;

use asl::Field;
use serde_json::{Map as Members, Value};

use super::tested::Values;
use super::{Map, length};
use crate::broken::Broken;
use crate::compile::{Compiler, number};
use crate::decide::Turn;
use crate::map_run::{ExecutionType, ItemSource, MapRun, Percentage, Settings, Transformation, Writer, run};
use crate::program::State;
use crate::scope::{Visit, Work};
use crate::sight::Sight;
use crate::{Kind, Payload};

/// What only a distributed Map has; the fields that a test of one state evaluates too are beside it.
#[derive(Debug)]
pub(crate) struct DistributedMap {
    number: u32,
    label: Option<String>,
    execution_type: ExecutionType,
    reader: Option<Reader>,
    writer: Option<ResultWriter>,
}

#[derive(Debug)]
struct Reader {
    resource: Arc<str>,
    /// `ReaderConfig` without `MaxItems`.
    config: Payload,
}

#[derive(Debug)]
struct ResultWriter {
    destination: Option<(Arc<str>, Option<Values>)>,
    transformation: Transformation,
    is_lines: bool,
}

pub(super) fn compile(
    compiler: &mut Compiler<'_>,
    map: &asl::Map,
    processor: &asl::Processor,
) -> DistributedMap {
    let execution_type = match processor.execution_type.as_ref().map(|field| field.value) {
        Some(asl::ExecutionType::Express) => ExecutionType::Express,
        Some(asl::ExecutionType::Standard) | None => ExecutionType::Standard,
    };
    DistributedMap {
        number: number(compiler.state.id),
        label: map.label.as_ref().map(|label| label.value.clone()),
        execution_type,
        reader: map.item_reader.as_ref().map(reader),
        writer: map.result_writer.as_ref().map(|writer| self::writer(compiler, writer)),
    }
}

fn reader(reader: &asl::ItemReader) -> Reader {
    let config = reader.config.as_ref();
    Reader {
        resource: text(reader.resource.as_ref()),
        config: Payload::from_value(config.map_or_else(|| Value::Object(Members::new()), reader_config)),
    }
}

/// `ReaderConfig` as written, without what limits the items.
#[must_use]
pub fn reader_config(config: &asl::ReaderConfig) -> Value {
    let texts = [
        ("InputType", &config.input_type),
        ("Transformation", &config.transformation),
        ("ManifestType", &config.manifest_type),
        ("CSVDelimiter", &config.csv_delimiter),
        ("CSVHeaderLocation", &config.csv_header_location),
        ("ItemsPointer", &config.items_pointer),
    ];
    let mut members = Members::new();
    for (name, field) in texts {
        if let Some(field) = field {
            members.insert(name.to_owned(), Value::String(field.value.clone()));
        }
    }
    if let Some(headers) = &config.csv_headers {
        members.insert("CSVHeaders".to_owned(), headers.value.clone());
    }
    Value::Object(members)
}

fn writer(compiler: &mut Compiler<'_>, writer: &asl::ResultWriter) -> ResultWriter {
    let written = writer.resource.as_ref().map(|resource| {
        let given = writer.parameters.as_ref().or(writer.arguments.as_ref());
        (resource.value.as_str().into(), Values::compile(compiler, "ResultWriter", given))
    });
    let config = writer.config.as_ref();
    let transformation = config.and_then(|config| config.transformation.as_ref());
    let transformation = match transformation.map(|field| field.value.as_str()) {
        Some("COMPACT") => Transformation::Compact,
        Some("FLATTEN") => Transformation::Flatten,
        None if written.is_none() => Transformation::Compact,
        _ => Transformation::None,
    };
    let output_type = config.and_then(|config| config.output_type.as_ref());
    let is_lines = output_type.is_some_and(|output_type| output_type.value == "JSONL");
    ResultWriter { destination: written, transformation, is_lines }
}

fn text(field: Option<&Field<String>>) -> Arc<str> {
    field.map_or_else(|| "".into(), |field| field.value.as_str().into())
}

impl DistributedMap {
    /// Starts a Map Run. What is wrong with the items or the concurrency shows before `MapStateStarted`, everything
    /// else after it (step-functions §1.8).
    pub fn begin(&self, turn: &mut Turn<'_>, scope: u32, state: &State, map: &Map) -> Result<(), Broken> {
        let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
        let effective = state.dataflow.effective(&sight)?;
        let concurrency_max = map.concurrency.read_count(&sight, &effective)?.unwrap_or(0);
        let items = match &self.reader {
            None => Some(map.items.read(&sight, &effective)?),
            Some(_) => None,
        };
        let length = items.as_ref().map_or(0, length);
        turn.record_after_last(scope, Kind::MapDistributed { length });
        let settings = Settings {
            concurrency_max,
            tolerated_count: map.run.tolerated_count.read_count(&sight, &effective)?.map(u64::from),
            tolerated_percentage: (map.run.tolerated_percentage.read_percentage(&sight, &effective)?)
                .map(Percentage),
        };
        let max_items = map.run.max_items.read_integer(&sight, &effective)?.unwrap_or(0);
        let items = match (items, &self.reader) {
            (_, Some(reader)) => ItemSource::Reader {
                resource: reader.resource.clone(),
                arguments: arguments(map.run.reader.as_ref(), &sight, &effective)?,
                config: reader.config.clone(),
            },
            (items, None) => ItemSource::State(items.unwrap_or(effective.clone())),
        };
        let batch = map.run.batch.as_ref().map(|batch| batch.limits(&sight, &effective)).transpose()?;
        let writer = self.writer.as_ref().map(|writer| writer.evaluate(&sight, &effective)).transpose()?;
        let Some(origin) = turn.execution.origin.as_deref() else { return Ok(()) };
        let environment = turn.environment();
        let label = self.label.clone().unwrap_or_else(|| run::generated_label(&origin.start, &state.name));
        let run = MapRun {
            arn: run::arn(&origin.start, &label, &environment),
            label,
            name: state.name.clone(),
            state: self.number,
            execution_type: self.execution_type,
            items,
            max_items,
            batch,
            settings,
            writer,
            seed: environment.draw(),
        };
        let Some(ticket) = turn.next_ticket(scope) else { return Ok(()) };
        turn.record_after_last(scope, Kind::MapRunStarted { ticket, run: Arc::new(run) });
        Ok(())
    }
}

/// `Parameters` or `Arguments`; an empty object where there are none.
fn arguments(given: Option<&Values>, sight: &Sight, effective: &Payload) -> Result<Payload, Broken> {
    match given {
        Some(given) => given.payload(sight, effective),
        None => Ok(Payload::from_value(Value::Object(Members::new()))),
    }
}

impl ResultWriter {
    fn evaluate(&self, sight: &Sight, effective: &Payload) -> Result<Writer, Broken> {
        let destination = match &self.destination {
            Some((resource, given)) => Some((resource.clone(), arguments(given.as_ref(), sight, effective)?)),
            None => None,
        };
        Ok(Writer { destination, transformation: self.transformation, is_lines: self.is_lines })
    }
}

/// Leaves the state once its Map Run has succeeded, or lets the Map Run go on that a redrive found.
pub(crate) fn finish(turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
    let Some(Visit { work: Work::MapRun(distributed), .. }) = turn.visit(scope) else { return Ok(()) };
    if distributed.is_stopped {
        let (arn, count) = (distributed.run.arn.clone(), distributed.redrives.saturating_add(1));
        let Some(ticket) = turn.next_ticket(scope) else { return Ok(()) };
        turn.record_after_last(scope, Kind::MapRunRedriven { ticket, arn, count });
        return Ok(());
    }
    let Some((succeeded, result)) = distributed.succeeded.clone() else { return Ok(()) };
    turn.succeed(scope, state, succeeded, Kind::MapSucceeded, &result)
}

/// Says that the Map Run of the machine itself is over, which is ended from outside. Those of branches are told beside
/// them.
pub(crate) fn abort_own(turn: &mut Turn<'_>) {
    let Some(Visit { work: Work::MapRun(running), .. }) = turn.visit(0) else { return };
    if running.succeeded.is_none() && turn.has_room() {
        turn.record_after_last(0, Kind::MapRunAborted);
    }
}
