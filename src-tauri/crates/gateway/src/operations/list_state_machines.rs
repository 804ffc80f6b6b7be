//! `ListStateMachines`, in order of their names.

use serde_json::{Value, json};

use crate::door::{Gateway, put};
use crate::members::{Members, PAGE_TOKEN};
use crate::page;
use crate::refusal::Refusal;
use crate::state_machines::listed;

const LIST: &str = "ListStateMachines";

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let max = members.page_size();
    let token = members.text("nextToken", PAGE_TOKEN);
    members.check()?;
    let now = gateway.now();
    let after = token.map(|token| page::read(LIST, &token, now)).transpose()?.unwrap_or_default();
    let prefix = gateway.arn("stateMachine", "");
    let limit = u32::try_from(max + 1).unwrap_or(u32::MAX);
    let mut rows = gateway.read(|tables| tables.state_machines().after(&prefix, &after, limit))?;
    let goes_on = rows.len() > max;
    rows.truncate(max);
    let mut answer = json!({ "stateMachines": rows.iter().map(listed).collect::<Vec<_>>() });
    if let Some(last) = rows.last().filter(|_| goes_on) {
        put(&mut answer, "nextToken", page::issue(LIST, &last.arn, now));
    }
    Ok(answer)
}
