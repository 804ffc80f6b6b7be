//! A clock that jumps over waits.

use engine::{Pending, PendingKind};
use serde_json::{Value, json};

use super::world::{BEGINNING, World, callback, function, machine, success, wait};
use crate::StartExecution;

const HOUR: i64 = 3_600_000;

async fn start(world: &World, definition: &Value) -> String {
    let request = StartExecution { virtual_time: Some(0), ..world.request("one", definition) };
    world.runtime().start(request).await.unwrap().execution_arn
}

/// Waits, retries and deadlines of many kinds; nothing in them needs anybody else.
fn definitions() -> Vec<Value> {
    let waiting = |seconds: u32| json!({ "Type": "Wait", "Seconds": seconds, "End": true });
    let branch = |state: Value| json!({ "StartAt": "B", "States": { "B": state } });
    let failing = |retry: Value| {
        let catch = json!([{ "ErrorEquals": ["States.ALL"], "Next": "Rest" }]);
        json!({ "Type": "Task", "Resource": function("fail"), "Retry": [retry], "Catch": catch, "End": true })
    };
    let jitter = json!({ "ErrorEquals": ["States.ALL"], "IntervalSeconds": 60, "MaxAttempts": 4, "BackoffRate": 3,
        "MaxDelaySeconds": 1000, "JitterStrategy": "FULL" });
    let random = json!({ "Type": "Pass", "QueryLanguage": "JSONata", "End": true,
        "Output": { "now": "{% $now() %}", "id": "{% $uuid() %}", "random": "{% $random() %}" } });
    vec![
        wait(3_600),
        machine(&json!({
            "First": { "Type": "Wait", "Seconds": 90_000, "Next": "Second" },
            "Second": { "Type": "Wait", "Timestamp": "2027-03-01T00:00:00Z", "Next": "Last" },
            "Last": random,
        })),
        machine(&json!({ "Do": failing(jitter), "Rest": { "Type": "Wait", "Seconds": 5, "Next": "Last" },
            "Last": random })),
        machine(&json!({
            "Fork": { "Type": "Parallel", "Branches": [
                branch(waiting(7_200)), branch(waiting(60)), branch(random.clone()), branch(waiting(60)),
            ], "Next": "Last" },
            "Last": random,
        })),
        machine(&json!({
            "Each": { "Type": "Map", "MaxConcurrency": 2, "End": true, "QueryLanguage": "JSONata",
                "Items": [10, 3_600, 20, 5, 5],
                "ItemProcessor": branch(json!({ "Type": "Wait", "QueryLanguage": "JSONata",
                    "Seconds": "{% $states.input %}", "End": true })) },
        })),
        json!({ "StartAt": "W", "TimeoutSeconds": 3_000, "States": { "W": waiting(86_400) } }),
        machine(&json!({ "Fork": { "Type": "Parallel", "Branches": [
            branch(json!({ "Type": "Wait", "Seconds": 50, "End": true })),
            json!({ "StartAt": "W", "States": {
                "W": { "Type": "Wait", "Seconds": 20, "Next": "F" }, "F": { "Type": "Fail", "Error": "E" } } }),
        ], "End": true, "Retry": [{ "ErrorEquals": ["E"], "IntervalSeconds": 600, "MaxAttempts": 2 }] } })),
    ]
}

/// The history in real time, each next moment of which is waited for.
async fn in_real_time(definition: &Value) -> Vec<Value> {
    let world = World::new().await;
    let arn = world.start("one", definition).await;
    while world.row(&arn).status == "RUNNING" {
        let pending = world.runtime().pending(&arn).await.unwrap();
        let waits = |pending: &Pending| matches!(pending.kind, PendingKind::Wait | PendingKind::Retry);
        let due = pending.iter().filter_map(|pending| pending.until).min();
        if let Some(due) = due.filter(|_| pending.iter().all(waits)) {
            world.clock.advance_to_next(due);
        }
        tokio::task::yield_now().await;
    }
    world.check(&arn);
    world.runtime().history(&arn, 0, usize::MAX).unwrap().events
}

