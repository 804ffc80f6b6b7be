//! `StartSyncExecution`: runs an express state machine and answers with its end.

use serde_json::{Map, Value, json};
use store::tables::executions::Execution;

use super::start_execution::{Asked, Tested};
use crate::door::Gateway;
use crate::executions::{outcome, standing, trace};
use crate::members::Members;
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let asked = Asked::read(&mut members);
    let is_metadata_only = members.is_metadata_only();
    members.check()?;
    let tested = Tested::read(gateway, &asked.arn)?;
    if tested.named.machine.kind != "EXPRESS" {
        let message = "This operation is not supported by this type of state machine";
        return Err(Refusal::new("StateMachineTypeNotSupported", message));
    }
    let request = asked.request(gateway, &tested.named)?;
    let mut running = gateway.drivers.runtime.start_express(request, tested.kept())?;
    running.end().await?;
    let seen = running.seen();
    let (row, start) = seen.ok_or_else(|| Refusal::internal("the execution broke off before it began"))?;
    let mut answer = standing(&row, &start);
    answer.extend(outcome(&row, is_metadata_only));
    answer.extend(trace(&start));
    answer.insert("billingDetails".to_owned(), Value::Object(billing(&row)));
    Ok(answer.into())
}

/// As AWS rounds: up to 100 ms and 64 MB.
fn billing(row: &Execution) -> Map<String, Value> {
    let milliseconds = row.stopped_at.unwrap_or(row.started_at).saturating_sub(row.started_at).max(1);
    let billed = (milliseconds + 99) / 100 * 100;
    let mut members = Map::new();
    members.insert("billedMemoryUsedInMB".to_owned(), json!(64));
    members.insert("billedDurationInMilliseconds".to_owned(), json!(billed));
    members
}
