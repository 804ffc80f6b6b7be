//! `DescribeExecution`.

use serde_json::Value;

use crate::arn::Arn;
use crate::door::Gateway;
use crate::executions::{outcome, redrives, standing, trace};
use crate::map_run_children;
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("executionArn", ARN);
    let is_metadata_only = members.is_metadata_only();
    members.check()?;
    // Express executions are not described, unless a Map Run started them (AWS, DescribeExecution).
    if Arn::read(&arn)?.is_express_child() {
        return map_run_children::described(gateway, &arn, is_metadata_only);
    }
    let (row, start) = gateway.execution(&arn)?;
    let mut answer = standing(&row, &start);
    answer.extend(outcome(&row, is_metadata_only));
    answer.extend(trace(&start));
    answer.extend(redrives(&row));
    answer.extend(gateway.redrive_status(&row, &start)?);
    if let Some(map_run) = gateway.map_run_of(&row)? {
        answer.insert("mapRunArn".to_owned(), map_run.arn.into());
        if answer.get("redriveStatus").is_some_and(|status| status == "REDRIVABLE") {
            answer.insert("redriveStatus".to_owned(), "REDRIVABLE_BY_MAP_RUN".into());
        }
    }
    Ok(answer.into())
}
