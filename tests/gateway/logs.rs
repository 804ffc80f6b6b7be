//! What state machines that log leave in the data folder. The form of the records is compared with recordings by
//! [`replay`](crate::replay).

use host::api::{Caller, Door};
use serde_json::{Value, json};

use crate::world::World;

const PASS: &str = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
const FILE: &str = "data/logs/%2Faws%2Fvendedlogs%2Fstates%2Fg.jsonl";
const EXECUTIONS: usize = 50;

async fn create(world: &World, kind: &str, level: &str) -> Value {
    let group = "arn:aws:logs:us-east-1:111111111111:log-group:/aws/vendedlogs/states/g:*";
    let machine = json!({
        "name": format!("{kind}-{level}"), "definition": PASS, "roleArn": "arn:aws:iam::111111111111:role/r", "type": kind,
        "loggingConfiguration": { "level": level, "includeExecutionData": true,
            "destinations": [{ "cloudWatchLogsLogGroup": { "logGroupArn": group } }] },
    });
    world.client.call("CreateStateMachine", &machine).await.json()["stateMachineArn"].clone()
}

async fn sync(world: &World, arn: &Value) -> Value {
    world.client.call("StartSyncExecution", &json!({ "stateMachineArn": arn })).await.json()
}

/// Where the window says that the log of a machine is.
async fn shown(world: &World, arn: &Value) -> Value {
    let mut caller = Caller { door: Door::Desktop, session: None };
    let request = json!({ "state_machine_arn": arn }).to_string();
    let answer = world.host.call("describe_state_machine", &request, &mut caller).await.expect("an answer");
    serde_json::from_str::<Value>(&answer).expect("JSON")["log_file"].clone()
}

/// Everything that was answered is in the log when the program has ended in order.
#[tokio::test(flavor = "multi_thread")]
async fn an_end_in_order_loses_no_record() {
    let world = World::open().await;
    let (off, express) = (create(&world, "EXPRESS", "OFF").await, create(&world, "EXPRESS", "ALL").await);
    let standard = create(&world, "STANDARD", "ALL").await;
    assert_eq!(shown(&world, &off).await, Value::Null);
    assert_eq!(shown(&world, &express).await, world.path().join(FILE).display().to_string());
    assert_eq!(sync(&world, &off).await["status"], "SUCCEEDED");
    assert!(!world.path().join("data/logs").exists(), "a machine that does not log makes no folder");
    for _ in 0..EXECUTIONS {
        let started = json!({ "stateMachineArn": standard });
        let arn = world.client.call("StartExecution", &started).await.json()["executionArn"].clone();
        let described = json!({ "executionArn": arn });
        while world.client.call("DescribeExecution", &described).await.json()["status"] == "RUNNING" {
            tokio::task::yield_now().await;
        }
        assert_eq!(sync(&world, &express).await["status"], "SUCCEEDED");
    }
    let folder = world.close();
    let text = std::fs::read_to_string(folder.path().join(FILE)).expect("a log");
    let records: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let ended = records.iter().filter(|record| record["type"] == "ExecutionSucceeded");
    assert_eq!((ended.count(), records.len()), (2 * EXECUTIONS, 2 * EXECUTIONS * 4));
}
