//! Executions that go on after their end.

use engine::Failure;
use serde_json::{Value, json};

use super::world::{BEGINNING, World, callback, function, machine, success, task, wait};
use crate::{Error, NotRedrivable};

const MINUTE: i64 = 60_000;
const DAY: i64 = 1_440 * MINUTE;

fn refused(reason: NotRedrivable) -> Result<engine::Timestamp, Error> {
    Err(Error::NotRedrivable(reason))
}

#[tokio::test]
async fn a_closed_execution_opens_again_even_after_a_restart() {
    let mut world = World::new().await;
    let arn = world.start("one", &callback()).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    let old = world.token();
    world.runtime().stop(&arn, Failure::new("Enough", "of it")).await.unwrap();
    let closed = world.until_over(&arn).await;
    assert_eq!(world.runtime().answer_token(&old, success()).await, Err(Error::TaskTimedOut));
    world.worker.tokens.lock().unwrap().clear();
    world.crash(MINUTE).await;
    let states = world.runtime().redriven_states(&arn).unwrap();
    assert_eq!(states, [("Ask".into(), 1)]);
    let at = world.runtime().redrive(&arn, None).await.unwrap();
    assert_eq!(at.0, BEGINNING + MINUTE);
    world.until_event(&arn, "TaskSubmitted", 2).await;
    let open = world.row(&arn);
    assert_eq!((open.status.as_str(), open.stopped_at, open.error.clone()), ("RUNNING", None, None));
    assert_eq!((open.redrives.count, open.redrives.last_at, open.id), (1, Some(at.0), closed.id));
    assert_eq!(world.runtime().answer_token(&old, success()).await, Err(Error::TaskTimedOut));
    world.crash(0).await;
    world.runtime().answer_token(&world.token(), success()).await.unwrap();
    let row = world.until_over(&arn).await;
    assert_eq!((row.status.as_str(), row.redrives.count), ("SUCCEEDED", 1));
    assert_eq!(world.runtime().redrive(&arn, None).await, refused(NotRedrivable::Succeeded));
    assert_eq!(world.row(&arn), row, "success is final");
}

#[tokio::test]
async fn a_redrive_that_fails_at_once_is_counted_and_may_be_repeated() {
    let world = World::new().await;
    let fail = machine(&json!({ "No": { "Type": "Fail", "Error": "E", "Cause": "no" } }));
    let arn = world.start("one", &fail).await;
    let mut ended = world.until_over(&arn).await;
    for count in 1..=3 {
        world.clock.advance(MINUTE);
        world.runtime().redrive(&arn, None).await.unwrap();
        let again = world.until_over(&arn).await;
        assert_eq!((again.status.as_str(), again.redrives.count), ("FAILED", count));
        assert_eq!(again.stopped_at, ended.stopped_at.map(|at| at + MINUTE));
        ended = again;
    }
    let types = world.types(&arn);
    assert_eq!(types.iter().filter(|found| *found == "ExecutionRedriven").count(), 3);
    assert_eq!(types.iter().filter(|found| *found == "FailStateEntered").count(), 4);
}

#[tokio::test]
async fn what_may_not_be_redriven_is_refused_in_the_words_of_aws() {
    let world = World::new().await;
    let arn = world.start("one", &wait(60)).await;
    assert_eq!(world.runtime().redrive(&arn, None).await, refused(NotRedrivable::Running));
    world.runtime().stop(&arn, Failure::default()).await.unwrap();
    let row = world.until_over(&arn).await;
    world.clock.advance(14 * DAY);
    assert_eq!(world.runtime().check_redrivable(&row), Ok(()));
    world.clock.advance(1);
    assert_eq!(world.runtime().check_redrivable(&row), Err(NotRedrivable::TooLate));
    assert_eq!(world.runtime().redrive(&arn, None).await, refused(NotRedrivable::TooLate));
    let missing = world.runtime().redrive("arn:aws:states:us-east-1:111111111111:execution:a:b", None).await;
    assert!(matches!(missing, Err(Error::ExecutionDoesNotExist(_))), "{missing:?}");
    let with = |change: fn(&mut store::tables::executions::Execution)| {
        let mut row = row.clone();
        row.stopped_at = Some(BEGINNING + 14 * DAY);
        change(&mut row);
        world.runtime().check_redrivable(&row).unwrap_err()
    };
    assert_eq!(with(|row| row.last_event = 24_999), NotRedrivable::HistoryFull);
    assert_eq!(with(|row| row.redrives.opened_for = 351 * DAY), NotRedrivable::OpenTooLong);
    assert_eq!(with(|row| row.arn = row.arn.replace(":execution:", ":express:")), NotRedrivable::Express);
}

