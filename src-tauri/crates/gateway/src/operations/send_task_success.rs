//! `SendTaskSuccess`: the task of a token is done.

use engine::{Outcome, Payload};
use serde_json::{Value, json};

use crate::door::Gateway;
use crate::executions::json_complaint;
use crate::members::Members;
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let token = members.required("taskToken", 1..=2048);
    let output = members.required("output", 0..=262_144);
    members.check()?;
    // What cannot be a token is named first, whatever the output is.
    engine::token::read(&token).ok_or_else(Refusal::invalid_token)?;
    let output = Payload::parse(&output).map_err(|error| {
        let reason = json_complaint(&output).unwrap_or(error.reason);
        Refusal::new("InvalidOutput", format!("Invalid Output: '{reason}'"))
    })?;
    gateway.drivers.runtime.answer_token(&token, Outcome::Succeeded(output)).await?;
    Ok(json!({}))
}
