//! Log records: what is handed to the sink, and when.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use engine::execution_log::{Level, Logging};
use serde_json::{Value, json};

use super::world::{World, failure, function, machine, payload, task, wait};
use crate::{Kept, LogSink, LoggedTurn, definition_hash, names};

/// Keeps records; full when told so.
#[derive(Debug, Default)]
struct Memory {
    records: Mutex<Vec<Value>>,
    is_full: AtomicBool,
    patient: Mutex<Patient>,
}

#[derive(Default)]
struct Patient(Vec<Box<dyn FnOnce() + Send>>);

impl std::fmt::Debug for Patient {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} wait", self.0.len())
    }
}

impl LogSink for Memory {
    fn take(&self, turn: LoggedTurn) {
        let text = String::from_utf8(turn.records).unwrap();
        assert_eq!(text.lines().count() as u64, turn.count);
        let records = text.lines().map(|line| serde_json::from_str(line).unwrap());
        self.records.lock().unwrap().extend(records);
    }

    fn is_full(&self) -> bool {
        self.is_full.load(Ordering::SeqCst)
    }

    fn when_there_is_room(&self, call: Box<dyn FnOnce() + Send>) {
        self.patient.lock().unwrap().0.push(call);
    }
}

impl Memory {
    fn set_full(&self, is_full: bool) {
        self.is_full.store(is_full, Ordering::SeqCst);
        if !is_full {
            std::mem::take(&mut *self.patient.lock().unwrap()).0.into_iter().for_each(|call| call());
        }
    }

    /// `id Type` of the records of an execution.
    fn lines(&self, arn: &str) -> Vec<String> {
        let records = self.records.lock().unwrap();
        let of = records.iter().filter(|record| record["execution_arn"] == arn);
        of.map(|record| format!("{} {}", text(record, "id"), text(record, "type"))).collect()
    }

    fn by_execution(&self) -> BTreeMap<String, Vec<Value>> {
        let mut by_execution: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for record in self.records.lock().unwrap().iter() {
            by_execution.entry(text(record, "execution_arn").to_owned()).or_default().push(record.clone());
        }
        by_execution
    }
}

fn text<'r>(record: &'r Value, name: &str) -> &'r str {
    record[name].as_str().unwrap()
}

async fn world() -> (World, Arc<Memory>) {
    let log = Arc::new(Memory::default());
    let mut world = World::new().await;
    world.log = Some(Arc::<Memory>::clone(&log));
    world.crash(0).await;
    (world, log)
}

fn kept(definition: &Value, level: Option<Level>, is_express: bool) -> Kept {
    let log_group_arn = "arn:aws:logs:us-east-1:111111111111:log-group:g:*".to_owned();
    let logging = level.map(|level| Logging { level, include_execution_data: true, log_group_arn });
    Kept {
        arn: names::machine_arn("test"),
        definition: definition_hash(&definition.to_string()),
        role_arn: names::role_arn(),
        version_arn: None,
        alias_arn: None,
        test_case: None,
        is_express,
        logging: logging.map(Arc::new),
    }
}

async fn start(world: &World, name: &str, definition: &Value, kept: Kept) -> String {
    world.runtime().start_of(world.request(name, definition), kept).await.unwrap().execution_arn
}

/// What the history says, in the words of [`Memory::lines`].
fn history(world: &World, arn: &str) -> Vec<String> {
    let events = world.runtime().history(arn, 0, usize::MAX).unwrap().events;
    events.iter().map(|event| format!("{} {}", event["id"], text(event, "type"))).collect()
}

