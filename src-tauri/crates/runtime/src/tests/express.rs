//! Express executions: in memory only.

use std::sync::Arc;

use engine::Status;
use serde_json::{Value, json};

use super::world::{World, function, machine, payload, task, wait};
use crate::{Ended, Error, Express, Kept, Origin, Running, StartExecution, definition_hash, names};

fn kept(definition: &Value) -> Kept {
    Kept {
        arn: names::machine_arn("test"),
        definition: definition_hash(&definition.to_string()),
        role_arn: names::role_arn(),
        version_arn: None,
        alias_arn: None,
        test_case: None,
        is_express: true,
        logging: None,
    }
}

async fn start(world: &World, name: &str, definition: &Value) -> String {
    let started = world.runtime().start_of(world.request(name, definition), kept(definition)).await;
    started.expect("a start").execution_arn
}

fn run(world: &World, definition: &Value) -> Running {
    let request = StartExecution { name: None, ..world.request("", definition) };
    world.runtime().start_express(request, kept(definition)).expect("a start")
}

fn rows(world: &World) -> usize {
    world.store().read(|tables| tables.executions().latest(None, None, 100)).expect("a list").len()
}

#[tokio::test]
async fn nothing_is_written_and_everything_can_be_seen() {
    let world = World::new().await;
    let chain = machine(&json!({
        "Do": { "Type": "Task", "Resource": function("echo"), "Next": "Wait" },
        "Wait": { "Type": "Wait", "Seconds": 60, "End": true },
    }));
    let arn = start(&world, "one", &chain).await;
    assert!(arn.contains(":express:test:one:"), "{arn}");
    world.until_event(&arn, "WaitStateEntered", 1).await;
    assert_eq!(world.row(&arn).status, "RUNNING");
    assert_eq!(world.runtime().pending(&arn).await.expect("an answer").len(), 1, "it waits");
    assert_eq!(world.runtime().running_express(&names::machine_arn("test")), [arn.as_str()]);
    world.clock.advance(60_000);
    world.until(&arn, |row| row.status != "RUNNING").await;
    let row = world.row(&arn);
    assert_eq!((row.status.as_str(), row.output.as_deref()), ("SUCCEEDED", Some(r#"{"n":1}"#)));
    assert_eq!(row.stopped_at.map(|at| at - row.started_at), Some(60_000));
    let types = world.types(&arn);
    assert_eq!(types.first().map(String::as_str), Some("ExecutionStarted"));
    assert_eq!(types.last().map(String::as_str), Some("ExecutionSucceeded"));
    assert_eq!(types.len() as u64, row.last_event);
    assert_eq!(world.runtime().list(Some("test"), 10).expect("a list"), [row]);
    assert_eq!(world.runtime().beginning_of(&arn).expect("a start").execution_arn, arn);
    assert_eq!(rows(&world), 0, "nothing is on disk");
    assert_eq!(world.runtime().pending(&arn).await.expect("an answer"), []);
    let refused = world.runtime().stop(&arn, engine::Failure::default()).await;
    assert_eq!(refused, Err(Error::ExecutionEnded));
}

#[tokio::test]
async fn a_name_may_come_again_and_a_restart_forgets() {
    let mut world = World::new().await;
    let first = start(&world, "same", &wait(60)).await;
    let second = start(&world, "same", &wait(60)).await;
    assert_ne!(first, second);
    world.crash(0).await;
    for arn in [first, second] {
        assert_eq!(world.runtime().describe(&arn), Err(Error::ExecutionDoesNotExist(arn.clone())));
        let refused = world.runtime().stop(&arn, engine::Failure::default()).await;
        assert_eq!(refused, Err(Error::ExecutionDoesNotExist(arn)));
    }
}

#[tokio::test]
async fn its_end_is_told_whatever_it_is() {
    let world = World::new().await;
    let mut succeeds = run(&world, &task(&function("echo")));
    assert_eq!(succeeds.end().await.expect("an end").status.word(), "SUCCEEDED");
    let (row, start) = succeeds.seen().expect("it can be seen");
    assert_eq!((row.status.as_str(), &row.arn), ("SUCCEEDED", &start.execution_arn));
    let mut fails = run(&world, &task(&function("fail")));
    assert_eq!(fails.end().await.expect("an end").status.word(), "FAILED");
    let mut waits = run(&world, &wait(3_600));
    let arn = waits.execution_arn.to_string();
    world.until_event(&arn, "WaitStateEntered", 1).await;
    world.clock.advance(300_000);
    assert_eq!(waits.end().await.expect("an end").status.word(), "TIMED_OUT", "after five minutes");
    let mut stopped = run(&world, &wait(60));
    stopped.stop(super::world::failure("Enough"));
    assert_eq!(stopped.end().await.expect("an end").status.word(), "ABORTED");
}

#[tokio::test]
async fn an_endless_one_lets_others_go_on_and_has_no_limit_of_events() {
    let world = World::new().await;
    let endless = machine(&json!({ "A": { "Type": "Pass", "Next": "A" } }));
    let mut endless = run(&world, &endless);
    let arn = endless.execution_arn.to_string();
    world.until(&arn, |row| row.last_event > 30_000).await;
    let other = world.start("other", &task(&function("echo"))).await;
    assert_eq!(world.until_over(&other).await.status, "SUCCEEDED");
    assert_eq!(world.row(&arn).status, "RUNNING");
    let history = world.runtime().history(&arn, 0, usize::MAX).expect("a history");
    assert!((25_000..30_000).contains(&history.events.len()), "the beginning is remembered");
    endless.stop(engine::Failure::default());
    assert_eq!(endless.end().await.expect("an end").status.word(), "ABORTED");
}

#[tokio::test]
async fn children_run_by_the_thousand_and_leave_nothing() {
    let world = World::new().await;
    let definition = machine(&json!({ "A": { "Type": "Pass", "End": true } })).to_string();
    let parsed = asl::parse(&definition).0.expect("a machine");
    let program = Arc::new(engine::Program::compile(&parsed).expect("a program"));
    let child = |number: u32| {
        let input = payload(&json!(number));
        let mut start = engine::simulator::start(input);
        start.execution_arn = format!("arn:aws:states:us-east-1:111111111111:express:m/label:{number}:id");
        let origin = Arc::new(Origin {
            execution_arn: start.execution_arn.as_str().into(),
            execution: number.to_string(),
            machine: "m".into(),
            definition: String::new(),
            handlers_folder: None,
        });
        world.runtime().run_express(Express { program: Arc::clone(&program), start, origin })
    };
    let mut children: Vec<Running> = (0..3_000).map(child).collect();
    for (number, child) in children.iter_mut().enumerate() {
        let Ended { status, .. } = child.end().await.expect("an end");
        assert_eq!(status, Status::Succeeded { output: payload(&json!(number)) });
        assert!(child.seen().is_none());
    }
    assert!(world.runtime().list(None, 10).expect("a list").is_empty());
}
