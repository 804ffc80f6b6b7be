//! `GetActivityTask`: a worker waits up to a minute for the next task of an activity.

use std::time::Duration;

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::door::Gateway;
use crate::members::{ARN, Members, NAME};
use crate::refusal::Refusal;

/// As long as AWS holds the question.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("activityArn", ARN);
    let worker = members.text("workerName", NAME);
    members.check()?;
    Arn::of_kind(&arn, "activity")?;
    if gateway.read(|tables| tables.activities().by_arn(&arn))?.is_none() {
        return Err(Refusal::no_activity(&arn));
    }
    let taking = gateway.drivers.runtime.take_activity_task(&arn, worker.as_deref());
    match tokio::time::timeout(PATIENCE, taking).await {
        Ok(task) => {
            let task = task?;
            Ok(json!({ "taskToken": task.task_token, "input": task.input }))
        }
        Err(_) => Ok(json!({ "taskToken": null })),
    }
}
