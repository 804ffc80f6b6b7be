//! What AWS refuses beyond the constraints of its model, and what it answers where little is asked for.

use serde_json::{Value, json};

use crate::world::World;

const PASS: &str = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
const ROLE: &str = "arn:aws:iam::111111111111:role/r";
const LABELED: &str = "API_DOES_NOT_SUPPORT_LABELED_ARNS";

#[tokio::test(flavor = "multi_thread")]
async fn what_the_model_cannot_say_is_refused_as_well() {
    let world = World::open().await;
    let client = &world.client;
    let create = json!({ "name": "m", "definition": PASS, "roleArn": ROLE, "publish": true });
    let machine = client.call("CreateStateMachine", &create).await.json();
    let arn = machine["stateMachineArn"].as_str().expect("an ARN");
    let routes = json!([{ "stateMachineVersionArn": machine["stateMachineVersionArn"], "weight": 100 }]);
    let alias = json!({ "name": "live", "routingConfiguration": routes });
    let alias = client.call("CreateStateMachineAlias", &alias).await.json()["stateMachineAliasArn"].clone();
    let map = format!("{arn}/label");
    let tag = |key: &str, value: &str| json!([{ "key": key, "value": value }]);
    let cases: [(&str, Value, Value); 9] = [
        ("UpdateStateMachine", json!({ "stateMachineArn": map, "definition": PASS }), LABELED.into()),
        ("DeleteStateMachine", json!({ "stateMachineArn": map }), LABELED.into()),
        ("StartExecution", json!({ "stateMachineArn": map }), LABELED.into()),
        (
            "UpdateStateMachineAlias",
            json!({ "stateMachineAliasArn": alias }),
            "MISSING_REQUIRED_PARAMETER".into(),
        ),
        ("ListExecutions", json!({ "stateMachineArn": arn, "statusFilter": "PENDING_REDRIVE" }), Value::Null),
        ("TagResource", json!({ "resourceArn": arn, "tags": tag("a#b", "v") }), Value::Null),
        ("TagResource", json!({ "resourceArn": arn, "tags": tag("aws:k", "v") }), Value::Null),
        ("CreateActivity", json!({ "name": "a", "tags": tag("k", "a|b") }), Value::Null),
        (
            "CreateStateMachine",
            json!({ "name": "n", "definition": PASS, "roleArn": ROLE, "tags": tag("aws:k", "") }),
            Value::Null,
        ),
    ];
    for (operation, parameters, reason) in cases {
        let refused = client.call(operation, &parameters).await;
        assert_eq!(refused.error(), "ValidationException", "{operation} {parameters}");
        assert_eq!(refused.json()["reason"], reason, "{operation} {parameters}");
    }
    let tags = client.call("ListTagsForResource", &json!({ "resourceArn": arn })).await.json();
    assert_eq!(tags["tags"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_definition_that_is_not_asked_for_is_empty() {
    let world = World::open().await;
    let client = &world.client;
    let create = json!({ "name": "m", "definition": PASS, "roleArn": ROLE });
    let machine = client.call("CreateStateMachine", &create).await.json();
    let started =
        client.call("StartExecution", &json!({ "stateMachineArn": machine["stateMachineArn"] })).await.json();
    let of_machine = json!({ "stateMachineArn": machine["stateMachineArn"] });
    let of_execution = json!({ "executionArn": started["executionArn"] });
    for (operation, mut ask) in
        [("DescribeStateMachine", of_machine), ("DescribeStateMachineForExecution", of_execution)]
    {
        for (included, definition) in [("ALL_DATA", PASS), ("METADATA_ONLY", "{}")] {
            ask["includedData"] = included.into();
            let described = client.call(operation, &ask).await.json();
            assert_eq!(described["definition"], definition, "{operation} {included}");
            assert_eq!(described["roleArn"], ROLE);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_execution_knows_the_settings_of_its_version_and_outlives_its_machine() {
    let world = World::open().await;
    let client = &world.client;
    let traced = json!({ "enabled": true });
    let create = json!({ "name": "m", "definition": PASS, "roleArn": ROLE, "publish": true, "tracingConfiguration": traced });
    let machine = client.call("CreateStateMachine", &create).await.json();
    let start = json!({ "stateMachineArn": machine["stateMachineVersionArn"] });
    let started = client.call("StartExecution", &start).await.json();
    let ask = json!({ "executionArn": started["executionArn"] });
    let arn = &machine["stateMachineArn"];
    let update = json!({ "stateMachineArn": arn, "tracingConfiguration": { "enabled": false } });
    let delete = json!({ "stateMachineArn": arn });
    let described = json!({ "stateMachineArn": arn });
    for (operation, parameters, is_traced) in [
        ("DescribeStateMachine", described, true),
        ("UpdateStateMachine", update, true),
        ("DeleteStateMachine", delete, false),
    ] {
        client.call(operation, &parameters).await;
        let described = client.call("DescribeStateMachineForExecution", &ask).await.json();
        assert_eq!(described["tracingConfiguration"], json!({ "enabled": is_traced }), "after {operation}");
        assert_eq!(
            (&described["definition"], described.get("revisionId")),
            (&json!(PASS), None),
            "{operation}"
        );
    }
}
