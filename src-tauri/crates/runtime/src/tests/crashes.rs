//! What a crash leaves, and what follows from it.

use serde_json::json;

use super::world::{Worker, World, function, machine, task};

#[tokio::test]
async fn a_task_cut_off_by_a_crash_is_recorded_as_failed_and_not_run_again() {
    let mut world = World::new().await;
    let arn = world.start("cut", &task(&function("hang"))).await;
    world.until_event(&arn, "LambdaFunctionStarted", 1).await;
    world.crash(1_000).await;
    let row = world.until_over(&arn).await;
    assert_eq!((row.status.as_str(), row.error.as_deref()), ("FAILED", Some("Signalbox.TaskInterrupted")));
    assert_eq!(world.begun(&arn), 1, "begun once, never again");
}

#[tokio::test]
async fn an_interruption_can_be_caught_and_retried() {
    let mut world = World::new().await;
    let guarded = machine(&json!({
        "Do": {
            "Type": "Task", "Resource": function("hang"), "End": true,
            "Retry": [{ "ErrorEquals": ["Signalbox.TaskInterrupted"], "IntervalSeconds": 1, "MaxAttempts": 1 }],
            "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Instead" }],
        },
        "Instead": { "Type": "Pass", "Result": "instead", "End": true },
    }));
    let arn = world.start("guarded", &guarded).await;
    world.until_event(&arn, "LambdaFunctionStarted", 1).await;
    world.crash(0).await;
    world.until_event(&arn, "LambdaFunctionFailed", 1).await;
    world.clock.advance(1_000);
    world.until_event(&arn, "LambdaFunctionStarted", 2).await;
    world.crash(0).await;
    assert_eq!(world.until_over(&arn).await.output.as_deref(), Some("\"instead\""));
    assert_eq!(world.begun(&arn), 2, "the author asked for a second attempt");
}

#[tokio::test]
async fn work_that_repeats_harmlessly_is_taken_up_again() {
    let worker = Worker { repeats_harmlessly: true, ..Worker::default() };
    let mut world = World::with(worker, None).await;
    let arn = world.start("repeat", &task(&function("hang"))).await;
    world.until_event(&arn, "LambdaFunctionStarted", 1).await;
    world.crash(0).await;
    while world.begun(&arn) < 2 {
        tokio::task::yield_now().await;
    }
    let desk = loop {
        if let Some(desk) = world.worker.desks.lock().unwrap().pop() {
            break desk;
        }
        tokio::task::yield_now().await;
    };
    desk.answer(super::world::success());
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
}

#[tokio::test]
async fn a_crash_between_any_two_steps_changes_nothing_that_was_said() {
    let mut world = World::new().await;
    let definition = machine(&json!({
        "A": { "Type": "Wait", "Seconds": 1, "Next": "B" },
        "B": { "Type": "Wait", "Seconds": 1, "Next": "C" },
        "C": { "Type": "Wait", "Seconds": 1, "End": true },
    }));
    let arn = world.start("steps", &definition).await;
    for exits in 1..=3 {
        let before = world.runtime().history(&arn, 0, usize::MAX).unwrap().events;
        world.crash(1_000).await;
        world.until_event(&arn, "WaitStateExited", exits).await;
        let after = world.runtime().history(&arn, 0, usize::MAX).unwrap().events;
        assert_eq!(after[..before.len()], before, "what was shown stays");
    }
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
}
