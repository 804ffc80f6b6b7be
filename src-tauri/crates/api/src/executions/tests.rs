use serde_json::{Value, json};

use crate::Code;
use crate::fixture::World;

fn task(function: &str) -> String {
    let task = json!({ "Type": "Task", "End": true, "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": { "FunctionName": function, "Payload.$": "$" } });
    json!({ "StartAt": "A", "States": { "A": task } }).to_string()
}

fn start(world: &World, text: &str) -> Value {
    json!({ "text": text, "workflow": "my flow", "input": "{\"n\": 21}", "name": "one",
        "handlers_folder": world.path("functions") })
}

#[tokio::test]
async fn nothing_runs_before_it_is_allowed_and_a_changed_text_needs_a_new_grant() {
    let mut world = World::new().await;
    world.folder.write("functions/double.py", "def handler(event, context):\n    return event['n'] * 2\n");
    let text = task("double");
    let request = start(&world, &text);
    let refused = world.call("start_execution", request.clone()).await.expect_err("not allowed");
    assert_eq!((refused.code, refused.message.contains("`double`")), (Code::Refused, true), "{refused}");
    assert_eq!(
        world.call("list_executions", json!({ "workflow": null, "max": 10 })).await.expect("list"),
        json!({ "executions": [] })
    );
    let needs = json!({ "text": text, "handlers_folder": world.path("functions") });
    let grants = world.call("list_needed_grants", needs.clone()).await.expect("grants");
    let need = json!({ "name": "double", "states": ["A"], "file": "double.py", "runtime": "python", "problem": null });
    assert_eq!((&grants["needs"], &grants["granted"]), (&json!([need]), &json!(false)));
    let grant = json!({ "definition_hash": grants["definition_hash"], "handlers_folder": world.path("functions"), "names": ["double"] });
    world.call("grant_functions", grant).await.expect("granted");
    assert_eq!(world.call("list_needed_grants", needs).await.expect("grants")["granted"], true);
    let arn = world.call("start_execution", request).await.expect("started")["execution_arn"].clone();
    let run = world.settled(arn.as_str().expect("an ARN")).await;
    let output: Value = serde_json::from_str(run["output"].as_str().expect("an output")).expect("JSON");
    let members: Vec<&String> = output.as_object().expect("an object").keys().collect();
    assert_eq!(
        members,
        ["ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode"]
    );
    assert_eq!((&output["Payload"], &output["StatusCode"]), (&json!(42), &json!(200)));
    let changed = start(&world, &text.replace("\"A\"", "\"B\""));
    assert_eq!(world.code("start_execution", changed).await, Code::Refused);
}

#[tokio::test]
async fn a_workflow_in_yaml_runs() {
    let mut world = World::new().await;
    let text =
        "StartAt: A\nStates:\n  A:\n    Type: Pass # nothing else\n    Result: {n: 0x10}\n    End: true\n";
    let arn =
        world.call("start_execution", start(&world, text)).await.expect("started")["execution_arn"].clone();
    let run = world.settled(arn.as_str().expect("an ARN")).await;
    assert_eq!((&run["status"], &run["output"]), (&json!("SUCCEEDED"), &json!("{\"n\":16}")));
}

