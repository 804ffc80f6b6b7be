//! State machines that are deleted while executions of theirs are open.

use serde_json::{Value, json};

use crate::client::Client;
use crate::world::World;

const ROLE: &str = "arn:aws:iam::111111111111:role/r";

/// Waits for the answer of an activity, then enters one more state.
fn two_steps(world: &World) -> Value {
    let keys = world.credentials();
    let activity = format!("arn:aws:states:{}:{}:activity:work", keys.region, keys.account);
    json!({ "StartAt": "First", "States": {
        "First": { "Type": "Task", "Resource": activity, "Next": "Second" },
        "Second": { "Type": "Pass", "End": true },
    } })
}

async fn create(client: &Client, name: &str, definition: &Value) -> Value {
    let machine =
        json!({ "name": name, "definition": definition.to_string(), "roleArn": ROLE, "publish": true });
    client.call("CreateStateMachine", &machine).await.json()
}

async fn take(client: &Client, activity: &Value) -> Value {
    client.call("GetActivityTask", &json!({ "activityArn": activity })).await.json()["taskToken"].clone()
}

async fn until_gone(client: &Client, machine: &Value) {
    let described = json!({ "stateMachineArn": machine });
    while client.call("DescribeStateMachine", &described).await.error() != "StateMachineDoesNotExist" {
        tokio::task::yield_now().await;
    }
}

/// A deletion is not forgotten by a restart, nothing new begins, and what runs ends before its next state.
#[tokio::test(flavor = "multi_thread")]
async fn a_state_machine_is_deleted_once_its_executions_are_over() {
    let world = World::open().await;
    let activity =
        world.client.call("CreateActivity", &json!({ "name": "work" })).await.json()["activityArn"].clone();
    let definition = two_steps(&world);
    let made = create(&world.client, "m", &definition).await;
    let (machine, version) = (made["stateMachineArn"].clone(), made["stateMachineVersionArn"].clone());
    let route = json!([{ "stateMachineVersionArn": version, "weight": 100 }]);
    let alias = json!({ "name": "live", "routingConfiguration": route });
    let alias =
        world.client.call("CreateStateMachineAlias", &alias).await.json()["stateMachineAliasArn"].clone();
    let started = json!({ "stateMachineArn": machine });
    let execution = world.client.call("StartExecution", &started).await.json()["executionArn"].clone();
    let token = take(&world.client, &activity).await;
    let asked = json!({ "stateMachineArn": machine });
    world.client.call("DeleteStateMachine", &asked).await.json();

    let world = world.reopen().await;
    let client = &world.client;
    assert_eq!(client.call("DescribeStateMachine", &asked).await.json()["status"], "DELETING");
    for (operation, members) in [
        ("StartExecution", asked.clone()),
        ("StartExecution", json!({ "stateMachineArn": version })),
        ("StartExecution", json!({ "stateMachineArn": alias })),
        ("StartSyncExecution", asked.clone()),
        ("UpdateStateMachine", json!({ "stateMachineArn": machine, "roleArn": ROLE })),
        ("PublishStateMachineVersion", asked.clone()),
        ("CreateStateMachineAlias", json!({ "name": "new", "routingConfiguration": route })),
        ("UpdateStateMachineAlias", json!({ "stateMachineAliasArn": alias, "description": "d" })),
        ("ListStateMachineAliases", asked.clone()),
        ("CreateStateMachine", json!({ "name": "m", "definition": definition.to_string(), "roleArn": ROLE })),
    ] {
        assert_eq!(client.call(operation, &members).await.error(), "StateMachineDeleting", "{operation}");
    }
    assert_eq!(
        client.call("DeleteStateMachine", &asked).await.json(),
        json!({}),
        "deleting it again is fine"
    );
    let described = json!({ "executionArn": execution });
    assert_eq!(client.call("DescribeExecution", &described).await.json()["status"], "RUNNING", "it waits");

    client.call("SendTaskSuccess", &json!({ "taskToken": token, "output": "{}" })).await.json();
    until_gone(client, &machine).await;
    let history = client.call("GetExecutionHistory", &described).await.json();
    let last = history["events"].as_array().and_then(|events| events.last()).expect("events").clone();
    assert_eq!(last["type"], "ExecutionFailed");
    let failure = json!({ "error": "States.Runtime", "cause": "State machine m has been deleted." });
    assert_eq!(last["executionFailedEventDetails"], failure);
    let missing = client.call("DescribeStateMachineAlias", &json!({ "stateMachineAliasArn": alias })).await;
    assert_eq!(missing.error(), "ResourceNotFound", "aliases go with it");

    // The name is free, and the new one has nothing to do with the old.
    let again =
        create(client, "m", &json!({ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }))
            .await;
    let started = json!({ "stateMachineArn": again["stateMachineArn"] });
    let execution = client.call("StartExecution", &started).await.json()["executionArn"].clone();
    let described = json!({ "executionArn": execution });
    loop {
        match client.call("DescribeExecution", &described).await.json()["status"].as_str() {
            Some("RUNNING") => tokio::task::yield_now().await,
            status => break assert_eq!(status, Some("SUCCEEDED")),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_machine_without_open_executions_is_gone_at_once() {
    let world = World::open().await;
    let machine = create(&world.client, "m", &two_steps(&world)).await["stateMachineArn"].clone();
    let asked = json!({ "stateMachineArn": machine });
    world.client.call("DeleteStateMachine", &asked).await.json();
    assert_eq!(world.client.call("DescribeStateMachine", &asked).await.error(), "StateMachineDoesNotExist");
    assert_eq!(world.client.call("DeleteStateMachine", &asked).await.json(), json!({}));
}

/// What a program leaves that was killed after the last execution ended, before the state machine was removed.
#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_that_was_cut_off_is_finished_at_the_next_start() {
    let world = World::open().await;
    let made = create(&world.client, "m", &two_steps(&world)).await;
    let other = create(&world.client, "other", &two_steps(&world)).await["stateMachineArn"].clone();
    let world = world
        .reopen_after(|data| {
            let database = rusqlite::Connection::open(data.join("signalbox.db")).expect("a database");
            let marked = database.execute("UPDATE state_machines SET is_deleting = 1 WHERE name = 'm'", []);
            assert_eq!(marked.expect("marked"), 1);
        })
        .await;
    until_gone(&world.client, &made["stateMachineArn"]).await;
    let version = json!({ "stateMachineArn": made["stateMachineVersionArn"] });
    let missing = world.client.call("DescribeStateMachine", &version).await;
    assert_eq!(missing.error(), "StateMachineDoesNotExist", "versions go with it");
    let kept = world.client.call("DescribeStateMachine", &json!({ "stateMachineArn": other })).await.json();
    assert_eq!(kept["status"], "ACTIVE");
}

/// An express execution counts as well; somebody who stops the last execution frees the name.
#[tokio::test(flavor = "multi_thread")]
async fn stopping_the_last_execution_finishes_the_deletion() {
    let world = World::open().await;
    let client = &world.client;
    let definition =
        json!({ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 1000, "End": true } } });
    let machine = create(client, "m", &definition).await["stateMachineArn"].clone();
    let asked = json!({ "stateMachineArn": machine });
    let execution = client.call("StartExecution", &asked).await.json()["executionArn"].clone();
    client.call("DeleteStateMachine", &asked).await.json();
    assert_eq!(client.call("DescribeStateMachine", &asked).await.json()["status"], "DELETING");
    client.call("StopExecution", &json!({ "executionArn": execution })).await.json();
    until_gone(client, &machine).await;
}
