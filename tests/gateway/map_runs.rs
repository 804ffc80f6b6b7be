//! Map Runs as AWS's clients see them; and items that are read from and results that are written to objects.

use serde_json::{Value, json};

use crate::world::World;

async fn ok(world: &World, operation: &str, parameters: Value) -> Value {
    let answer = world.client.call(operation, &parameters).await;
    assert_eq!(answer.status, 200, "{operation}: {}", answer.json());
    answer.json()
}

/// Runs a distributed Map with children of one Pass state to its end; gives the execution as described.
async fn ended(world: &World, fields: Value, input: &str) -> Value {
    let mut map = json!({
        "Type": "Map",
        "Label": "Each",
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "Work",
            "States": { "Work": { "Type": "Pass", "End": true } },
        },
        "End": true,
    });
    map.as_object_mut().expect("an object").extend(fields.as_object().expect("fields").clone());
    let definition = json!({ "StartAt": "M", "States": { "M": map } }).to_string();
    let role = "arn:aws:iam::111111111111:role/r";
    let machine = json!({ "name": "maps", "definition": definition, "roleArn": role });
    let machine = ok(world, "CreateStateMachine", machine).await["stateMachineArn"].clone();
    let started = ok(world, "StartExecution", json!({ "stateMachineArn": machine, "input": input })).await;
    loop {
        let arn = &started["executionArn"];
        let described = ok(world, "DescribeExecution", json!({ "executionArn": arn })).await;
        if described["status"] != "RUNNING" {
            return described;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_map_run_and_its_children_can_be_looked_at() {
    let world = World::open().await;
    let execution = ended(&world, json!({ "ToleratedFailureCount": 1 }), "[1,2,3]").await;
    assert_eq!(execution["output"], "[1,2,3]", "{execution}");

    let arn = &execution["executionArn"];
    let runs = ok(&world, "ListMapRuns", json!({ "executionArn": arn })).await;
    let run = &runs["mapRuns"][0];
    let machine = run["stateMachineArn"].as_str().expect("an ARN");
    assert!(machine.ends_with(":stateMachine:maps/Each"), "{run}");

    let described = ok(&world, "DescribeMapRun", json!({ "mapRunArn": run["mapRunArn"] })).await;
    assert_eq!((&described["status"], &described["executionArn"]), (&json!("SUCCEEDED"), arn));
    assert_eq!((&described["toleratedFailureCount"], &described["maxConcurrency"]), (&json!(1), &json!(0)));
    assert_eq!(described["toleratedFailurePercentage"], json!(0.0));
    for counts in ["itemCounts", "executionCounts"] {
        let counts = &described[counts];
        assert_eq!(
            (&counts["succeeded"], &counts["total"], &counts["resultsWritten"]),
            (&json!(3), &json!(3), &json!(3))
        );
    }

    let asked = json!({ "mapRunArn": run["mapRunArn"], "maxResults": 2 });
    let page = ok(&world, "ListExecutions", asked).await;
    let child = &page["executions"][0];
    assert_eq!((page["executions"].as_array().map(Vec::len), &child["itemCount"]), (Some(2), &json!(1)));
    assert!(page["nextToken"].is_string());

    let child = ok(&world, "DescribeExecution", json!({ "executionArn": child["executionArn"] })).await;
    assert_eq!((&child["mapRunArn"], &child["input"]), (&run["mapRunArn"], &json!("3")));
    assert_eq!(child["stateMachineArn"], machine);
    let asked = json!({ "executionArn": child["executionArn"] });
    let of = ok(&world, "DescribeStateMachineForExecution", asked.clone()).await;
    assert_eq!((&of["label"], &of["mapRunArn"]), (&json!("Each"), &run["mapRunArn"]));
    let definition: Value = serde_json::from_str(of["definition"].as_str().expect("a text")).expect("JSON");
    assert_eq!(definition["StartAt"], "Work");
    let history = ok(&world, "GetExecutionHistory", asked).await;
    assert_eq!(history["events"].as_array().map(Vec::len), Some(4));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_done_with_a_map_run_is_refused_in_aws_words() {
    let world = World::open().await;
    let execution = ended(&world, json!({}), "[1]").await;
    let runs = ok(&world, "ListMapRuns", json!({ "executionArn": execution["executionArn"] })).await;
    let run = &runs["mapRuns"][0];
    let unknown = "arn:aws:states:us-east-1:111111111111:mapRun:maps/Each:none";
    for (operation, parameters, error, reason) in [
        (
            "UpdateMapRun",
            json!({ "mapRunArn": run["mapRunArn"], "maxConcurrency": 1 }),
            "ValidationException",
            "CANNOT_UPDATE_COMPLETED_MAP_RUN",
        ),
        (
            "UpdateMapRun",
            json!({ "mapRunArn": run["mapRunArn"] }),
            "ValidationException",
            "MISSING_REQUIRED_PARAMETER",
        ),
        (
            "StartExecution",
            json!({ "stateMachineArn": run["stateMachineArn"] }),
            "ValidationException",
            "API_DOES_NOT_SUPPORT_LABELED_ARNS",
        ),
        ("DescribeMapRun", json!({ "mapRunArn": unknown }), "ResourceNotFound", ""),
        ("ListExecutions", json!({ "mapRunArn": unknown }), "ResourceNotFound", ""),
        ("DescribeMapRun", json!({ "mapRunArn": execution["executionArn"] }), "InvalidArn", ""),
        (
            "UpdateMapRun",
            json!({ "mapRunArn": unknown, "toleratedFailurePercentage": 101 }),
            "ValidationException",
            "",
        ),
    ] {
        let answer = world.client.call(operation, &parameters).await;
        assert_eq!(answer.error(), error, "{operation} {parameters}");
        assert_eq!(answer.json()["reason"].as_str().unwrap_or_default(), reason, "{operation} {parameters}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn items_come_from_an_object_and_results_go_to_objects() {
    let world = World::open().await;
    world.write("data/buckets/input/items.csv", "name,n\nAda,1\nBob,2\n");
    std::fs::create_dir_all(world.path().join("data/buckets/output")).expect("a bucket");
    let fields = json!({
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" },
            "Parameters": { "Bucket": "input", "Key": "items.csv" },
        },
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": { "Bucket": "output", "Prefix": "results" },
        },
    });
    let execution = ended(&world, fields, "{}").await;
    assert_eq!(execution["status"], "SUCCEEDED", "{execution}");
    let output: Value = serde_json::from_str(execution["output"].as_str().expect("a text")).expect("JSON");
    let key = output["ResultWriterDetails"]["Key"].as_str().expect("a key");
    let manifest =
        std::fs::read_to_string(world.path().join("data/buckets/output").join(key)).expect("a manifest");
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    let key = manifest["ResultFiles"]["SUCCEEDED"][0]["Key"].as_str().expect("a file");
    let results =
        std::fs::read_to_string(world.path().join("data/buckets/output").join(key)).expect("results");
    let results: Value = serde_json::from_str(&results).expect("JSON");
    assert_eq!(results[1]["Output"], r#"{"name":"Bob","n":"2"}"#, "{results}");
}

#[tokio::test(flavor = "multi_thread")]
async fn express_children_are_listed_once_they_are_over() {
    let world = World::open().await;
    let processor = json!({
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
        "StartAt": "Even?",
        "States": {
            "Even?": { "Type": "Choice", "Choices": [{ "Variable": "$", "NumericEquals": 2, "Next": "No" }], "Default": "Yes" },
            "No": { "Type": "Fail", "Error": "Even" },
            "Yes": { "Type": "Succeed" },
        },
    });
    let fields = json!({ "ItemProcessor": processor, "ToleratedFailureCount": 1 });
    let execution = ended(&world, fields, "[1,2,3]").await;
    let runs = ok(&world, "ListMapRuns", json!({ "executionArn": execution["executionArn"] })).await;
    let run = &runs["mapRuns"][0]["mapRunArn"];
    let mut statuses = Vec::new();
    let mut asked = json!({ "mapRunArn": run, "maxResults": 2 });
    loop {
        let page = ok(&world, "ListExecutions", asked.clone()).await;
        for child in page["executions"].as_array().expect("a list") {
            statuses.push(child["status"].clone());
            assert_eq!((&child["mapRunArn"], &child["itemCount"]), (run, &json!(1)), "{child}");
            let arn = child["executionArn"].as_str().expect("an ARN");
            assert!(arn.contains(":express:maps/Each:"), "{arn}");
        }
        let Some(token) = page.get("nextToken") else { break };
        asked["nextToken"] = token.clone();
    }
    assert_eq!(json!(statuses), json!(["SUCCEEDED", "FAILED", "SUCCEEDED"]));
    let failed = ok(&world, "ListExecutions", json!({ "mapRunArn": run, "statusFilter": "FAILED" })).await;
    assert_eq!(failed["executions"].as_array().map(Vec::len), Some(1));
    let failed = &failed["executions"][0]["executionArn"];
    let described = ok(&world, "DescribeExecution", json!({ "executionArn": failed })).await;
    let expected = json!({ "executionArn": failed, "mapRunArn": run, "status": "FAILED", "error": "Even",
        "input": "2", "redriveStatus": "REDRIVABLE_BY_MAP_RUN" });
    for (name, value) in expected.as_object().expect("members") {
        assert_eq!(&described[name], value, "{name}: {described}");
    }
    let none = format!("{}0", failed.as_str().expect("an ARN"));
    let refused = world.client.call("DescribeExecution", &json!({ "executionArn": none })).await;
    assert_eq!(refused.error(), "ExecutionDoesNotExist");
}
