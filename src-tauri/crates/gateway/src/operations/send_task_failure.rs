//! `SendTaskFailure`: the task of a token failed.

use engine::{Failure, Outcome};
use serde_json::{Value, json};

use crate::door::Gateway;
use crate::members::Members;
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let token = members.required("taskToken", 1..=2048);
    let error = members.text("error", 0..=256);
    let cause = members.text("cause", 0..=32_768);
    members.check()?;
    let outcome = Outcome::Failed(Failure { error, cause });
    gateway.drivers.runtime.answer_token(&token, outcome).await?;
    Ok(json!({}))
}
