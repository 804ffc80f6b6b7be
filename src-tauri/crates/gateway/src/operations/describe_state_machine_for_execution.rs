//! `DescribeStateMachineForExecution`: the definition an execution was started with.

use serde_json::Value;

use crate::door::{Gateway, seconds};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;
use crate::state_machines::shown;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("executionArn", ARN);
    let is_metadata_only = members.is_metadata_only();
    members.check()?;
    let (row, start) = gateway.execution(&arn)?;
    let definition = gateway.drivers.runtime.definition_of(&row)?;
    let definition = definition.ok_or_else(|| Refusal::internal("the text of the definition is missing"))?;
    let machine = gateway.read(|tables| tables.state_machines().by_arn(&start.state_machine_arn))?;
    let configuration = machine.as_ref().map_or("", |machine| &machine.configuration);
    let definition = Some(definition.as_str()).filter(|_| !is_metadata_only);
    let mut answer = shown(definition, &start.role_arn, configuration);
    let mut put = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    put("stateMachineArn", start.state_machine_arn.as_str().into());
    put("name", row.machine.as_str().into());
    if let Some(map_run) = gateway.map_run_of(&row)? {
        put("label", row.machine.rsplit('/').next().unwrap_or_default().into());
        put("mapRunArn", map_run.arn.into());
    }
    // The definition may have been updated since: then the last that is known of this one is that it was run.
    let present = machine.filter(|machine| machine.definition == row.definition);
    put("updateDate", seconds(present.as_ref().map_or(row.started_at, |machine| machine.updated_at)));
    if let Some(revision) = present.and_then(|machine| machine.revision) {
        put("revisionId", revision.into());
    }
    Ok(answer.into())
}
