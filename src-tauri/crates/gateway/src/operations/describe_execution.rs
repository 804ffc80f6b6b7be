//! `DescribeExecution`.

use serde_json::Value;

use crate::door::Gateway;
use crate::executions::{outcome, redrives, standing};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("executionArn", ARN);
    let is_metadata_only = members.is_metadata_only();
    members.check()?;
    let (row, start) = gateway.execution(&arn)?;
    let mut answer = standing(&row, &start);
    answer.extend(outcome(&row, is_metadata_only));
    answer.extend(redrives(&row));
    answer.extend(gateway.redrive_status(&row, &start)?);
    Ok(answer.into())
}