#[tokio::test]
async fn an_execution_is_logged_once_also_across_a_crash() {
    let (mut world, log) = world().await;
    let chain = machine(&json!({
        "Do": { "Type": "Task", "Resource": function("echo"), "Next": "Wait" },
        "Wait": { "Type": "Wait", "Seconds": 60, "End": true },
    }));
    let arn = start(&world, "one", &chain, kept(&chain, Some(Level::All), false)).await;
    world.until_event(&arn, "WaitStateEntered", 1).await;
    world.crash(60_000).await;
    world.until_over(&arn).await;
    assert_eq!(log.lines(&arn), history(&world, &arn));
    let first = log.by_execution().remove(&arn).unwrap().remove(0);
    assert_eq!(first["details"]["input"], r#"{"n":1}"#);
    assert_eq!(first["event_timestamp"], world.row(&arn).started_at.to_string());
}

#[tokio::test]
async fn express_executions_are_logged_asynchronous_or_not() {
    let (world, log) = world().await;
    let chain = task(&function("echo"));
    let arn = start(&world, "one", &chain, kept(&chain, Some(Level::All), true)).await;
    world.until(&arn, |row| row.status != "RUNNING").await;
    assert_eq!(log.lines(&arn), history(&world, &arn));
    let kept = kept(&chain, Some(Level::All), true);
    let mut running = world.runtime().start_express(world.request("two", &chain), kept).unwrap();
    let ended = running.end().await.unwrap();
    let lines = log.lines(&ended.execution_arn);
    assert_eq!(lines.len() as u64, world.row(&ended.execution_arn).last_event, "{lines:?}");
}

#[tokio::test]
async fn levels_decide_and_off_logs_nothing() {
    let (world, log) = world().await;
    let fails = machine(&json!({ "F": { "Type": "Fail", "Error": "E" } }));
    for (level, expected) in [
        (Some(Level::Error), vec!["2 FailStateEntered", "3 ExecutionFailed"]),
        (Some(Level::Fatal), vec!["3 ExecutionFailed"]),
        (None, vec![]),
    ] {
        for is_express in [false, true] {
            let name = format!("{is_express}-{}", expected.len());
            let arn = start(&world, &name, &fails, kept(&fails, level, is_express)).await;
            world.until(&arn, |row| row.status != "RUNNING").await;
            assert_eq!(log.lines(&arn), expected, "{level:?}");
        }
    }
    let arn = start(&world, "stopped", &wait(60), kept(&wait(60), Some(Level::Fatal), false)).await;
    world.runtime().stop(&arn, failure("E")).await.unwrap();
    assert_eq!(log.lines(&arn), ["3 ExecutionAborted"]);
}

#[tokio::test]
async fn a_redrive_counts_in_the_records() {
    let (world, log) = world().await;
    let fails = machine(&json!({ "F": { "Type": "Fail", "Error": "E" } }));
    let arn = start(&world, "one", &fails, kept(&fails, Some(Level::All), false)).await;
    world.until_over(&arn).await;
    world.runtime().redrive(&arn, None).await.unwrap();
    world.until(&arn, |row| row.status == "FAILED" && row.redrives.count == 1).await;
    let records = log.by_execution().remove(&arn).unwrap();
    let counts: Vec<&str> = records.iter().map(|record| text(record, "redrive_count")).collect();
    assert_eq!(counts, ["0", "0", "0", "1", "1", "1"]);
    assert_eq!(log.lines(&arn), history(&world, &arn));
}

/// Express and standard children, those that run where they are and those that wait.
#[tokio::test]
async fn children_of_a_map_run_are_logged_with_their_parent() {
    let (world, log) = world().await;
    for (kind, state) in [
        ("EXPRESS", json!({ "Type": "Pass", "End": true })),
        ("EXPRESS", json!({ "Type": "Task", "Resource": function("echo"), "End": true })),
        ("STANDARD", json!({ "Type": "Pass", "End": true })),
    ] {
        log.records.lock().unwrap().clear();
        let map = machine(&json!({ "Map": {
            "Type": "Map", "End": true, "ItemsPath": "$.items", "Label": "M",
            "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": kind },
                "StartAt": "S", "States": { "S": state },
            },
        } }));
        let name = format!("{kind}-{}", state["Type"].as_str().unwrap());
        let mut request = world.request(&name, &map);
        request.input = Some(payload(&json!({ "items": [1, 2, 3] })));
        let kept = kept(&map, Some(Level::All), false);
        let arn = world.runtime().start_of(request, kept).await.unwrap().execution_arn;
        world.until_over(&arn).await;
        let mut by_execution = log.by_execution();
        assert!(by_execution.remove(&arn).is_some());
        assert_eq!(by_execution.len(), 3, "{kind} {state}");
        for (child, records) in by_execution {
            assert_eq!(text(&records[0], "type"), "ExecutionStarted", "{child}");
            assert_eq!(text(records.last().unwrap(), "type"), "ExecutionSucceeded", "{child}");
            let ids: Vec<String> = records.iter().map(|record| text(record, "id").to_owned()).collect();
            let counted: Vec<String> = (1..=records.len()).map(|id| id.to_string()).collect();
            assert_eq!(ids, counted, "{child}");
        }
    }
}

#[tokio::test]
async fn while_the_log_is_full_only_those_that_log_wait() {
    let (world, log) = world().await;
    let chain = task(&function("echo"));
    for is_express in [false, true] {
        let name = |what: &str| format!("{what}-{is_express}");
        let logs = wait(60);
        let held = start(&world, &name("held"), &logs, kept(&logs, Some(Level::All), is_express)).await;
        let before = log.lines(&held);
        log.set_full(true);
        world.clock.advance(60_000);
        let free = start(&world, &name("free"), &chain, kept(&chain, None, is_express)).await;
        world.until(&free, |row| row.status == "SUCCEEDED").await;
        assert_eq!(world.row(&held).status, "RUNNING");
        assert_eq!(log.lines(&held), before);
        log.set_full(false);
        world.until(&held, |row| row.status == "SUCCEEDED").await;
        assert_eq!(log.lines(&held), history(&world, &held));
    }
}
