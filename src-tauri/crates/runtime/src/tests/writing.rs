//! A disk that fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use store::{Point, Probe};

use super::world::{Worker, World, activity, callback, function, machine, success, task};
use crate::Error;

/// Fails the flushes with these numbers.
#[derive(Debug)]
struct FailFlushes {
    numbers: std::ops::Range<usize>,
    seen: AtomicUsize,
}

impl Probe for FailFlushes {
    fn reach(&self, point: Point) -> std::io::Result<()> {
        if point != Point::BeforeFlush {
            return Ok(());
        }
        let number = self.seen.fetch_add(1, Ordering::Relaxed);
        if self.numbers.contains(&number) { Err(std::io::Error::other("injected")) } else { Ok(()) }
    }
}

async fn world(numbers: std::ops::Range<usize>) -> World {
    let probe = FailFlushes { numbers, seen: AtomicUsize::new(0) };
    World::with(Worker::default(), Some(Arc::new(probe))).await
}

/// Lets the pauses after failed writes pass.
async fn until_over(world: &World, arn: &str) -> store::tables::executions::Execution {
    loop {
        tokio::select! {
            row = world.until_over(arn) => return row,
            () = tokio::task::yield_now() => world.clock.advance(1),
        }
    }
}

#[tokio::test]
async fn a_start_that_was_not_saved_is_refused_and_may_be_tried_again() {
    let world = world(0..1).await;
    let definition = machine(&json!({ "S": { "Type": "Succeed" } }));
    let error = world.try_start("one", &definition).await.unwrap_err();
    assert!(matches!(error, Error::Store(store::Error::NotSaved { .. })), "{error}");
    world.clock.advance(1_000);
    let arn = world.start("one", &definition).await;
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
}

#[tokio::test]
async fn work_is_not_begun_before_the_disk_has_it_and_is_not_lost_by_failures() {
    let definition = machine(&json!({
        "A": { "Type": "Task", "Resource": function("echo"), "Next": "B" },
        "B": { "Type": "Task", "Resource": function("echo"), "Next": "C" },
        "C": { "Type": "Succeed" },
    }));
    for first in 1..4 {
        for failures in 1..4 {
            let world = world(first..first + failures).await;
            let arn = world.start("one", &definition).await;
            let row = until_over(&world, &arn).await;
            assert_eq!(row.status, "SUCCEEDED", "flushes {first} to {}", first + failures);
            assert!(world.worker.begun.lock().unwrap().values().all(|count| *count == 1), "each once");
            assert_eq!(world.begun(&arn), 2);
        }
    }
}

#[tokio::test]
async fn a_token_whose_answer_was_not_saved_is_still_open() {
    let world = world(2..3).await;
    let arn = world.start("ask", &callback()).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    let token = world.token();
    let error = world.runtime().answer_token(&token, success()).await.unwrap_err();
    assert!(matches!(error, Error::Store(_)), "{error}");
    assert_eq!(world.row(&arn).status, "RUNNING");
    world.clock.advance(1_000);
    world.runtime().answer_token(&token, success()).await.unwrap();
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
}

/// The first flush after those that create the activity and start the execution.
const AFTER_START: std::ops::Range<usize> = 2..3;

#[tokio::test]
async fn an_activity_task_that_was_taken_in_vain_waits_again() {
    let world = world(AFTER_START).await;
    let arn = world.start("act", &task(&activity("pack"))).await;
    let error = world.runtime().take_activity_task(&activity("pack"), None).await.unwrap_err();
    assert!(matches!(error, Error::Store(_)), "{error}");
    world.clock.advance(1_000);
    let taken = world.runtime().take_activity_task(&activity("pack"), None).await.unwrap();
    world.runtime().answer_token(&taken.task_token, success()).await.unwrap();
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
    assert_eq!(world.begun(&arn), 1, "the integration was told once");
}

#[tokio::test]
async fn an_activity_task_whose_answer_was_not_saved_waits_again() {
    let world = world(AFTER_START).await;
    let arn = world.start("act", &task(&activity("pack"))).await;
    let token = world.token();
    world.runtime().answer_token(&token, success()).await.unwrap_err();
    world.clock.advance(1_000);
    assert_eq!(world.runtime().pending(&arn).await.unwrap().len(), 1);
    assert_eq!(world.runtime().waiting_activities().len(), 1);
    world.runtime().answer_token(&token, success()).await.unwrap();
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
    assert_eq!(world.runtime().waiting_activities().len(), 0);
    assert_eq!(world.begun(&arn), 1, "the integration was told once");
}
