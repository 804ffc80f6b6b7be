//! `StopExecution`: one that is over stays as it is.

use engine::Failure;
use serde_json::{Value, json};

use crate::door::{Gateway, seconds};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("executionArn", ARN);
    let error = members.text("error", 0..=256);
    let cause = members.text("cause", 0..=32_768);
    members.check()?;
    gateway.execution(&arn)?;
    let stopped_at = match gateway.drivers.runtime.stop(&arn, Failure { error, cause }).await {
        Ok(at) => at.0,
        Err(runtime::Error::ExecutionEnded) => {
            gateway.drivers.runtime.describe(&arn)?.stopped_at.unwrap_or_default()
        }
        Err(error) => return Err(error.into()),
    };
    Ok(json!({ "stopDate": seconds(stopped_at) }))
}
