//! Executions whose tasks a mock file answers, and the mock file of the recorded cases.

use serde_json::{Map, Value, json};
use support::recording::Case;

use crate::world::World;

/// The mock files of all cases as one. Their machines have names of their own; their responses get such names here.
pub fn of(cases: &[Case]) -> String {
    let (mut machines, mut responses) = (Map::new(), Map::new());
    let mocked = cases.iter().filter(|case| case.field("mock_config").is_object());
    for (number, case) in mocked.enumerate() {
        let config = case.field("mock_config");
        for (name, body) in config["MockedResponses"].as_object().expect("responses") {
            responses.insert(format!("{number} {name}"), body.clone());
        }
        for (name, body) in config["StateMachines"].as_object().expect("machines") {
            let mut body = body.clone();
            for states in body["TestCases"].as_object_mut().expect("test cases").values_mut() {
                for response in states.as_object_mut().expect("states").values_mut() {
                    *response = format!("{number} {}", response.as_str().expect("a name")).into();
                }
            }
            machines.insert(name.clone(), body);
        }
    }
    json!({ "StateMachines": machines, "MockedResponses": responses }).to_string()
}

/// What is not compared. A mock file says what a task answers, so nothing of what the real service adds; and nobody
/// can say how long a function takes. Each is the end of a path: a member, or a member of a member.
pub fn ignored(case: &Case) -> Vec<Vec<String>> {
    let is_mocked = case.field("mock_config").is_object();
    let paths = case.field("ignored_paths").as_array().into_iter().flatten().filter_map(Value::as_str);
    let ends = paths.map(|path| path.rsplit("..").next().unwrap_or_default());
    let kept = ends.filter(|end| is_mocked || ["billingDetails", "output.Cause"].contains(end));
    kept.map(|end| end.split('.').map(str::to_owned).collect()).collect()
}

/// A value without what is not compared.
pub fn without(ignored: &[Vec<String>], value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| without(ignored, item)).collect(),
        Value::Object(members) => {
            let is_kept = |name: &String| !ignored.iter().any(|end| end.as_slice() == [name.as_str()]);
            let kept = members.iter().filter(|(name, _)| is_kept(name)).map(|(name, value)| {
                let mut value = without(ignored, value);
                for end in ignored.iter().filter(|end| end.len() == 2 && end[0] == *name) {
                    let text = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
                    let is_text = text.is_some();
                    value = text.unwrap_or(value);
                    value.as_object_mut().map(|inner| inner.remove(&end[1]));
                    value = if is_text { value.to_string().into() } else { value };
                }
                (name.clone(), value)
            });
            Value::Object(kept.collect())
        }
        // What AWS sends as a text stands parsed in the recordings.
        Value::String(text) if text.starts_with('{') => {
            let parsed: Option<Value> = serde_json::from_str(text).ok();
            let kept = parsed.as_ref().map(|parsed| without(ignored, parsed));
            match kept.filter(|kept| Some(kept) != parsed.as_ref()) {
                Some(kept) => kept.to_string().into(),
                None => value.clone(),
            }
        }
        other => other.clone(),
    }
}

/// The end of an execution of a machine `m` with this one state, started as the test case.
async fn outcome(world: &World, state: Value, case: &str) -> Value {
    let definition = json!({ "StartAt": "A", "States": { "A": state } }).to_string();
    let role = "arn:aws:iam::111111111111:role/r";
    let machine = json!({ "name": "m", "definition": definition, "roleArn": role, "type": "EXPRESS" });
    let machine = world.client.call("CreateStateMachine", &machine).await.json();
    let arn = machine["stateMachineArn"].as_str().expect("an ARN");
    let start = json!({ "stateMachineArn": format!("{arn}#{case}") });
    let ended = world.client.call("StartSyncExecution", &start).await.json();
    world.client.call("DeleteStateMachine", &json!({ "stateMachineArn": arn })).await;
    ended
}

fn file() -> String {
    let machine =
        json!({ "TestCases": { "Flaky": { "A": "flaky" }, "Short": { "A": "short" }, "Other": {} } });
    let flaky = json!({
        "0-1": { "Throw": { "Error": "Slow", "Cause": "later" } },
        "2": { "Return": "done" },
    });
    let short = json!({ "0": { "Throw": { "Error": "Slow", "Cause": "later" } } });
    json!({ "StateMachines": { "m": machine }, "MockedResponses": { "flaky": flaky, "short": short } })
        .to_string()
}

fn task(resource: &str) -> Value {
    let retry = json!([{ "ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "BackoffRate": 1.0 }]);
    json!({ "Type": "Task", "Resource": resource, "Retry": retry, "End": true })
}

#[tokio::test(flavor = "multi_thread")]
async fn retries_count_as_invocations() {
    let world = World::with_mocks(&file()).await;
    let sdk = "arn:aws:states:::aws-sdk:dynamodb:getItem";
    let ended = outcome(&world, task(sdk), "Flaky").await;
    assert_eq!((&ended["status"], &ended["output"]), (&json!("SUCCEEDED"), &json!("\"done\"")), "{ended}");
    let ended = outcome(&world, task(sdk), "Short").await;
    assert_eq!(ended["error"], "States.Runtime", "nothing is said about the second invocation: {ended}");
    let ended = outcome(&world, task(sdk), "Other").await;
    assert_eq!(ended["error"], "Signalbox.NotAvailableLocally", "the state is not mocked: {ended}");
    let ended = outcome(&world, task(sdk), "Unknown").await;
    assert_eq!(ended["__type"], "InvalidArn");
    assert!(
        ended["message"].as_str().is_some_and(|message| message.contains("Flaky, Other, Short")),
        "{ended}"
    );
}
