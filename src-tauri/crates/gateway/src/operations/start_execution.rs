//! `StartExecution`: the same name with the same input gives the running execution again.

use runtime::Kept;
use serde_json::{Value, json};

use crate::door::{Gateway, seconds};
use crate::executions::check_input;
use crate::members::{ARN, Members, NAME};
use crate::refusal::Refusal;
use crate::state_machines::Named;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("stateMachineArn", ARN);
    let name = members.text("name", NAME);
    let input = members.text("input", 0..=262_144);
    members.text("traceHeader", 0..=256);
    members.check()?;
    let named = gateway.named(&arn)?;
    check_input(input.as_deref())?;
    let request = request(gateway, &named, name, input)?;
    let started = gateway.drivers.runtime.start_of(request, Some(kept(&named))).await?;
    Ok(json!({ "executionArn": started.execution_arn, "startDate": seconds(started.started_at.0) }))
}

/// What the runtime is asked.
pub(super) fn request(
    gateway: &Gateway,
    named: &Named,
    name: Option<String>,
    input: Option<String>,
) -> Result<runtime::StartExecution, Refusal> {
    Ok(runtime::StartExecution {
        definition: gateway.definition(named.definition())?,
        machine: named.machine.name.clone(),
        name,
        input,
        handlers_folder: Some(gateway.drivers.client_functions.folder()?.path),
    })
}

/// Under which names the execution knows its state machine.
pub(super) fn kept(named: &Named) -> Kept {
    Kept {
        arn: named.machine.arn.clone(),
        role_arn: named.role_arn().to_owned(),
        version_arn: named.version.as_ref().map(|version| version.arn.clone()),
        alias_arn: named.alias.as_ref().map(|alias| alias.arn.clone()),
        is_express: named.machine.kind == "EXPRESS",
    }
}
