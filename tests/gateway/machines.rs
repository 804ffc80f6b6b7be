//! What clients do is seen in the window at once, and the other way round.

use host::api::{Caller, Code, Door, Error, Tag};
use serde_json::{Value, json};

use crate::world::World;

const ROLE: &str = "arn:aws:iam::111111111111:role/r";
const PASS: &str = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;

/// Asks as the window does.
async fn ask(world: &World, operation: &str, request: Value) -> Result<Value, Error> {
    let mut caller = Caller { door: Door::Desktop, session: None };
    let answer = world.host.call(operation, &request.to_string(), &mut caller).await?;
    Ok(serde_json::from_str(&answer).expect("replies are JSON"))
}

async fn asked(world: &World, operation: &str, request: Value) -> Value {
    ask(world, operation, request).await.unwrap_or_else(|error| panic!("{operation}: {error}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_shows_what_clients_made() {
    let world = World::open().await;
    let client = &world.client;
    let mut changes = world.host.changes();
    let machine = json!({ "name": "m", "definition": PASS, "roleArn": ROLE, "publish": true, "versionDescription": "first" });
    let made = client.call("CreateStateMachine", &machine).await.json();
    assert_eq!(changes.next().await.expect("a change").tag, Tag::Machines, "the window hears of it");
    let arn = &made["stateMachineArn"];
    let route = json!([{ "stateMachineVersionArn": made["stateMachineVersionArn"], "weight": 100 }]);
    client.call("CreateStateMachineAlias", &json!({ "name": "live", "routingConfiguration": route })).await;

    let listed = asked(&world, "list_state_machines", json!({})).await;
    assert_eq!(listed["state_machines"][0]["name"], "m");
    let shown = asked(&world, "describe_state_machine", json!({ "state_machine_arn": arn })).await;
    assert_eq!((&shown["definition"], &shown["log_level"]), (&json!(PASS), &json!("OFF")));
    assert_eq!(shown["versions"][0]["description"], "first");
    let alias = &shown["aliases"][0];
    assert_eq!((&alias["name"], &alias["routes"][0]["weight"]), (&json!("live"), &json!(100)));

    for name in ["one", "two", "three"] {
        client.call("StartExecution", &json!({ "stateMachineArn": arn, "name": name })).await;
        let execution = arn.as_str().expect("an ARN").replace(":stateMachine:", ":execution:");
        let described = json!({ "executionArn": format!("{execution}:{name}") });
        while client.call("DescribeExecution", &described).await.json()["status"] == "RUNNING" {
            tokio::task::yield_now().await;
        }
    }
    let page = |before: Value, status: Value| json!({ "state_machine_arn": arn, "status": status, "before": before, "max": 2 });
    let names = |answer: &Value| -> Vec<String> {
        let rows = answer["executions"].as_array().expect("rows").iter();
        rows.map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
    };
    let first = asked(&world, "list_machine_executions", page(Value::Null, Value::Null)).await;
    assert_eq!(names(&first), ["three", "two"]);
    let rest =
        asked(&world, "list_machine_executions", page(first["next"].clone(), "SUCCEEDED".into())).await;
    assert_eq!((names(&rest), &rest["next"]), (vec!["one".to_owned()], &Value::Null));
    let failed = asked(&world, "list_machine_executions", page(Value::Null, "FAILED".into())).await;
    assert!(names(&failed).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn express_executions_are_seen_while_the_program_runs() {
    let world = World::open().await;
    let machine = json!({ "name": "quick", "definition": PASS, "roleArn": ROLE, "type": "EXPRESS" });
    let arn = world.client.call("CreateStateMachine", &machine).await.json()["stateMachineArn"].clone();
    let start = json!({ "stateMachineArn": arn, "name": "one" });
    let ended = world.client.call("StartSyncExecution", &start).await.json();
    let page =
        |status: Value| json!({ "state_machine_arn": arn, "status": status, "before": null, "max": 9 });
    let listed = asked(&world, "list_machine_executions", page("SUCCEEDED".into())).await;
    assert_eq!(listed["executions"][0]["execution_arn"], ended["executionArn"], "{listed}");
    let none = asked(&world, "list_machine_executions", page("RUNNING".into())).await;
    assert_eq!(none["executions"], json!([]));
    let shown = asked(&world, "describe_state_machine", json!({ "state_machine_arn": arn })).await;
    assert_eq!((&shown["kind"], &shown["running"]), (&json!("EXPRESS"), &json!(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_find_what_the_window_keeps() {
    let world = World::open().await;
    let client = &world.client;
    let keep = |text: &str, replace: bool| json!({ "name": "w", "text": text, "kind": "STANDARD", "replace": replace });
    let kept = asked(&world, "keep_state_machine", keep(PASS, false)).await;
    assert_eq!(kept["created"], true);
    let arn = &kept["state_machine_arn"];
    let described = client.call("DescribeStateMachine", &json!({ "stateMachineArn": arn })).await.json();
    assert_eq!(described["definition"], PASS);

    let taken = ask(&world, "keep_state_machine", keep(PASS, false)).await.expect_err("taken");
    assert_eq!(taken.code, Code::Conflict);
    let changed = PASS.replace("\"End\"", "\"Result\":1,\"End\"");
    assert_eq!(asked(&world, "keep_state_machine", keep(&changed, true)).await["created"], false);
    let broken = ask(&world, "keep_state_machine", keep("{}", true)).await.expect_err("no workflow");
    assert_eq!(broken.code, Code::Invalid);
    assert!(broken.message.contains("MISSING_START_AT") || broken.message.contains("Invalid"), "{broken}");

    let start = json!({ "state_machine_arn": arn, "input": "{}", "name": "e" });
    let started = asked(&world, "start_state_machine", start).await;
    let listed = client.call("ListExecutions", &json!({ "stateMachineArn": arn })).await.json();
    assert_eq!(listed["executions"][0]["executionArn"], started["execution_arn"]);

    asked(&world, "delete_state_machine", json!({ "state_machine_arn": arn })).await;
    let gone = client.call("DescribeStateMachine", &json!({ "stateMachineArn": arn })).await;
    assert_eq!(gone.error(), "StateMachineDoesNotExist");
    let gone = ask(&world, "describe_state_machine", json!({ "state_machine_arn": arn })).await;
    assert_eq!(gone.expect_err("gone").code, Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_window_keeps_or_runs_brings_its_activities_along() {
    let world = World::open().await;
    let activity = |name: &str| format!("arn:aws:states:us-east-1:111111111111:activity:{name}");
    let machine = |name: &str| {
        let task = json!({ "Type": "Task", "Resource": activity(name), "End": true });
        json!({ "StartAt": "T", "States": { "T": task } }).to_string()
    };
    let keep = json!({ "name": "w", "text": machine("kept"), "kind": "STANDARD", "replace": false });
    asked(&world, "keep_state_machine", keep).await;
    let run = json!({ "text": machine("run"), "workflow": "w", "input": "{}", "name": null, "handlers_folder": null });
    asked(&world, "start_execution", run).await;
    let create = json!({ "name": "c", "definition": machine("of-a-client"), "roleArn": ROLE });
    assert_eq!(world.client.call("CreateStateMachine", &create).await.status, 200);
    for (name, status) in [("kept", 200), ("run", 200), ("of-a-client", 400)] {
        let found = world.client.call("DescribeActivity", &json!({ "activityArn": activity(name) })).await;
        assert_eq!(found.status, status, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn starting_in_the_window_asks_for_the_functions() {
    let world = World::without_permission().await;
    world.write("data/functions/f.py", "def handler(event, context):\n    return 1\n");
    let task = json!({ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:f", "End": true });
    let text = json!({ "StartAt": "A", "States": { "A": task } }).to_string();
    let keep = json!({ "name": "w", "text": text, "kind": "STANDARD", "replace": false });
    let arn = asked(&world, "keep_state_machine", keep).await["state_machine_arn"].clone();
    let start = || json!({ "state_machine_arn": arn, "input": "{}", "name": null });
    let refused = ask(&world, "start_state_machine", start()).await.expect_err("not allowed");
    assert_eq!(refused.code, Code::Refused);

    let access = asked(&world, "describe_client_access", json!({})).await;
    let folder = access["functions"]["path"].clone();
    let needed =
        asked(&world, "list_needed_grants", json!({ "text": text, "handlers_folder": folder })).await;
    let grant =
        json!({ "definition_hash": needed["definition_hash"], "handlers_folder": folder, "names": ["f"] });
    asked(&world, "grant_functions", grant).await;
    asked(&world, "start_state_machine", start()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_shows_what_waits_for_workers() {
    let world = World::open().await;
    let client = &world.client;
    let activity =
        client.call("CreateActivity", &json!({ "name": "work" })).await.json()["activityArn"].clone();
    let task = json!({ "Type": "Task", "Resource": activity, "End": true });
    let text = json!({ "StartAt": "A", "States": { "A": task } }).to_string();
    let machine = json!({ "name": "m", "definition": text, "roleArn": ROLE });
    let machine = client.call("CreateStateMachine", &machine).await.json();
    let mut changes = world.host.changes();
    let start = json!({ "stateMachineArn": machine["stateMachineArn"], "name": "e" });
    client.call("StartExecution", &start).await;
    let shown = loop {
        let shown = asked(&world, "list_activities", json!({})).await;
        if shown["activities"][0]["waiting"] == 1 {
            break shown["activities"][0].clone();
        }
        changes.next().await.expect("a change");
    };
    assert_eq!((&shown["name"], &shown["tasks"][0]["execution"]), (&json!("work"), &json!("e")));
    asked(&world, "delete_activity", json!({ "activity_arn": activity })).await;
    let shown = asked(&world, "list_activities", json!({})).await;
    assert_eq!(shown["activities"][0]["created_at"], Value::Null, "its task still waits: {shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nested_executions_of_one_in_virtual_time_skip_waiting_as_well() {
    let world = World::open().await;
    let made = async |name: &str, state: Value| -> String {
        let definition = json!({ "StartAt": "A", "States": state }).to_string();
        let machine = json!({ "name": name, "definition": definition, "roleArn": ROLE });
        let made = world.client.call("CreateStateMachine", &machine).await.json();
        made["stateMachineArn"].as_str().expect("an ARN").to_owned()
    };
    let inner = made("inner", json!({ "A": { "Type": "Wait", "Seconds": 7_200, "End": true } })).await;
    let call = json!({ "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Parameters": { "StateMachineArn": inner }, "TimeoutSeconds": 60, "End": true });
    let outer =
        made("outer", json!({ "A": { "Type": "Wait", "Seconds": 3_600, "Next": "B" }, "B": call })).await;
    let request = json!({ "state_machine_arn": outer, "input": "{}", "virtual_time": true });
    let arn = asked(&world, "start_state_machine", request).await["execution_arn"].clone();
    let described = loop {
        let described = asked(&world, "describe_execution", json!({ "execution_arn": arn })).await;
        if described["status"] != "RUNNING" {
            break described;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!((&described["status"], &described["virtual_time"]), (&json!("SUCCEEDED"), &json!(true)));
    let instant = |value: &Value, name: &str| value[name].as_i64().expect("milliseconds");
    assert!(instant(&described, "stopped_at") - instant(&described, "started_at") >= 10_800_000);
    let output = described["output"].as_str().and_then(|output| serde_json::from_str(output).ok());
    let nested: Value = output.expect("JSON");
    assert!(instant(&nested, "StartDate") >= instant(&described, "started_at") + 3_600_000);
    assert!(instant(&nested, "StopDate") <= instant(&described, "stopped_at"));
}
