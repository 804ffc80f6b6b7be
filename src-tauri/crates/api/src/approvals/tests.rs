use serde_json::{Value, json};

use crate::Code;
use crate::fixture::World;

async fn ask(world: &mut World) -> (String, Value) {
    let approval = json!({ "Title": "Pay?", "Instructions": "Look.", "Evidence": { "n.$": "$.n" } });
    let state = json!({ "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": { "MessageBody": { "T.$": "$$.Task.Token", "Approval": approval } } });
    let text = json!({ "StartAt": "A", "States": { "A": state } }).to_string();
    let start = json!({ "text": text, "workflow": "pay", "input": "{\"n\": 5}", "name": null, "handlers_folder": null });
    let arn = world.call("start_execution", start).await.expect("started")["execution_arn"].clone();
    let arn = arn.as_str().expect("an ARN").to_owned();
    world.settled(&arn).await;
    let list = world.call("list_approvals", json!({})).await.expect("listed");
    (arn, list["approvals"][0].clone())
}

#[tokio::test]
async fn a_guest_sees_a_request_and_may_not_decide_it() {
    let mut world = World::new().await;
    let (_, request) = ask(&mut world).await;
    assert_eq!((&request["title"], &request["instructions"]), (&json!("Pay?"), &json!("Look.")));
    assert_eq!((&request["evidence"], &request["status"]), (&json!({ "n": 5 }), &json!("pending")));
    let decide = json!({ "id": request["id"], "decision": "approve", "comment": null });
    assert_eq!(world.code("decide_approval", decide).await, Code::SignedOut);
    assert_eq!(
        world.call("list_approvals", json!({})).await.expect("listed")["approvals"][0]["status"],
        "pending"
    );
}

#[tokio::test]
async fn a_decision_is_recorded_once_with_who_and_when() {
    let mut world = World::new().await;
    let (arn, request) = ask(&mut world).await;
    let account = json!({ "name": "Ada", "password": "a quite long password" });
    world.call("sign_up", account).await.expect("signed up");
    let decide = json!({ "id": request["id"], "decision": "approve", "comment": " fine " });
    let decided = world.call("decide_approval", decide.clone()).await.expect("decided");
    assert_eq!((&decided["status"], &decided["decided_by"]), (&json!("approved"), &json!("Ada")));
    assert_eq!(
        (&decided["decided_at"], &decided["comment"]),
        (&json!(1_700_000_000_000_i64), &json!("fine"))
    );
    let again = world.call("decide_approval", decide).await.expect_err("once");
    assert_eq!(again.code, Code::Conflict);
    assert!(again.message.starts_with("Ada has already approved this at 2023-11-14T22:13:20"), "{again}");
    let run = world.settled(&arn).await;
    let output: Value = serde_json::from_str(run["output"].as_str().expect("an output")).expect("JSON");
    assert_eq!((&output["decision"], &output["by"]), (&json!("approve"), &json!("Ada")));
    let unknown = json!({ "id": "guess", "decision": "approve", "comment": null });
    assert_eq!(world.code("decide_approval", unknown).await, Code::NotFound);
    let long = json!({ "id": request["id"], "decision": "reject", "comment": "x".repeat(4001) });
    assert_eq!(world.code("decide_approval", long).await, Code::LimitReached);
}
