//! A client lets a failed execution go on, as the AWS CLI and SDKs would.

use std::time::Duration;

use serde_json::{Value, json};

use crate::client::Client;
use crate::world::World;

async fn ended(client: &Client, execution: &Value) -> Value {
    loop {
        let described = client.call("DescribeExecution", &json!({ "executionArn": execution })).await.json();
        if described["status"] != "RUNNING" {
            return described;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_execution_is_redriven_listed_and_refused() {
    let world = World::open().await;
    let client = &world.client;
    let definition = json!({ "StartAt": "No", "States": { "No": { "Type": "Fail", "Error": "E" } } });
    let machine = json!({ "name": "m", "definition": definition.to_string(), "roleArn": "arn:aws:iam::111111111111:role/r" });
    let machine = client.call("CreateStateMachine", &machine).await.json()["stateMachineArn"].clone();
    let start = json!({ "stateMachineArn": machine });
    let execution = client.call("StartExecution", &start).await.json()["executionArn"].clone();
    let described = ended(client, &execution).await;
    assert_eq!(
        (&described["redriveCount"], &described["redriveStatus"], described.get("redriveDate")),
        (&json!(0), &json!("REDRIVABLE"), None)
    );
    let redrive = json!({ "executionArn": execution, "clientToken": "once" });
    let redriven = client.call("RedriveExecution", &redrive).await.json();
    assert_eq!(client.call("RedriveExecution", &redrive).await.json(), redriven, "the same request again");
    let described = ended(client, &execution).await;
    assert_eq!(
        (&described["redriveCount"], &described["redriveDate"]),
        (&json!(1), &redriven["redriveDate"])
    );
    for (filter, count) in [("REDRIVEN", 1), ("NOT_REDRIVEN", 0)] {
        let ask = json!({ "stateMachineArn": machine, "redriveFilter": filter });
        let listed = client.call("ListExecutions", &ask).await.json();
        assert_eq!(listed["executions"].as_array().map(Vec::len), Some(count), "{filter}");
    }
    let history = client.call("GetExecutionHistory", &json!({ "executionArn": execution })).await.json();
    assert_eq!(history["events"][3]["executionRedrivenEventDetails"], json!({ "redriveCount": 1 }));

    let odd = json!({ "executionArn": execution, "clientToken": "a b" });
    assert_eq!(client.call("RedriveExecution", &odd).await.error(), "ValidationException");
    let missing = json!({ "executionArn": format!("{}x", execution.as_str().expect("an ARN")) });
    assert_eq!(client.call("RedriveExecution", &missing).await.error(), "ExecutionDoesNotExist");
    client.call("DeleteStateMachine", &json!({ "stateMachineArn": machine })).await.json();
    let refused = client.call("RedriveExecution", &json!({ "executionArn": execution })).await;
    assert_eq!(refused.error(), "ExecutionNotRedrivable");
    let described = ended(client, &execution).await;
    assert_eq!(
        (&described["redriveStatus"], &described["redriveStatusReason"]),
        (&json!("NOT_REDRIVABLE"), &json!("State machine is in DELETING status."))
    );
}
