//! Express executions: in memory, beside the interpreter alone.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use std::fs::File;
use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use engine::execution_log::{Level, Logging, Subject, write_record};
use engine::{Event, Execution, Input, Kind, Payload, Program, Start, Timestamp, decide};
use resources::logs::FILE_BYTES_MAX;
use runtime::{Express, Kept, Origin, Runtime, StartExecution, definition_hash, names};
use serde_json::json;
use support::folder::Folder;

use crate::drive::Bench;
use crate::limits;

const SPAN: Duration = Duration::from_secs(2);

/// Takes an order through rules and back to the start until somebody stops it.
fn endless() -> String {
    json!({ "StartAt": "Take", "States": {
        "Take": { "Type": "Pass", "Next": "Large" },
        "Large": { "Type": "Choice", "Default": "Take", "Choices": [
            { "Variable": "$.total", "NumericGreaterThan": 1_000, "Next": "Stop" },
            { "Variable": "$.customer.country", "StringEquals": "XX", "Next": "Stop" },
        ] },
        "Stop": { "Type": "Succeed" },
    } })
    .to_string()
}

fn pass() -> String {
    json!({ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }).to_string()
}

fn input() -> Payload {
    Payload::from_value(json!({ "order": "2025-0001", "total": 17.5, "customer": { "country": "GB" } }))
}

fn program(definition: &str) -> Program {
    Program::compile(&asl::parse(definition).0.expect("a machine")).expect("a program")
}

fn start(number: usize) -> Start {
    let mut start = engine::simulator::start(input());
    start.execution_arn =
        format!("{}:{number}:id", names::machine_arn("m").replace("stateMachine", "express"));
    start
}

/// Transitions per second of the interpreter alone, with nobody around it.
pub fn interpreter() -> f64 {
    let program = program(&endless());
    let mut execution = Execution::new();
    let mut input = Input::Start(Box::new(start(0)));
    let (begun, mut transitions) = (Instant::now(), 0);
    while begun.elapsed() < SPAN {
        let events = decide(&program, &mut execution, Timestamp(0), input);
        transitions += entered(&events);
        input = Input::Continue;
    }
    transitions as f64 / begun.elapsed().as_secs_f64()
}

fn entered(events: &[Event]) -> usize {
    events.iter().filter(|event| matches!(event.kind, Kind::StateEntered { .. })).count()
}

/// Everything is logged.
fn logging(include_execution_data: bool) -> Arc<Logging> {
    let log_group_arn = "arn:aws:logs:us-east-1:111111111111:log-group:/aws/vendedlogs/states/m:*".into();
    Arc::new(Logging { level: Level::All, include_execution_data, log_group_arn })
}

/// Transitions per second of processor time whose records a plain loop encodes and writes into one file: the limit of
/// [`logged_per_second`]. The file begins anew when ours would.
pub fn plain_log(include_execution_data: bool) -> f64 {
    let program = program(&endless());
    let start = start(0);
    let arn = start.execution_arn.clone();
    let subject = Subject { execution_arn: &arn, redrive_count: 0, include_execution_data };
    let events = decide(&program, &mut Execution::new(), Timestamp(0), Input::Start(Box::new(start)));
    let folder = Folder::new("log");
    let mut file = File::create(folder.path().join("log")).expect("a file");
    let (begun, processor) = (Instant::now(), limits::processor_seconds());
    let (mut transitions, mut length, mut records) = (0, 0, Vec::new());
    while begun.elapsed() < SPAN {
        records.clear();
        events.iter().for_each(|event| write_record(event, subject, &mut records));
        if length + records.len() as u64 > FILE_BYTES_MAX {
            file = File::create(folder.path().join("log")).expect("a file");
            length = 0;
        }
        file.write_all(&records).expect("room on the disk");
        length += records.len() as u64;
        transitions += entered(&events);
    }
    transitions as f64 / (limits::processor_seconds() - processor)
}

/// Transitions per second of processor time of one execution that logs, until the last record is written.
pub async fn logged_per_second(bench: &Bench, include_execution_data: bool) -> f64 {
    let processor = limits::processor_seconds();
    let begun = Instant::now();
    let rate = transitions_per_second(bench.runtime(), Some(logging(include_execution_data))).await;
    bench.logs().flush();
    assert_eq!(bench.logs().lost(), 0, "every record is written");
    rate * begun.elapsed().as_secs_f64() / (limits::processor_seconds() - processor)
}

/// Transitions per second of one execution.
pub async fn transitions_per_second(runtime: &Runtime, logging: Option<Arc<Logging>>) -> f64 {
    let request = StartExecution {
        definition: endless(),
        machine: "m".into(),
        name: None,
        input: Some(input()),
        handlers_folder: None,
        virtual_time: None,
        trace_header: None,
    };
    let kept = Kept {
        arn: names::machine_arn("m"),
        definition: definition_hash(&endless()),
        role_arn: names::role_arn(),
        version_arn: None,
        alias_arn: None,
        is_express: true,
        test_case: None,
        logging,
    };
    let begun = Instant::now();
    let mut running = runtime.start_express(request, kept).expect("a start");
    tokio::time::sleep(SPAN).await;
    running.stop(engine::Failure::default());
    running.end().await.expect("an end");
    let seconds = begun.elapsed().as_secs_f64();
    let (row, _) = running.seen().expect("it can be seen");
    row.last_event as f64 / 2.0 / seconds
}

/// Executions of one state per second, a thousand at a time, as a Map runs its children.
pub async fn children_per_second(runtime: &Runtime) -> f64 {
    let program = Arc::new(program(&pass()));
    let (begun, mut count) = (Instant::now(), 0);
    while begun.elapsed() < SPAN {
        let children: Vec<_> = (0..1_000)
            .map(|number| {
                let start = start(count + number);
                let origin = Arc::new(Origin {
                    execution_arn: start.execution_arn.as_str().into(),
                    execution: String::new(),
                    machine: "m".into(),
                    definition: String::new(),
                    handlers_folder: None,
                });
                runtime.run_express(Express { program: Arc::clone(&program), start, origin })
            })
            .collect();
        for mut child in children {
            child.end().await.expect("an end");
            count += 1;
        }
    }
    count as f64 / begun.elapsed().as_secs_f64()
}
