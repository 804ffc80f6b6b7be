//! `DeleteStateMachine`: with its versions, aliases and tags, once what is running is over. The history stays.

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::door::Gateway;
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

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
    gateway.delete(arn).await?;
    Ok(json!({}))
}
