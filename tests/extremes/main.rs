//! What is deep, huge, oddly named or malformed: answered in words, never by a crash nor by a wait without end (R23–R28 of the quality goals).

mod bombs;
#[allow(dead_code, reason = "shared with the tests of the door, which use all of it")]
#[path = "../gateway/client.rs"]
mod client;
mod deep;
mod huge;
mod malformed;
mod names;
#[allow(dead_code, reason = "shared with the tests of the door, which use all of it")]
#[path = "../gateway/recorded_functions.rs"]
mod recorded_functions;
#[allow(dead_code, reason = "shared with the tests of the door, which use all of it")]
#[path = "../gateway/world.rs"]
mod world;

use serde_json::{Value, json};

use crate::world::World;

/// Creates a state machine, runs it, and gives the execution once it is over, or the refusal.
async fn run(world: &World, name: &str, definition: &str) -> Result<Value, String> {
    let role = "arn:aws:iam::111111111111:role/any";
    let parameters = json!({ "name": name, "definition": definition, "roleArn": role });
    let created = world.client.call("CreateStateMachine", &parameters).await;
    if created.status != 200 {
        return Err(created.json()["message"].as_str().unwrap_or_default().to_owned());
    }
    let parameters = json!({ "stateMachineArn": created.json()["stateMachineArn"] });
    let started = world.client.call("StartExecution", &parameters).await;
    assert_eq!(started.status, 200, "{name}: {}", started.body);
    loop {
        let parameters = json!({ "executionArn": started.json()["executionArn"] });
        let described = world.client.call("DescribeExecution", &parameters).await.json();
        if described["status"] != "RUNNING" {
            return Ok(described);
        }
        tokio::task::yield_now().await;
    }
}
