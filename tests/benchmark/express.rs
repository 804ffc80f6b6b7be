//! Express executions: in memory, beside the interpreter alone.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use engine::{Event, Execution, Input, Kind, Payload, Program, Start, Timestamp, decide};
use runtime::{Express, Kept, Origin, Runtime, StartExecution, definition_hash, names};
use serde_json::json;

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

/// Transitions per second of one execution.
pub async fn transitions_per_second(runtime: &Runtime) -> f64 {
    let request = StartExecution {
        definition: endless(),
        machine: "m".into(),
        name: None,
        input: Some(input().text().into()),
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
