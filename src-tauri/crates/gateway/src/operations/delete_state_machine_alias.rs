//! `DeleteStateMachineAlias`; one that is not there is deleted already.

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::door::Gateway;
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("stateMachineAliasArn", ARN);
    members.check()?;
    Arn::of_kind(&arn, "stateMachine")?;
    gateway.change(move |tables| Ok(tables.state_machine_aliases().remove(&arn)?)).await?;
    Ok(json!({}))
}
