//! JSON with thousands and millions of levels, at every place where JSON comes in.

use engine::Payload;
use host::api::{Caller, Door};
use serde_json::{Value, json};

use crate::client::now;
use crate::run;
use crate::world::World;

/// 129 is the first that Rust's JSON reader refuses by itself; a request has a megabyte at most.
const LEVELS: [usize; 3] = [129, 10_000, 1_000_000];

fn deep(levels: usize) -> String {
    "[".repeat(levels) + &"]".repeat(levels)
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_of_aws_are_told() {
    let world = World::open().await;
    let pass = json!({ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }).to_string();
    run(&world, "shallow", &pass).await.expect("the door works");
    let machine = "arn:aws:states:us-east-1:111111111111:stateMachine:shallow";
    for levels in LEVELS {
        let text = deep(levels);
        let role = "arn:aws:iam::111111111111:role/any";
        let calls = [
            ("CreateStateMachine", json!({ "name": "deep", "definition": text, "roleArn": role })),
            ("ValidateStateMachineDefinition", json!({ "definition": text })),
            ("StartExecution", json!({ "stateMachineArn": machine, "input": text })),
            ("SendTaskSuccess", json!({ "taskToken": "any", "output": text })),
            ("TestState", json!({ "definition": text, "roleArn": role, "input": "{}" })),
        ];
        for (operation, parameters) in calls {
            let answer = world.client.call(operation, &parameters).await;
            let is_told = answer.status >= 400 || answer.json()["result"] == "FAIL";
            assert!(is_told, "{operation}, {levels} levels: {} {:.200}", answer.status, answer.body);
        }
        let headers = world.client.signed(world.credentials(), "ListActivities", text.as_bytes(), now());
        let answer = world.client.send("POST / HTTP/1.1", &headers, text.as_bytes()).await;
        assert!((400..500).contains(&answer.status), "a body of {levels} levels: {}", answer.status);
        assert_eq!(world.client.call("ListActivities", &json!({})).await.status, 200, "and it goes on");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_and_the_browser_are_told() {
    let world = World::open().await;
    for levels in LEVELS {
        let text = deep(levels);
        let definition = json!({ "text": text }).to_string();
        for (operation, request) in
            [("view_workflow", &text), ("view_workflow", &definition), ("start_execution", &text)]
        {
            let mut caller = Caller { door: Door::Desktop, session: None };
            match world.host.call(operation, request, &mut caller).await {
                Err(error) => assert!(!error.message.is_empty(), "{operation}, {levels} levels"),
                Ok(answer) => {
                    let view: Value = serde_json::from_str(&answer).expect("JSON");
                    assert_eq!(view["runnable"], false, "{operation}, {levels} levels: {answer:.200}");
                }
            }
        }
    }
}

#[test]
fn answers_of_tasks_are_told() {
    for levels in LEVELS {
        let error = Payload::parse(&deep(levels)).expect_err("too deep");
        assert!(error.reason.contains("recursion limit"), "{levels} levels: {}", error.reason);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_that_become_json_inside_a_workflow_are_caught() {
    let world = World::open().await;
    let text = deep(10_000);
    let json_path = json!({ "StartAt": "A", "States": { "A": {
        "Type": "Pass", "Result": text, "ResultPath": "$.text", "Next": "B",
    }, "B": { "Type": "Pass", "Parameters": { "deep.$": "States.StringToJson($.text)" }, "End": true } } });
    let jsonata = json!({ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": {
        "Type": "Pass", "Output": format!("{{% $parse('{text}') %}}"), "End": true,
    } } });
    for (name, definition) in [("path", json_path), ("jsonata", jsonata)] {
        match run(&world, name, &definition.to_string()).await {
            Ok(execution) => assert_eq!(execution["status"], "FAILED", "{name}: {execution:.300}"),
            Err(message) => assert!(!message.is_empty(), "{name}"),
        }
    }
}
