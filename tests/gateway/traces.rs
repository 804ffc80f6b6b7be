//! X-Ray's trace header, in the request or in front of it.

use axum::http::HeaderValue;
use serde_json::{Value, json};

use crate::client::now;
use crate::world::World;

const PASS: &str = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
const MEMBER: &str = "Root=1-5759e988-bd862e3fe1be46a994272793";
const HEADER: &str = "Root=1-67891233-abcdef012345678912345678;Sampled=1";

/// Starts an execution and says what is told of its trace header.
async fn told(world: &World, kind: &str, member: Option<&str>, header: Option<&'static str>) -> Value {
    let client = &world.client;
    let machine = json!({ "name": kind, "definition": PASS, "roleArn": "arn:aws:iam::111111111111:role/r", "type": kind });
    let machine = client.call("CreateStateMachine", &machine).await.json();
    let body = json!({ "stateMachineArn": machine["stateMachineArn"], "traceHeader": member }).to_string();
    let operation = if kind == "EXPRESS" { "StartSyncExecution" } else { "StartExecution" };
    let mut headers = client.signed(world.credentials(), operation, body.as_bytes(), now());
    if let Some(header) = header {
        headers.insert("x-amzn-trace-id", HeaderValue::from_static(header));
    }
    let started = client.send("POST / HTTP/1.1", &headers, body.as_bytes()).await.json();
    let described = match kind {
        "EXPRESS" => started,
        _ => {
            client.call("DescribeExecution", &json!({ "executionArn": started["executionArn"] })).await.json()
        }
    };
    described.get("traceHeader").cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_header_is_kept_with_its_execution_and_the_one_of_http_wins() {
    let world = World::open().await;
    for kind in ["STANDARD", "EXPRESS"] {
        assert_eq!(told(&world, kind, None, None).await, Value::Null);
        assert_eq!(told(&world, kind, Some(MEMBER), None).await, MEMBER);
        assert_eq!(told(&world, kind, None, Some(HEADER)).await, HEADER);
        assert_eq!(told(&world, kind, Some(MEMBER), Some(HEADER)).await, HEADER);
    }
}
