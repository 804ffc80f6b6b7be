//! How much may be open at once, with small numbers.

use serde_json::json;

use super::world::{World, callback, failure, machine, success, wait};
use crate::{Error, Quotas};

async fn world(open_executions: u64, open_map_runs: usize) -> World {
    let mut world = World::new().await;
    world.quotas = Quotas { open_executions, open_map_runs };
    world.crash(0).await;
    world
}

#[tokio::test]
async fn one_execution_too_many_is_refused() {
    let mut world = world(2, 1).await;
    let full = Error::TooManyExecutions { max: 2 };
    let first = world.start("1", &wait(1_000)).await;
    let second = world.start("2", &wait(120)).await;
    assert_eq!(world.try_start("3", &wait(1_000)).await, Err(full.clone()));
    world.crash(0).await;
    assert_eq!(
        world.try_start("3", &wait(1_000)).await,
        Err(full.clone()),
        "they are counted after a restart"
    );
    world.runtime().stop(&first, failure("E")).await.unwrap();
    world.start("3", &wait(1_000)).await;
    assert_eq!(world.runtime().redrive(&first, None).await, Err(full.clone()));
    world.clock.advance(120_000);
    world.until_over(&second).await;
    world.runtime().redrive(&first, None).await.unwrap();
    assert_eq!(world.try_start("4", &wait(1_000)).await, Err(full), "a redriven one is open again");
}

#[tokio::test]
async fn children_and_what_begins_and_ends_at_once_do_not_fill_the_account() {
    let world = world(2, 1).await;
    let map = distributed(&json!({ "Type": "Pass", "End": true }));
    for name in ["1", "2", "3", "4"] {
        let arn = world.start(name, &map).await;
        assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
    }
    world.start("5", &wait(60)).await;
    world.start("6", &wait(60)).await;
}

#[tokio::test]
async fn a_map_run_too_many_waits_for_its_turn() {
    let world = world(10, 1).await;
    let map = distributed(&callback()["States"]["Ask"]);
    let first = world.start("1", &map).await;
    world.until_event(&first, "MapRunStarted", 1).await;
    let given = || world.worker.tokens.lock().unwrap().clone();
    let mut changes = world.runtime().subscribe();
    while given().len() < 2 {
        let _ = changes.recv().await;
    }
    let second = world.start("2", &map).await;
    world.until_event(&second, "MapRunStarted", 1).await;
    let tokens = given();
    assert_eq!(tokens.len(), 2, "no child of the second has begun");
    for token in &tokens {
        world.runtime().answer_token(token, success()).await.unwrap();
    }
    world.until_over(&first).await;
    while given().len() < 4 {
        let _ = changes.recv().await;
    }
    for token in given().iter().skip(2) {
        world.runtime().answer_token(token, success()).await.unwrap();
    }
    assert_eq!(world.until_over(&second).await.status, "SUCCEEDED");
}

/// A Map Run of two standard children of one state.
fn distributed(state: &serde_json::Value) -> serde_json::Value {
    machine(&json!({ "Make": { "Type": "Pass", "Result": [1, 2], "Next": "Map" }, "Map": {
        "Type": "Map", "End": true,
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "S", "States": { "S": state },
        },
    } }))
}
