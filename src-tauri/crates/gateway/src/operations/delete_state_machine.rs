//! `DeleteStateMachine`: with its versions, aliases and tags; what is running is aborted. The history stays.

use engine::Failure;
use serde_json::{Value, json};

use crate::arn::Arn;
use crate::door::Gateway;
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

/// Executions that are looked at in one go.
const PAGE: u32 = 1_000;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("stateMachineArn", ARN);
    members.check()?;
    let read = Arn::of_kind(&arn, "stateMachine")?;
    if read.has_label() {
        return Err(Refusal::labeled(&arn));
    }
    if read.qualifier().is_some() {
        return Err(Refusal::validation(format!("Only the ARN of a state machine can be deleted: '{arn}'")));
    }
    let running = running(gateway, &arn, read.rest)?;
    gateway
        .change(move |tables| {
            tables.state_machines().remove(&arn)?;
            tables.tags().remove_all(&arn)?;
            Ok(())
        })
        .await?;
    for execution in running {
        // It may have ended by itself meanwhile.
        let _ = gateway.drivers.runtime.stop(&execution, Failure::default()).await;
    }
    Ok(json!({}))
}

/// ARNs of the executions that are still open.
fn running(gateway: &Gateway, arn: &str, name: &str) -> Result<Vec<String>, Refusal> {
    let standard = format!("{}:", arn.replacen(":stateMachine:", ":execution:", 1));
    let mut running = gateway.drivers.runtime.running_express(arn);
    let mut before = None;
    loop {
        let rows = gateway.read(|tables| tables.executions().latest(Some(name), before, PAGE))?;
        let Some(last) = rows.last() else { return Ok(running) };
        before = Some(last.id);
        let open = rows.into_iter().filter(|row| row.status == "RUNNING" && row.arn.starts_with(&standard));
        running.extend(open.map(|row| row.arn));
    }
}
