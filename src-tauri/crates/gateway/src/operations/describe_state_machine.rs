//! `DescribeStateMachine`; with the ARN of a version that version.

use serde_json::Value;

use crate::arn::Arn;
use crate::door::{Gateway, seconds};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;
use crate::state_machines::shown;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("stateMachineArn", ARN);
    let is_metadata_only = members.is_metadata_only();
    members.check()?;
    Arn::of_kind(&arn, "stateMachine")?;
    let named = gateway.named(&arn)?;
    let definition = gateway.definition(named.definition())?;
    let definition = Some(definition.as_str()).filter(|_| !is_metadata_only);
    let mut answer = shown(definition, named.role_arn(), named.configuration());
    let mut put = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    put("name", named.machine.name.as_str().into());
    put("type", named.machine.kind.as_str().into());
    let status = if named.machine.is_deleting { "DELETING" } else { "ACTIVE" };
    put("status", status.into());
    match &named.version {
        Some(version) => {
            put("stateMachineArn", version.arn.as_str().into());
            put("creationDate", seconds(version.created_at));
            if let Some(description) = &version.description {
                put("description", description.as_str().into());
            }
        }
        None => {
            put("stateMachineArn", named.machine.arn.as_str().into());
            put("creationDate", seconds(named.machine.created_at));
        }
    }
    let revision = match &named.version {
        Some(version) => &version.revision,
        None => &named.machine.revision,
    };
    if let Some(revision) = revision {
        put("revisionId", revision.as_str().into());
    }
    Ok(answer.into())
}
