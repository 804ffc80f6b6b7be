//! Callbacks by task token.

use serde_json::json;

use super::world::{World, callback, failure, machine, success};
use crate::Error;

#[tokio::test]
async fn a_token_works_once() {
    let world = World::new().await;
    let arn = world.start("ask", &callback()).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    let token = world.token();
    let racers: Vec<_> = (0..100)
        .map(|_| {
            let (runtime, token) = (world.runtime().clone(), token.clone());
            tokio::spawn(async move { runtime.answer_token(&token, success()).await })
        })
        .collect();
    let mut won = 0;
    for racer in racers {
        match racer.await.unwrap() {
            Ok(()) => won += 1,
            Err(error) => assert_eq!(error, Error::TaskTimedOut),
        }
    }
    assert_eq!(won, 1, "exactly one answer counts");
    assert_eq!(world.until_over(&arn).await.output.as_deref(), Some(r#"{"answer":42}"#));
    assert_eq!(world.runtime().answer_token(&token, success()).await, Err(Error::TaskTimedOut));
    assert_eq!(world.runtime().heartbeat(&token).await, Err(Error::TaskTimedOut));
}

#[tokio::test]
async fn a_token_survives_crashes() {
    let mut world = World::new().await;
    let arn = world.start("ask", &callback()).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    world.crash(60_000).await;
    world.crash(60_000).await;
    let token = world.token();
    world.runtime().answer_token(&token, success()).await.unwrap();
    world.crash(0).await;
    assert_eq!(world.runtime().answer_token(&token, success()).await, Err(Error::TaskTimedOut));
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
    assert_eq!(world.begun(&arn), 1, "the request went out once");
}

#[tokio::test]
async fn tokens_of_others_are_refused() {
    let world = World::new().await;
    let arn = world.start("ask", &callback()).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    let forged = engine::token::issue(&arn, engine::Ticket(1), &[9; 32]);
    let elsewhere = engine::token::issue("arn:none", engine::Ticket(1), &[9; 32]);
    // Only its signature tells it from the token of a task that is over.
    let of_no_task = engine::token::issue(&arn, engine::Ticket(99), &[9; 32]);
    for (token, error) in [
        ("", Error::InvalidToken),
        (&forged, Error::InvalidToken),
        (&of_no_task, Error::InvalidToken),
        (&elsewhere, Error::TaskDoesNotExist),
    ] {
        assert_eq!(world.runtime().answer_token(token, success()).await, Err(error.clone()), "{token}");
        assert_eq!(world.runtime().heartbeat(token).await, Err(error), "{token}");
    }
    assert_eq!(world.row(&arn).status, "RUNNING");
}

#[tokio::test]
async fn a_decision_and_its_answer_are_kept_together_or_not_at_all() {
    let world = World::new().await;
    let arn = world.start("ask", &callback()).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    let token = world.token();
    let refusal = store::Error::Conflict { reason: "not yours".into() };
    let refused = refusal.clone();
    let also: store::Also = Box::new(move |tables| {
        tables.settings().put("decision", "refused")?;
        Err(refused)
    });
    let result = world.runtime().answer_token_and(&token, success(), also).await;
    assert_eq!(result, Err(Error::Refused(refusal)));
    let decision = || world.store().read(|tables| tables.settings().value("decision")).unwrap();
    assert_eq!(decision(), None);
    assert_eq!(world.row(&arn).status, "RUNNING", "the task is still open");
    let also = || -> store::Also { Box::new(|tables| tables.settings().put("decision", "made")) };
    world.runtime().answer_token_and(&token, success(), also()).await.unwrap();
    assert_eq!(decision().as_deref(), Some("made"));
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
    let late = world.runtime().answer_token_and(&token, success(), also()).await;
    assert_eq!(late, Err(Error::TaskTimedOut), "and what belongs to a late answer is not kept");
}

#[tokio::test]
async fn heartbeats_keep_a_callback_open() {
    let world = World::new().await;
    let beating = machine(&json!({ "Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": { "Token.$": "$$.Task.Token" }, "HeartbeatSeconds": 10, "End": true,
    } }));
    let arn = world.start("beating", &beating).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    let token = world.token();
    for _ in 0..5 {
        world.clock.advance(9_000);
        world.runtime().heartbeat(&token).await.unwrap();
    }
    assert_eq!(world.row(&arn).status, "RUNNING");
    world.clock.advance(10_000);
    assert_eq!(world.until_over(&arn).await.error.as_deref(), Some("States.Timeout"));
    assert_eq!(world.runtime().heartbeat(&token).await, Err(Error::TaskTimedOut));
}

#[tokio::test]
async fn an_answer_may_be_an_error() {
    let world = World::new().await;
    let arn = world.start("ask", &callback()).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    let failed = engine::Outcome::Failed(failure("Approval.Rejected"));
    world.runtime().answer_token(&world.token(), failed).await.unwrap();
    assert_eq!(world.until_over(&arn).await.error.as_deref(), Some("Approval.Rejected"));
}
