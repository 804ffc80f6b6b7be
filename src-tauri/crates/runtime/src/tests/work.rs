//! Work done by integrations.

use serde_json::json;

use super::world::{World, function, machine, success, task};
use crate::NOT_AVAILABLE;

#[tokio::test]
async fn a_service_without_a_counterpart_is_an_error_that_can_be_caught() {
    let world = World::new().await;
    let arn = world.start("plain", &task("arn:aws:states:::nobody:doThis")).await;
    let row = world.until_over(&arn).await;
    assert_eq!((row.status.as_str(), row.error.as_deref()), ("FAILED", Some(NOT_AVAILABLE)));
    assert!(row.cause.unwrap().contains("nobody:doThis"), "the cause names the resource");
    let caught = machine(&json!({
        "Do": {
            "Type": "Task", "Resource": "arn:aws:states:::nobody:doThis", "End": true,
            "Catch": [{ "ErrorEquals": [NOT_AVAILABLE], "Next": "Instead" }],
        },
        "Instead": { "Type": "Pass", "Result": "instead", "End": true },
    }));
    let arn = world.start("caught", &caught).await;
    assert_eq!(world.until_over(&arn).await.output.as_deref(), Some("\"instead\""));
}

#[tokio::test]
async fn an_integration_that_breaks_loses_only_its_task() {
    let world = World::new().await;
    let arn = world.start("broken", &task(&function("panic"))).await;
    let row = world.until_over(&arn).await;
    assert_eq!(row.error.as_deref(), Some("Signalbox.TaskInterrupted"));
    let other = world.start("other", &task(&function("echo"))).await;
    assert_eq!(world.until_over(&other).await.status, "SUCCEEDED");
}

#[tokio::test]
async fn an_integration_may_answer_later_and_only_the_first_answer_counts() {
    let world = World::new().await;
    let arn = world.start("later", &task(&function("hang"))).await;
    world.until_event(&arn, "LambdaFunctionStarted", 1).await;
    let desk = loop {
        if let Some(desk) = world.worker.desks.lock().unwrap().pop() {
            break desk;
        }
        tokio::task::yield_now().await;
    };
    desk.beat();
    desk.answer(success());
    desk.answer(engine::Outcome::Failed(super::world::failure("Late")));
    assert_eq!(world.until_over(&arn).await.output.as_deref(), Some(r#"{"answer":42}"#));
}

#[tokio::test]
async fn each_attempt_is_begun_once() {
    let world = World::new().await;
    let retried = machine(&json!({ "Do": {
        "Type": "Task", "Resource": function("fail"), "End": true,
        "Retry": [{ "ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 1.0 }],
    } }));
    let arn = world.start("retried", &retried).await;
    for attempt in 1..=2 {
        world.until_event(&arn, "LambdaFunctionFailed", attempt).await;
        world.clock.advance(1_000);
    }
    assert_eq!(world.until_over(&arn).await.error.as_deref(), Some("Worker.Failed"));
    assert_eq!(world.begun(&arn), 3, "one first attempt and two more");
    assert!(world.worker.begun.lock().unwrap().values().all(|count| *count == 1));
}

#[tokio::test]
async fn branches_run_side_by_side() {
    let world = World::new().await;
    let branch =
        |name: &str| machine(&json!({ name: { "Type": "Task", "Resource": function("echo"), "End": true } }));
    let parallel = machine(&json!({ "Both": {
        "Type": "Parallel", "Branches": [branch("L"), branch("R")], "End": true,
    } }));
    let arn = world.start("both", &parallel).await;
    assert_eq!(world.until_over(&arn).await.output.as_deref(), Some(r#"[{"n":1},{"n":1}]"#));
}