#[tokio::test]
async fn a_token_stands_for_its_redrive_for_a_quarter_of_an_hour_and_ten_tokens() {
    let world = World::new().await;
    let arn = world.start("one", &task(&function("fail"))).await;
    world.until_over(&arn).await;
    let redrive = |token: &'static str| {
        let (runtime, arn) = (world.runtime().clone(), arn.clone());
        async move { runtime.redrive(&arn, Some(token)).await.unwrap().0 }
    };
    let (one, two) = tokio::join!(redrive("a"), redrive("a"));
    assert_eq!(one, two, "two requests, one redrive");
    world.until_over(&arn).await;
    world.clock.advance(15 * MINUTE);
    assert_eq!(redrive("a").await, one);
    assert_eq!(world.row(&arn).redrives.count, 1);
    world.clock.advance(1);
    assert_eq!(redrive("a").await, one + 15 * MINUTE + 1, "it is forgotten");
    for token in ["b", "c", "d", "e", "f", "g", "h", "i", "j", "k"] {
        world.until_over(&arn).await;
        redrive(token).await;
    }
    world.until_over(&arn).await;
    redrive("b").await;
    assert_eq!(world.row(&arn).redrives.count, 12, "ten are remembered");
    redrive("a").await;
    assert_eq!(world.until_over(&arn).await.redrives.count, 13, "the eleventh is not");
}

#[tokio::test]
async fn of_many_redrives_at_once_one_does_it() {
    let world = World::new().await;
    let arn = world.start("one", &wait(60)).await;
    world.runtime().stop(&arn, Failure::default()).await.unwrap();
    let racers: Vec<_> = (0..64)
        .map(|_| {
            let (runtime, arn) = (world.runtime().clone(), arn.clone());
            tokio::spawn(async move { runtime.redrive(&arn, None).await })
        })
        .collect();
    let mut done = 0;
    for racer in racers {
        match racer.await.unwrap() {
            Ok(_) => done += 1,
            refusal => assert_eq!(refusal, refused(NotRedrivable::Running)),
        }
    }
    assert_eq!((done, world.row(&arn).redrives.count), (1, 1));
}

#[tokio::test]
async fn the_context_tells_of_the_redrive() {
    let world = World::new().await;
    let parameters: Value = json!({ "count.$": "$$.Execution.RedriveCount", "all.$": "$$.Execution" });
    let resource = function("fail");
    let definition = machine(&json!({
        "Do": { "Type": "Task", "Resource": resource, "Parameters": parameters, "End": true }
    }));
    let arn = world.start("one", &definition).await;
    world.until_over(&arn).await;
    world.clock.advance(MINUTE);
    world.runtime().redrive(&arn, None).await.unwrap();
    world.until_over(&arn).await;
    let events = world.runtime().history(&arn, 0, 100).unwrap().events;
    let inputs: Vec<Value> = events
        .iter()
        .filter_map(|event| event["lambdaFunctionScheduledEventDetails"]["input"].as_str())
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    assert_eq!((&inputs[0]["count"], &inputs[1]["count"]), (&json!(0), &json!(1)));
    assert_eq!(inputs[0]["all"].get("RedriveTime"), None);
    assert_eq!(inputs[1]["all"]["RedriveTime"], "2027-01-15T08:01:00.000Z");
}