#[tokio::test]
async fn a_run_is_described_listed_and_told_event_by_event() {
    let mut world = World::new().await;
    let text =
        json!({ "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": { "ü": 1 }, "End": true } } })
            .to_string();
    let request = start(&world, &text);
    let arn = world.call("start_execution", request.clone()).await.expect("started")["execution_arn"].clone();
    let run = world.settled(arn.as_str().expect("an ARN")).await;
    assert_eq!(
        (&run["status"], &run["definition"], &run["input"]),
        (&json!("SUCCEEDED"), &json!(text), &json!("{\"n\": 21}"))
    );
    assert_eq!(
        (&run["workflow"], &run["name"], &run["outstanding"]),
        (&json!("my-flow"), &json!("one"), &json!([]))
    );
    let list =
        world.call("list_executions", json!({ "workflow": "my flow", "max": 10 })).await.expect("list");
    assert_eq!(list["executions"][0]["execution_arn"], arn);
    let ask = |after: u64| json!({ "execution_arn": arn, "after": after, "max": 100 });
    let history = world.call("get_execution_history", ask(0)).await.expect("history");
    let kinds: Vec<&str> = history["events"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|event| event["type"].as_str())
        .collect();
    assert_eq!(kinds, ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"]);
    assert_eq!(history["events"][0]["timestamp"], json!(1_700_000_000_000_i64));
    let rest = world.call("get_execution_history", ask(3)).await.expect("history");
    assert_eq!((rest["events"].as_array().map(Vec::len), &rest["last_event"]), (Some(1), &json!(4)));
    let mut other = request;
    other["input"] = json!("{}");
    assert_eq!(world.code("start_execution", other).await, Code::Conflict, "the name is taken");
}

#[tokio::test]
async fn what_cannot_run_is_refused_with_a_reason() {
    let mut world = World::new().await;
    let pass = json!({ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }).to_string();
    for (text, input, name, code) in [
        ("{", "{}", "a", Code::Invalid),
        (r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"Gone"}}}"#, "{}", "a", Code::Invalid),
        (r#"{"StartAt":"A","States":{"A":{"Type":"Dance","End":true}}}"#, "{}", "a", Code::Invalid),
        (&pass, "{", "a", Code::Invalid),
        (&pass, "{}", "a b", Code::Invalid),
        (&pass, &format!("\"{}\"", "x".repeat(262_144)), "a", Code::LimitReached),
        (&pass, &format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000)), "a", Code::Invalid),
    ] {
        let request =
            json!({ "text": text, "workflow": "w", "input": input, "name": name, "handlers_folder": null });
        let about: String = text.chars().chain(input.chars()).take(80).collect();
        assert_eq!(world.code("start_execution", request).await, code, "{about}");
    }
    assert_eq!(
        world.call("list_executions", json!({ "workflow": null, "max": 10 })).await.expect("list"),
        json!({ "executions": [] })
    );
}

#[tokio::test]
async fn a_missing_handler_fails_the_step_and_says_what_was_looked_for() {
    let mut world = World::new().await;
    let request = start(&world, &task("nobody"));
    let grants = json!({ "text": request["text"], "handlers_folder": request["handlers_folder"] });
    let grants = world.call("list_needed_grants", grants).await.expect("grants");
    let allow = json!({ "definition_hash": grants["definition_hash"], "handlers_folder": request["handlers_folder"], "names": ["nobody"] });
    world.call("grant_functions", allow).await.expect("granted");
    let arn = world.call("start_execution", request).await.expect("started")["execution_arn"].clone();
    let run = world.settled(arn.as_str().expect("an ARN")).await;
    assert_eq!(run["error"], "Lambda.ResourceNotFoundException");
    assert!(
        run["cause"].as_str().is_some_and(|cause| cause.contains("`nobody/lambda_function.py`")),
        "{run}"
    );
}

#[tokio::test]
async fn a_run_is_stopped_once() {
    let mut world = World::new().await;
    let text = json!({ "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": 60, "End": true } } })
        .to_string();
    let request = start(&world, &text);
    let arn = world.call("start_execution", request).await.expect("started")["execution_arn"].clone();
    let stop = json!({ "execution_arn": arn, "error": "Enough", "cause": "of it" });
    world.call("stop_execution", stop.clone()).await.expect("stopped");
    let run = world.settled(arn.as_str().expect("an ARN")).await;
    assert_eq!(
        (&run["status"], &run["error"], &run["cause"]),
        (&json!("ABORTED"), &json!("Enough"), &json!("of it"))
    );
    assert_eq!(world.code("stop_execution", stop).await, Code::Conflict);
}
