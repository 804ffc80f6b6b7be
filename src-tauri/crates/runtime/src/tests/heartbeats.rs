//! Heartbeats to the millisecond.

use serde_json::{Value, json};

use super::dice::{Dice, figure};
use super::due::fired;
use super::world::{World, callback, machine, success};
use crate::Error;

/// Asks, and waits for heartbeats; a missed one is caught by its name.
fn asking(heartbeat: i64, timeout: i64) -> Value {
    let mut ask = callback()["States"]["Ask"].clone();
    ask["HeartbeatSeconds"] = heartbeat.into();
    ask["TimeoutSeconds"] = timeout.into();
    ask["Catch"] = json!([
        { "ErrorEquals": ["States.HeartbeatTimeout"], "Next": "Missed" },
        { "ErrorEquals": ["States.Timeout"], "Next": "Expired" },
    ]);
    machine(&json!({
        "Ask": ask,
        "Missed": { "Type": "Pass", "Result": "missed", "End": true },
        "Expired": { "Type": "Pass", "Result": "expired", "End": true },
    }))
}

/// Whether the runtime looks at the clock before the heartbeat is there.
async fn maybe_look(world: &World, arn: &str, dice: &mut Dice) {
    if dice.below(2) == 0 {
        world.runtime().pending(arn).await.unwrap();
    }
}

async fn live(world: &World, name: &str, dice: &mut Dice) {
    let (heartbeat, beats) = (dice.within(1..100), dice.below(4));
    let late = dice.one_of(&[0, 1, 1, 1, 60_000]);
    let is_expired = dice.below(3) == 0;
    let timeout = if is_expired { heartbeat * 3 } else { heartbeat * 10 };
    let arn = world.start(name, &asking(heartbeat, timeout)).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    let token = world.worker.tokens.lock().unwrap().pop().unwrap();
    let started = world.now();
    for _ in 0..if is_expired { 3 } else { beats } {
        world.clock.advance(heartbeat * 1_000 - 1);
        maybe_look(world, &arn, dice).await;
        assert_eq!(world.runtime().heartbeat(&token).await, Ok(()), "on time by a millisecond");
    }
    let last = world.now();
    let expected = if is_expired { "\"expired\"" } else { "\"missed\"" };
    let due = if is_expired { started + timeout * 1_000 } else { last + heartbeat * 1_000 };
    world.clock.advance(due - last + late);
    maybe_look(world, &arn, dice).await;
    assert_eq!(world.runtime().heartbeat(&token).await, Err(Error::TaskTimedOut), "late by {late} ms");
    assert_eq!(world.runtime().answer_token(&token, success()).await, Err(Error::TaskTimedOut));
    assert_eq!(world.until_over(&arn).await.output.as_deref(), Some(expected));
    let fired = fired(&world.events(&arn));
    assert_eq!(fired.len(), 1);
    assert_eq!((fired[0].due.0, fired[0].at.0), (due, due + late));
}

#[tokio::test]
async fn a_heartbeat_is_on_time_or_late_to_the_millisecond() {
    let world = World::new().await;
    for seed in 0..figure(60, 10_000) {
        println!("seed {seed}");
        live(&world, &format!("ask-{seed}"), &mut Dice(seed as u64)).await;
    }
}

#[tokio::test]
async fn an_answer_that_comes_after_the_deadline_is_too_late_however_busy_the_program_was() {
    let world = World::new().await;
    let arn = world.start("ask", &asking(10, 20)).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    world.clock.advance(10_000);
    // The runtime has had no chance to look at the clock.
    let answer = world.runtime().answer_token(&world.token(), success()).await;
    assert_eq!(answer, Err(Error::TaskTimedOut));
    assert_eq!(world.until_over(&arn).await.output.as_deref(), Some("\"missed\""));
}
