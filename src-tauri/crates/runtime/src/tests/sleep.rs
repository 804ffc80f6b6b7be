//! The machine sleeps for a week, or the program is not there, while timers become due.

use std::collections::{BTreeMap, BTreeSet};

use engine::PendingKind;
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

use super::dice::{Dice, figure};
use super::due::fired;
use super::world::{World, activity, callback, function, machine, wait};
use crate::Change;
use crate::runtime::{SHARDS, shard_of};

const DAY: i64 = 24 * 3_600_000;
const WEEK: i64 = 7 * DAY;

/// Something that becomes due so many seconds after its start, and how it ends then.
fn definition(kind: usize, seconds: i64) -> (Value, &'static str) {
    let mut ask = callback()["States"]["Ask"].clone();
    match kind % 5 {
        0 => (wait(seconds.try_into().unwrap()), "SUCCEEDED"),
        1 => {
            ask["HeartbeatSeconds"] = seconds.into();
            (machine(&json!({ "Ask": ask })), "FAILED")
        }
        2 => {
            ask["TimeoutSeconds"] = seconds.into();
            (machine(&json!({ "Ask": ask })), "FAILED")
        }
        3 => {
            let pack = json!({ "Type": "Task", "Resource": activity("pack"), "TimeoutSeconds": seconds, "End": true });
            (machine(&json!({ "Do": pack })), "FAILED")
        }
        _ => {
            let retry =
                json!([{ "ErrorEquals": ["States.ALL"], "IntervalSeconds": seconds, "MaxAttempts": 1 }]);
            let task = json!({ "Type": "Task", "Resource": function("fail"), "Retry": retry, "End": true });
            (machine(&json!({ "Do": task })), "FAILED")
        }
    }
}

struct Sleeper {
    arn: String,
    due: i64,
    ends: &'static str,
    /// One change is all there is to see of it.
    ends_at_once: bool,
}

/// Starts them side by side, so that they share flushes; all begin at the same moment.
async fn fall_asleep(world: &World, count: usize, dice: &mut Dice) -> Vec<Sleeper> {
    let starts: Vec<_> = (0..count)
        .map(|number| {
            let seconds = dice.within(1..8 * DAY / 1_000);
            let (definition, ends) = definition(number, seconds);
            let request = world.request(&format!("sleeper-{number}"), &definition);
            let (runtime, due) = (world.runtime().clone(), world.now() + seconds * 1_000);
            tokio::spawn(async move { (runtime.start(request).await.unwrap().execution_arn, due, ends) })
        })
        .collect();
    let mut sleepers = Vec::new();
    for (number, start) in starts.into_iter().enumerate() {
        let (arn, due, ends) = start.await.unwrap();
        sleepers.push(Sleeper { arn, due, ends, ends_at_once: number % 5 != 4 });
    }
    for sleeper in &sleepers {
        // A function that fails has to fail first.
        while world.runtime().pending(&sleeper.arn).await.unwrap()[0].kind == PendingKind::Task {
            tokio::task::yield_now().await;
        }
    }
    sleepers
}

/// In the order of their first change; a listener that is too slow misses some.
fn in_order_of_waking(mut changes: Receiver<Change>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    loop {
        match changes.try_recv() {
            Ok(change) if seen.insert(change.execution_arn.clone()) => {
                order.push(change.execution_arn.to_string())
            }
            Ok(_) | Err(TryRecvError::Lagged(_)) => {}
            Err(TryRecvError::Empty | TryRecvError::Closed) => return order,
        }
    }
}

/// Executions of one shard wake in the order in which they were due.
fn check_order(seed: u64, woken: &[String], due: &BTreeMap<&str, i64>) {
    assert!(woken.len() >= due.len().min(2_000), "seed {seed}: {} were seen to wake", woken.len());
    for shard in 0..SHARDS {
        let of_shard = woken.iter().filter(|arn| shard_of(arn, SHARDS) == shard);
        let moments: Vec<i64> = of_shard.filter_map(|arn| due.get(arn.as_str()).copied()).collect();
        assert!(moments.is_sorted(), "seed {seed}, shard {shard}: {moments:?}");
    }
}

async fn sleep(is_off: bool, seed: u64) {
    let mut dice = Dice(seed);
    let mut world = World::new().await;
    let sleepers = fall_asleep(&world, figure(200, 5_000), &mut dice).await;
    let mut changes = None;
    if is_off {
        world.crash(WEEK).await;
    } else {
        changes = Some(world.runtime().subscribe());
        world.clock.advance(WEEK);
    }
    let resumed = world.now();
    let due: BTreeMap<&str, i64> =
        sleepers.iter().filter(|one| one.due <= resumed).map(|one| (one.arn.as_str(), one.due)).collect();
    for Sleeper { arn, ends, .. } in sleepers.iter().filter(|one| due.contains_key(one.arn.as_str())) {
        let row = world.until_over(arn).await;
        assert_eq!((row.status.as_str(), row.stopped_at), (*ends, Some(resumed)), "seed {seed}, {arn}");
        let fired = fired(&world.events(arn));
        assert_eq!(fired.len(), 1, "seed {seed}, {arn}");
        assert_eq!((fired[0].due.0, fired[0].at.0), (due[arn.as_str()], resumed), "seed {seed}, {arn}");
    }
    if let Some(changes) = changes {
        // Of a retry a slow listener may see the last change only, which comes later.
        let at_once = sleepers.iter().filter(|one| one.ends_at_once && one.due <= resumed);
        check_order(
            seed,
            &in_order_of_waking(changes),
            &at_once.map(|one| (one.arn.as_str(), one.due)).collect(),
        );
    }
    for Sleeper { arn, .. } in sleepers.iter().filter(|one| one.due > resumed) {
        assert_eq!(world.row(arn).status, "RUNNING", "seed {seed}, {arn}");
        assert_eq!(fired(&world.events(arn)), [], "seed {seed}, {arn}");
    }
    world.clock.advance(DAY);
    for Sleeper { arn, ends, .. } in &sleepers {
        assert_eq!(world.until_over(arn).await.status, *ends, "seed {seed}, {arn}");
    }
}

#[tokio::test]
async fn after_a_week_of_sleep_everything_that_is_due_fires_once_in_due_order() {
    sleep(false, 1).await;
}

#[tokio::test]
async fn after_a_week_without_the_program_everything_that_is_due_fires_once() {
    sleep(true, 2).await;
}

#[tokio::test]
async fn branches_that_became_due_asleep_go_on_in_due_order() {
    let mut dice = Dice(3);
    let world = World::new().await;
    let branches: Vec<Value> =
        (0..100).map(|_| wait(dice.within(1..WEEK / 1_000).try_into().unwrap())).collect();
    let fork = json!({ "Fork": { "Type": "Parallel", "Branches": branches, "End": true } });
    let arn = world.start("fork", &machine(&fork)).await;
    world.clock.advance(WEEK);
    assert_eq!(world.until_over(&arn).await.stopped_at, Some(world.now()));
    let fired = fired(&world.events(&arn));
    assert_eq!(fired.len(), 100);
    assert!(fired.is_sorted_by_key(|fired| fired.due));
}
