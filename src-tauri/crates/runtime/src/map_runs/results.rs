//! What a Map Run gives to its state: the array of results, or where they were written.

use std::collections::VecDeque;
use std::sync::Arc;

use engine::map_run::{Batch, Children, Feed, Finished, MapRun, Results, Transformation, Verdict};
use engine::{Failure, Outcome, Payload, Timestamp, instant_text};
use serde_json::json;
use store::tables::map_children::MapChild;

use super::in_memory;
use super::inputs::{Beginning, Inputs};
use crate::ground::Ground;
use crate::item_store::{self, Destination, Included, OutputType, Record, ResultFile};

/// Children read at once, and bytes of their inputs and outputs, at most.
const PAGE_MAX: usize = 1_000;
const PAGE_BYTES_MAX: usize = 4 << 20;

/// The outcome of a Map Run whose children have all ended. Blocks.
pub(crate) fn outcome(ground: &Ground, feed: Feed, id: i64, verdict: Verdict) -> Outcome {
    let run = Arc::clone(feed.run());
    let failure = match verdict {
        Verdict::Failed(failure) => Some(failure),
        Verdict::Going | Verdict::Ending | Verdict::Succeeded | Verdict::Aborted => None,
    };
    let mut children = Pages::new(ground, id);
    let left = failure.is_some().then_some((feed, id));
    let exported = export(ground, &run, &mut children, left);
    match (failure, exported) {
        (Some(failure), _) => Outcome::Failed(failure),
        (None, Some(Err(failure))) => Outcome::Failed(failure),
        (None, Some(Ok(details))) => Outcome::Succeeded(details),
        (None, None) => collect(&run, &mut children),
    }
}

/// Writes the results where `ResultWriter` says, if it says where. `left` makes the inputs of children that were not
/// started.
fn export(
    ground: &Ground,
    run: &MapRun,
    children: &mut Pages<'_>,
    left: Option<(Feed, i64)>,
) -> Option<Result<Payload, Failure>> {
    let writer = run.writer.as_ref()?;
    let (resource, arguments) = writer.destination.as_ref()?;
    let Some(store) = &ground.item_store else {
        let cause = "There is no local object store here.";
        return Some(Err(Failure::new("States.ResultWriterFailed", cause)));
    };
    let destination = Destination {
        resource: Arc::clone(resource),
        arguments: arguments.clone(),
        transformation: match writer.transformation {
            Transformation::None => item_store::Transformation::None,
            Transformation::Compact => item_store::Transformation::Compact,
            Transformation::Flatten => item_store::Transformation::Flatten,
        },
        output_type: if writer.is_lines { OutputType::JsonLines } else { OutputType::Json },
    };
    let names = run.children();
    let (mut feed, id) = left.unzip();
    let beginning = id.and_then(|id| ground.store.read(|tables| Beginning::of(tables, id)).ok());
    let inputs = feed
        .as_mut()
        .zip(beginning)
        .and_then(|(feed, beginning)| Inputs::open(feed, Some(store), beginning).ok());
    // What cannot be read has failed the Map Run already.
    let pending = inputs.into_iter().flatten().map_while(Result::ok);
    let pending = pending.map(|(number, batch)| pending_record(&names, number, &batch));
    let mut records = children.by_ref().map(|child| record(&names, child)).chain(pending);
    let written = store.write_results(&destination, &run.arn, &mut records);
    Some(children.check("States.ResultWriterFailed").and(written).map(|manifest| {
        Payload::from_value(json!({
            "MapRunArn": run.arn,
            "ResultWriterDetails": { "Bucket": manifest.bucket, "Key": manifest.key },
        }))
    }))
}

fn collect(run: &MapRun, children: &mut Pages<'_>) -> Outcome {
    let mut results = Results::new(run);
    let names = run.children();
    for child in children.by_ref() {
        let output = child.output.clone().map(|output| Payload::trusted(output.into()));
        let record = results.wants_records().then(|| {
            let record = record(&names, child);
            Payload::from_value(serde_json::to_value(record).unwrap_or_default())
        });
        if !results.push(Finished { output, record }) {
            break;
        }
    }
    match children.check("States.Runtime") {
        Ok(()) => results.finish(),
        Err(failure) => Outcome::Failed(failure),
    }
}

fn record(names: &Children, child: MapChild) -> Record {
    let named = names.child(child.number);
    let is_good = child.status == "SUCCEEDED";
    let included = Included { included: true };
    let instant = |at: i64| instant_text(Timestamp(at));
    Record {
        file: if is_good { ResultFile::Succeeded } else { ResultFile::Failed },
        cause: child.cause,
        error: child.error,
        execution_arn: named.arn,
        input: child.input,
        input_details: included,
        name: named.name,
        output_details: child.output.as_ref().map(|_| included),
        output: child.output,
        redrive_count: child.redrive_count,
        redrive_status: if is_good { "NOT_REDRIVABLE" } else { "REDRIVABLE" }.to_owned(),
        redrive_status_reason: is_good
            .then(|| format!("Execution is {} and cannot be redriven", child.status)),
        start_date: Some(instant(child.started_at)),
        state_machine_arn: names.machine_arn(),
        status: child.status,
        stop_date: child.stopped_at.map(instant),
    }
}

/// A child that was not started before the Map Run failed.
fn pending_record(names: &Children, number: u64, batch: &Batch) -> Record {
    let named = names.child(number);
    Record {
        file: ResultFile::Pending,
        cause: None,
        error: None,
        execution_arn: named.arn,
        input: batch.input.text().to_owned(),
        input_details: Included { included: true },
        name: named.name,
        output: None,
        output_details: None,
        redrive_count: 0,
        redrive_status: "NOT_REDRIVABLE".to_owned(),
        redrive_status_reason: Some("Execution is PENDING and cannot be redriven".to_owned()),
        start_date: None,
        state_machine_arn: names.machine_arn(),
        status: "PENDING".to_owned(),
        stop_date: None,
    }
}

/// The children that have ended, in the order of their items, a page at a time.
struct Pages<'g> {
    ground: &'g Ground,
    id: i64,
    next: u64,
    page: VecDeque<MapChild>,
    is_over: bool,
    error: Option<store::Error>,
}

impl<'g> Pages<'g> {
    fn new(ground: &'g Ground, id: i64) -> Self {
        Self { ground, id, next: 0, page: VecDeque::new(), is_over: false, error: None }
    }

    fn read(&mut self) {
        let (mut page, mut next, mut bytes, mut is_over) = (VecDeque::new(), self.next, 0, true);
        let read = self.ground.store.read(|tables| {
            tables.map_children().each(self.id, next, |child| {
                next = child.number + 1;
                bytes += child.input.len() + child.output.as_ref().map_or(0, String::len);
                if in_memory::ending(&child.status).is_some() {
                    page.push_back(child);
                }
                is_over = page.len() < PAGE_MAX && bytes < PAGE_BYTES_MAX;
                is_over
            })
        });
        self.error = read.err();
        self.is_over = is_over || self.error.is_some();
        (self.page, self.next) = (page, next);
    }

    /// Whether everything could be read.
    fn check(&self, error: &str) -> Result<(), Failure> {
        self.error.as_ref().map_or(Ok(()), |problem| Err(Failure::new(error, problem.to_string())))
    }
}

impl Iterator for Pages<'_> {
    type Item = MapChild;

    fn next(&mut self) -> Option<MapChild> {
        while self.page.is_empty() && !self.is_over {
            self.read();
        }
        self.page.pop_front()
    }
}
