//! `RedriveExecution`: an execution that did not succeed goes on where it stopped.

use serde_json::{Value, json};

use crate::door::{Gateway, seconds};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("executionArn", ARN);
    let token = members.text("clientToken", 1..=64);
    if let Some(token) = token.as_deref().filter(|token| !token.bytes().all(|byte| byte.is_ascii_graphic())) {
        let pattern = "satisfy regular expression pattern: [!-~]+";
        members.fails(&format!("'{token}'"), "clientToken", pattern);
    }
    members.check()?;
    let (row, start) = gateway.execution(&arn)?;
    if let Err(reason @ runtime::NotRedrivable::Deleting) = gateway.check_redrivable(&row, &start)? {
        return Err(runtime::Error::NotRedrivable(reason).into());
    }
    let redriven_at = gateway.drivers.runtime.redrive(&arn, token.as_deref()).await?;
    Ok(json!({ "redriveDate": seconds(redriven_at.0) }))
}
