//! Many at once who answer one task token: workers, a person, a deadline, somebody who stops the execution.

use engine::Outcome;
use serde_json::{Value, json};

use super::dice::{Dice, figure};
use super::world::{World, callback, failure, machine, payload};
use crate::{Error, Runtime};

/// Who answers one token.
const RACERS: u64 = 100;

/// Asks, for a minute at most, and then waits for ever, so that an answered execution can still be stopped.
fn asking() -> Value {
    let mut ask = callback()["States"]["Ask"].clone();
    ask["TimeoutSeconds"] = 60.into();
    ask["Catch"] = json!([{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.why", "Next": "Then" }]);
    ask["Next"] = "Then".into();
    ask.as_object_mut().unwrap().remove("End");
    machine(&json!({ "Ask": ask, "Then": { "Type": "Wait", "Seconds": 1_000_000, "End": true } }))
}

/// What else happens while they answer, or before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meanwhile {
    Nothing,
    /// The deadline passes.
    Deadline,
    /// Somebody stops the execution.
    Stop,
    /// The program is started again before.
    Restart,
    /// The deadline has passed long ago.
    AfterDeadline,
    /// Somebody has stopped it.
    AfterStop,
}

const ALL: [Meanwhile; 6] = [
    Meanwhile::Nothing,
    Meanwhile::Deadline,
    Meanwhile::Stop,
    Meanwhile::Restart,
    Meanwhile::AfterDeadline,
    Meanwhile::AfterStop,
];

/// One racer; gives what was won.
async fn answer(runtime: Runtime, token: String, number: u64) -> Result<Option<u64>, Error> {
    match number % 3 {
        0 => runtime.answer_token(&token, Outcome::Failed(failure(&format!("Racer{number}")))).await?,
        1 => runtime.answer_token(&token, Outcome::Succeeded(payload(&json!(number)))).await?,
        _ => return runtime.heartbeat(&token).await.map(|()| None),
    }
    Ok(Some(number))
}

/// Everybody answers; gives the winners.
async fn race(world: &World, arn: &str, token: &str, meanwhile: Meanwhile, dice: &mut Dice) -> Vec<u64> {
    let interrupted_after = dice.below(RACERS);
    let mut racers = Vec::new();
    for number in 0..RACERS {
        if number == interrupted_after {
            match meanwhile {
                Meanwhile::Deadline => world.clock.advance(60_000),
                Meanwhile::Stop => drop(world.runtime().stop(arn, failure("Enough")).await.unwrap()),
                _ => {}
            }
        }
        racers.push(tokio::spawn(answer(world.runtime().clone(), token.to_owned(), number)));
        if dice.below(20) == 0 {
            tokio::task::yield_now().await;
        }
    }
    let mut won = Vec::new();
    for racer in racers {
        match racer.await.unwrap() {
            Ok(number) => won.extend(number),
            Err(error) => assert_eq!(error, Error::TaskTimedOut, "{meanwhile:?}"),
        }
    }
    won
}

/// What the history says about who won.
fn winners(world: &World, arn: &str) -> Vec<String> {
    let history = world.runtime().history(arn, 0, usize::MAX).unwrap().events;
    let word = |event: &Value| match event["type"].as_str().unwrap() {
        "TaskSucceeded" => Some(event["taskSucceededEventDetails"]["output"].as_str().unwrap().to_owned()),
        "TaskFailed" => Some(event["taskFailedEventDetails"]["error"].as_str().unwrap().to_owned()),
        "TaskTimedOut" | "TaskStateAborted" | "ExecutionAborted" => Some("nobody".to_owned()),
        _ => None,
    };
    let mut winners: Vec<String> = history.iter().filter_map(word).collect();
    winners.dedup();
    winners
}

async fn live(world: &mut World, name: &str, meanwhile: Meanwhile, dice: &mut Dice) {
    let arn = world.start(name, &asking()).await;
    world.until_event(&arn, "TaskSubmitted", 1).await;
    let token = world.worker.tokens.lock().unwrap().pop().unwrap();
    match meanwhile {
        Meanwhile::Restart => world.crash(1_000).await,
        Meanwhile::AfterDeadline => world.clock.advance(60_000),
        Meanwhile::AfterStop => drop(world.runtime().stop(&arn, failure("Enough")).await.unwrap()),
        Meanwhile::Nothing | Meanwhile::Deadline | Meanwhile::Stop => {}
    }
    let won = race(world, &arn, &token, meanwhile, dice).await;
    let told: Vec<String> = match won.as_slice() {
        [] => vec!["nobody".into()],
        [number] if number % 3 == 0 => vec![format!("Racer{number}")],
        [number] => vec![number.to_string()],
        more => panic!("{name}: {more:?} were told that their answer counts"),
    };
    let is_late = matches!(meanwhile, Meanwhile::AfterDeadline | Meanwhile::AfterStop);
    let is_open = matches!(meanwhile, Meanwhile::Nothing | Meanwhile::Restart);
    assert!(!is_late || won.is_empty(), "{name}: {meanwhile:?}, {won:?}");
    assert!(!is_open || !won.is_empty(), "{name}: {meanwhile:?}, nobody");
    assert_eq!(winners(world, &arn)[0], told[0], "{name}: {meanwhile:?}");
    if dice.below(4) == 0 {
        world.crash(0).await;
    }
    assert_eq!(world.runtime().heartbeat(&token).await, Err(Error::TaskTimedOut), "{name}: it is spent");
    assert_eq!(winners(world, &arn)[0], told[0], "{name}: and that stays so");
    world.check(&arn);
    // Whether it was stopped or not: nothing is left that the next restart would take up.
    let _ = world.runtime().stop(&arn, failure("Done")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_hundred_who_answer_one_token_exactly_one_wins() {
    let mut world = World::new().await;
    for seed in 0..figure(42, 10_000) {
        let meanwhile = ALL[seed % ALL.len()];
        live(&mut world, &format!("seed-{seed}"), meanwhile, &mut Dice(seed as u64)).await;
    }
}
