//! `SendTaskHeartbeat`: somebody still works on the task of a token.

use serde_json::{Value, json};

use crate::door::Gateway;
use crate::members::Members;
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let token = members.required("taskToken", 1..=2048);
    members.check()?;
    gateway.drivers.runtime.heartbeat(&token).await?;
    Ok(json!({}))
}
