//! Lambda tasks of executions that AWS clients start run local functions, if somebody allowed it.

use serde_json::{Value, json};

use crate::world::World;

const DOUBLE: &str = "def lambda_handler(event, context):\n    return {'twice': event['n'] * 2}\n";
const GREET: &str = "export const handler = async ({ name }) => `hello ${name}`;\n";
const FAIL: &str = "def lambda_handler(event, context):\n    raise ValueError('no')\n";

/// Whether the recorded functions, which are in Python, can run.
pub fn python_is_here() -> bool {
    std::process::Command::new("python3")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

fn task(resource: &str, parameters: Value) -> Value {
    json!({ "Type": "Task", "Resource": resource, "Parameters": parameters, "End": true })
}

/// The end of an execution of a machine with this one state.
async fn outcome(world: &World, state: Value) -> Value {
    let client = &world.client;
    let definition = json!({ "StartAt": "A", "States": { "A": state } }).to_string();
    let name = format!("m{}", definition.len());
    let role = "arn:aws:iam::111111111111:role/r";
    let machine = json!({ "name": name, "definition": definition, "roleArn": role, "type": "EXPRESS" });
    let machine = client.call("CreateStateMachine", &machine).await.json();
    let start = json!({ "stateMachineArn": machine["stateMachineArn"], "input": "{\"n\": 21}" });
    client.call("StartSyncExecution", &start).await.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lambda_task_runs_the_function_of_its_name() {
    let world = World::open().await;
    world.write("functions/double/lambda_function.py", DOUBLE);
    world.write("functions/greet/index.mjs", GREET);
    world.write("functions/fail.py", FAIL);

    let arn = "arn:aws:lambda:us-east-1:111111111111:function:double";
    let ended = outcome(&world, task(arn, json!({ "n.$": "$.n" }))).await;
    assert_eq!(ended["output"], r#"{"twice": 42}"#, "{ended}");

    let invoke = json!({ "FunctionName": "greet:$LATEST", "Payload": { "name": "Ada" } });
    let ended = outcome(&world, task("arn:aws:states:::lambda:invoke", invoke)).await;
    let output = ended["output"].as_str().unwrap_or_else(|| panic!("no output: {ended}"));
    let output: Value = serde_json::from_str(output).expect("JSON");
    assert_eq!((&output["Payload"], &output["StatusCode"]), (&json!("hello Ada"), &json!(200)));

    let fail = json!({ "FunctionName": "fail" });
    let ended = outcome(&world, task("arn:aws:states:::lambda:invoke", fail)).await;
    assert_eq!((&ended["status"], &ended["error"]), (&json!("FAILED"), &json!("ValueError")));

    let missing = json!({ "FunctionName": "nowhere" });
    let ended = outcome(&world, task("arn:aws:states:::lambda:invoke", missing)).await;
    assert_eq!(ended["error"], "Lambda.ResourceNotFoundException");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_of_a_task_without_a_mock_runs_its_function() {
    let world = World::open().await;
    world.write("functions/double/lambda_function.py", DOUBLE);
    let test = async |resource: &str, parameters: Value| {
        let definition = task(resource, parameters).to_string();
        let role = "arn:aws:iam::111111111111:role/r";
        let asked = json!({
            "definition": definition, "roleArn": role, "input": "{\"n\": 21}", "inspectionLevel": "DEBUG",
        });
        world.client.call("TestState", &asked).await.json()
    };
    let arn = "arn:aws:lambda:us-east-1:111111111111:function:double";
    let done = test(arn, json!({ "n.$": "$.n" })).await;
    assert_eq!(
        (&done["status"], &done["output"]),
        (&json!("SUCCEEDED"), &json!(r#"{"twice": 42}"#)),
        "{done}"
    );
    assert_eq!(done["inspectionData"]["afterParameters"], r#"{"n":21}"#);
    let nobody = test("arn:aws:states:::sqs:sendMessage", json!({})).await;
    assert_eq!(
        (&nobody["status"], &nobody["error"]),
        (&json!("FAILED"), &json!("Signalbox.NotAvailableLocally"))
    );
    let job = test("arn:aws:states:::glue:startJobRun.sync", json!({})).await;
    assert_eq!(job["__type"], "InvalidDefinition", "{job}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_runs_before_the_folder_is_allowed() {
    let world = World::without_permission().await;
    let planted = world.path().join("planted");
    let plant = format!("open({:?}, 'w')\n{DOUBLE}", planted.display().to_string());
    world.write("data/functions/double.py", &plant);
    let state = || task("arn:aws:lambda:us-east-1:111111111111:function:double", json!({ "n.$": "$.n" }));
    let ended = outcome(&world, state()).await;
    assert_eq!(ended["error"], "Lambda.AccessDeniedException", "{ended}");
    assert!(!planted.exists(), "the function ran");
}
