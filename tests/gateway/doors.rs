//! The door under the hands of strangers, and of clients that do what AWS allows (S1–S5, S20 of the quality goals).

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use host::gateway::Credentials;
use runtime::Clock;
use serde_json::json;

use crate::client::now;
use crate::set_clock::SetClock;
use crate::world::World;

const BODY: &[u8] = b"{}";

fn with(mut headers: HeaderMap, name: &'static str, value: &str) -> HeaderMap {
    headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a value"));
    headers
}

#[tokio::test(flavor = "multi_thread")]
async fn only_holders_of_the_key_are_answered() {
    let world = World::open().await;
    let client = &world.client;
    let good = || client.signed(world.credentials(), "ListActivities", BODY, now());
    let send = |headers: HeaderMap| async move { client.send("POST / HTTP/1.1", &headers, BODY).await };
    assert_eq!(send(good()).await.status, 200);

    let mut unsigned = good();
    unsigned.remove("authorization");
    let refused = send(unsigned).await;
    assert_eq!((refused.status, refused.error().as_str()), (403, "MissingAuthenticationTokenException"));

    let others = [
        (Credentials { secret: "guess".into(), ..world.credentials().clone() }, "InvalidSignatureException"),
        (
            Credentials { access_key: "other".into(), ..world.credentials().clone() },
            "UnrecognizedClientException",
        ),
        (
            Credentials { region: "eu-west-1".into(), ..world.credentials().clone() },
            "InvalidSignatureException",
        ),
    ];
    for (credentials, error) in others {
        let refused = send(client.signed(&credentials, "ListActivities", BODY, now())).await;
        assert_eq!((refused.status, refused.error().as_str()), (403, error), "{credentials:?}");
    }
    for minutes in [-6, 6] {
        let moved = client.signed(world.credentials(), "ListActivities", BODY, now() + minutes * 60_000);
        assert_eq!(send(moved).await.status, 403, "{minutes} minutes away");
    }
    let changed = client.send("POST / HTTP/1.1", &good(), br#"{"maxResults":1}"#).await;
    assert_eq!(changed.status, 403, "a changed body");
    let once = good();
    assert_eq!(send(once.clone()).await.status, 200);
    assert_eq!(send(once).await.status, 403, "a copy");
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_are_believed_after_the_clock_of_the_machine_was_set() {
    let clock = Arc::new(SetClock::at(1_800_000_000_000));
    let world = World::at(Arc::clone(&clock) as Arc<dyn Clock>).await;
    let client = &world.client;
    let status = async |now: i64| {
        let headers = client.signed(world.credentials(), "ListActivities", BODY, now);
        client.send("POST / HTTP/1.1", &headers, BODY).await.status
    };
    let hour = 3_600_000;
    let mut before = clock.wall().0;
    assert_eq!(status(before).await, 200);
    for (moved, what) in [(-hour, "back"), (2 * hour, "forward"), (-24 * hour, "back by a day")] {
        clock.set(moved);
        let now = clock.wall().0;
        assert_eq!((status(now).await, status(before).await), (200, 403), "set {what}");
        before = now;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_learn_nothing_and_change_nothing() {
    let world = World::open().await;
    let client = &world.client;
    let body = json!({ "name": "planted" }).to_string();
    let good = || client.signed(world.credentials(), "CreateActivity", body.as_bytes(), now());
    for host in ["evil.example", "localhost.evil", "0.0.0.0", "[::ffff:127.0.0.1]"] {
        let headers = with(good(), "host", &format!("{host}:{}", client.port));
        let answer = client.send("POST / HTTP/1.1", &headers, body.as_bytes()).await;
        assert_eq!((answer.status, answer.body.as_str()), (421, ""), "{host}");
    }
    for origin in ["null", "https://evil.example", "file://", "tauri://localhost"] {
        let headers = with(good(), "origin", origin);
        let answer = client.send("POST / HTTP/1.1", &headers, body.as_bytes()).await;
        assert_eq!((answer.status, answer.body.as_str()), (403, ""), "{origin}");
    }
    let answer = client.send("POST http://evil.example/ HTTP/1.1", &good(), body.as_bytes()).await;
    assert_eq!((answer.status, answer.body.as_str()), (421, ""), "an absolute address");
    let listed = client.call("ListActivities", &json!({})).await;
    assert_eq!(listed.json(), json!({ "activities": [] }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_of_aws_is_named() {
    let world = World::open().await;
    let client = &world.client;
    for (operation, body, error) in [
        ("Nonsense", "{}", "UnknownOperationException"),
        ("ListActivities", "", "SerializationException"),
        ("ListActivities", "[]", "SerializationException"),
        ("ListActivities", r#"{"maxResults":1,"maxResults":2}"#, "SerializationException"),
        ("ListActivities", r#"{"__proto__":{}}"#, "SerializationException"),
        ("ListActivities", r#"{"maxResults":"1"}"#, "SerializationException"),
        ("ListActivities", r#"{"maxResults":1001}"#, "ValidationException"),
    ] {
        let headers = client.signed(world.credentials(), operation, body.as_bytes(), now());
        let answer = client.send("POST / HTTP/1.1", &headers, body.as_bytes()).await;
        assert_eq!((answer.status, answer.error().as_str()), (400, error), "{operation} {body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_polls_beats_and_answers() {
    let world = World::open().await;
    let client = &world.client;
    let activity = client.call("CreateActivity", &json!({ "name": "work" })).await.json();
    let state =
        json!({ "Type": "Task", "Resource": activity["activityArn"], "HeartbeatSeconds": 60, "End": true });
    let machine = json!({ "StartAt": "Work", "States": { "Work": state } });
    let role = "arn:aws:iam::111111111111:role/r";
    let machine = json!({ "name": "m", "definition": machine.to_string(), "roleArn": role });
    let machine = client.call("CreateStateMachine", &machine).await.json();

    let poll = json!({ "activityArn": activity["activityArn"], "workerName": "w" });
    let start = json!({ "stateMachineArn": machine["stateMachineArn"], "name": "e", "input": "{\"a\": 1}" });
    // The worker asks before there is work.
    let (task, started) = tokio::join!(client.call("GetActivityTask", &poll), async {
        tokio::task::yield_now().await;
        client.call("StartExecution", &start).await
    });
    let (task, started) = (task.json(), started.json());
    assert_eq!(task["input"], "{\"a\": 1}");
    let token = &task["taskToken"];
    assert_eq!(client.call("SendTaskHeartbeat", &json!({ "taskToken": token })).await.json(), json!({}));
    let no_json = client.call("SendTaskSuccess", &json!({ "taskToken": token, "output": "no" })).await;
    assert_eq!(no_json.error(), "InvalidOutput");
    let done = json!({ "taskToken": token, "output": "[1, 2]" });
    assert_eq!(client.call("SendTaskSuccess", &done).await.json(), json!({}));
    assert_eq!(client.call("SendTaskSuccess", &done).await.error(), "TaskTimedOut");
    let forged = json!({ "taskToken": "forged", "output": "1" });
    assert_eq!(client.call("SendTaskSuccess", &forged).await.error(), "InvalidToken");

    let arn = json!({ "executionArn": started["executionArn"] });
    let mut described = client.call("DescribeExecution", &arn).await.json();
    while described["status"] == "RUNNING" {
        tokio::time::sleep(Duration::from_millis(5)).await;
        described = client.call("DescribeExecution", &arn).await.json();
    }
    assert_eq!((&described["status"], &described["output"]), (&json!("SUCCEEDED"), &json!("[1, 2]")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_is_read_page_by_page_in_both_directions() {
    let world = World::open().await;
    let client = &world.client;
    let state = json!({ "Type": "Pass", "End": true });
    let machine = json!({ "StartAt": "A", "States": { "A": state } }).to_string();
    let machine = json!({ "name": "m", "definition": machine, "roleArn": "arn:aws:iam::111111111111:role/r", "type": "STANDARD" });
    let machine = client.call("CreateStateMachine", &machine).await.json();
    let start = json!({ "stateMachineArn": machine["stateMachineArn"] });
    let started = client.call("StartExecution", &start).await.json();
    let arn = json!({ "executionArn": started["executionArn"] });
    while client.call("DescribeExecution", &arn).await.json()["status"] == "RUNNING" {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    for (reverse, expected) in [(false, vec![1, 2, 3, 4]), (true, vec![4, 3, 2, 1])] {
        let mut ask =
            json!({ "executionArn": started["executionArn"], "maxResults": 3, "reverseOrder": reverse });
        let mut ids = Vec::new();
        loop {
            let page = client.call("GetExecutionHistory", &ask).await.json();
            ids.extend(
                page["events"].as_array().expect("events").iter().filter_map(|event| event["id"].as_u64()),
            );
            let Some(token) = page.get("nextToken") else { break };
            ask["nextToken"] = token.clone();
        }
        assert_eq!(ids, expected, "reverseOrder {reverse}");
    }
    let other = json!({ "executionArn": started["executionArn"], "nextToken": "garbage" });
    assert_eq!(client.call("GetExecutionHistory", &other).await.error(), "InvalidToken");
}

#[tokio::test(flavor = "multi_thread")]
async fn warnings_are_told_when_they_are_asked_for_and_fail_nothing() {
    let world = World::open().await;
    let pass = |parameters: serde_json::Value, next: &str| json!({ "Type": "Pass", "Parameters": parameters, "Next": next });
    let definition = |next: &str| {
        let states =
            json!({ "A": pass(json!({ "a": "$.x", "b": "$.y" }), next), "B": { "Type": "Succeed" } });
        json!({ "StartAt": "A", "States": states }).to_string()
    };
    let ask = async |asked: serde_json::Value| {
        let answer = world.client.call("ValidateStateMachineDefinition", &asked).await.json();
        let codes = answer["diagnostics"].as_array().expect("diagnostics").iter();
        let codes = codes.map(|found| format!("{} {}", found["severity"], found["code"]).replace('"', ""));
        (answer["result"].clone(), codes.collect::<Vec<_>>().join(", "), answer["truncated"].clone())
    };
    let good = definition("B");
    let silent = ask(json!({ "definition": good })).await;
    assert_eq!(silent, (json!("OK"), String::new(), json!(false)));
    let told = ask(json!({ "definition": good, "severity": "WARNING" })).await;
    assert_eq!(told, (json!("OK"), "WARNING NO_DOLLAR, WARNING NO_DOLLAR".to_owned(), json!(false)));
    let cut = ask(json!({ "definition": good, "severity": "WARNING", "maxResults": 1 })).await;
    assert_eq!(cut, (json!("OK"), "WARNING NO_DOLLAR".to_owned(), json!(true)));
    let bad = ask(json!({ "definition": definition("C"), "severity": "WARNING", "maxResults": 2 })).await;
    assert_eq!((bad.0, bad.2), (json!("FAIL"), json!(true)));
}