#[tokio::test]
async fn a_history_in_virtual_time_is_that_of_real_time() {
    for definition in definitions() {
        let world = World::new().await;
        let arn = start(&world, &definition).await;
        world.until_over(&arn).await;
        let history = world.runtime().history(&arn, 0, usize::MAX).unwrap().events;
        assert_eq!(history, in_real_time(&definition).await, "{definition}");
        assert!(history.last().unwrap()["timestamp"].as_f64() > Some(BEGINNING as f64 / 1000.0 + 1.0));
    }
}

#[tokio::test]
async fn somebody_outside_has_the_time_that_a_clock_on_the_wall_shows() {
    let mut ask = callback()["States"]["Ask"].clone();
    ask["TimeoutSeconds"] = 60.into();
    ask["Next"] = "After".into();
    ask.as_object_mut().unwrap().remove("End");
    let mut world = World::new().await;
    let states = json!({
        "Before": { "Type": "Wait", "Seconds": 3_600, "Next": "Ask" },
        "Ask": ask,
        "After": { "Type": "Wait", "Seconds": 3_600, "End": true },
    });
    let arn = start(&world, &machine(&states)).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    let token = world.token();
    let (pending, ahead) = world.runtime().pending_at(&arn).await.unwrap();
    assert_eq!(ahead, Some(HOUR));
    assert_eq!(pending[0].until.unwrap().0, BEGINNING + HOUR + 60_000);
    world.clock.advance(50_000);
    world.crash(9_999).await;
    assert_eq!(world.row(&arn).status, "RUNNING", "one millisecond is missing");
    assert_eq!(world.runtime().pending_at(&arn).await.unwrap().1, Some(HOUR), "a crash does not set it back");
    world.runtime().answer_token(&token, success()).await.unwrap();
    let row = world.until_over(&arn).await;
    assert_eq!((row.status.as_str(), row.stopped_at), ("SUCCEEDED", Some(BEGINNING + 59_999 + 2 * HOUR)));
}

#[tokio::test]
async fn a_deadline_of_somebody_outside_passes_in_real_time_even_asleep() {
    let mut ask = callback()["States"]["Ask"].clone();
    ask["HeartbeatSeconds"] = 60.into();
    let mut world = World::new().await;
    let states = json!({ "Before": { "Type": "Wait", "Seconds": 3_600, "Next": "Ask" }, "Ask": ask });
    let arn = start(&world, &machine(&states)).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    world.crash(59_999).await;
    let other = world.start("other", &machine(&json!({ "S": { "Type": "Succeed" } }))).await;
    world.until_over(&other).await;
    assert_eq!(world.row(&arn).status, "RUNNING", "one millisecond is missing");
    world.clock.advance(1);
    let row = world.until_over(&arn).await;
    assert_eq!(row.error.as_deref(), Some("States.Timeout"));
    assert_eq!(row.stopped_at, Some(BEGINNING + 60_000 + HOUR));
}

#[tokio::test]
async fn nothing_is_skipped_while_somebody_has_to_answer() {
    let world = World::new().await;
    let branches = [callback(), wait(3_600)];
    let arn = start(
        &world,
        &machine(&json!({ "Fork": { "Type": "Parallel", "Branches": branches, "End": true } })),
    )
    .await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    world.clock.advance(10_000);
    assert_eq!(world.runtime().pending_at(&arn).await.unwrap().1, Some(0));
    world.runtime().answer_token(&world.token(), success()).await.unwrap();
    let row = world.until_over(&arn).await;
    assert_eq!(row.stopped_at, Some(BEGINNING + HOUR), "what was waited for is not waited for again");
}

#[tokio::test]
async fn children_of_a_map_run_skip_time_as_well_and_the_execution_catches_up() {
    for kind in ["STANDARD", "EXPRESS"] {
        let world = World::new().await;
        let seconds = if kind == "EXPRESS" { 200 } else { 7_200 };
        let processor = json!({ "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": kind },
            "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": seconds, "End": true } } });
        let states = json!({
            "Before": { "Type": "Wait", "Seconds": 3_600, "Next": "Each" },
            "Each": { "Type": "Map", "Label": "Each", "Items": [1, 2, 3], "QueryLanguage": "JSONata",
                "ItemProcessor": processor, "End": true },
        });
        let arn = start(&world, &machine(&states)).await;
        let row = world.until_over(&arn).await;
        assert_eq!(row.status, "SUCCEEDED", "{kind}");
        assert_eq!(row.stopped_at, Some(BEGINNING + HOUR + seconds * 1_000), "{kind}");
    }
}
