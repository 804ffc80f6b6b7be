//! `ListStateMachineVersions`, newest first.

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::door::{Gateway, put, seconds};
use crate::members::{ARN, Members, PAGE_TOKEN};
use crate::page;
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("stateMachineArn", ARN);
    let max = members.page_size();
    let token = members.text("nextToken", PAGE_TOKEN);
    members.check()?;
    Arn::of_kind(&arn, "stateMachine")?;
    let now = gateway.now();
    let list = format!("ListStateMachineVersions {arn}");
    let before = token.map(|token| page::read(&list, &token, now)).transpose()?;
    let before = before.map(|text| text.parse().map_err(|_| Refusal::invalid_token())).transpose()?;
    let limit = u32::try_from(max + 1).unwrap_or(u32::MAX);
    let mut rows = gateway
        .read(|tables| tables.state_machine_versions().latest(&arn, before.unwrap_or(u32::MAX), limit))?;
    let goes_on = rows.len() > max;
    rows.truncate(max);
    let shown = rows
        .iter()
        .map(|row| json!({ "stateMachineVersionArn": row.arn, "creationDate": seconds(row.created_at) }));
    let mut answer = json!({ "stateMachineVersions": shown.collect::<Vec<_>>() });
    if let Some(last) = rows.last().filter(|_| goes_on) {
        put(&mut answer, "nextToken", page::issue(&list, &last.number.to_string(), now));
    }
    Ok(answer)
}
