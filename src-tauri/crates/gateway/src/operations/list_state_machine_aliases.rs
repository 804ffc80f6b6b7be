//! `ListStateMachineAliases`, in order of their names; by the ARN of a version only those that may send executions there.

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::deletion::check_active;
use crate::door::{Gateway, put, seconds};
use crate::members::{ARN, Members, PAGE_TOKEN};
use crate::refusal::Refusal;
use crate::{page, routing};

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("stateMachineArn", ARN);
    let max = members.page_size();
    let token = members.text("nextToken", PAGE_TOKEN);
    members.check()?;
    Arn::of_kind(&arn, "stateMachine")?;
    let now = gateway.now();
    let list = format!("ListStateMachineAliases {arn}");
    let after = token.map(|token| page::read(&list, &token, now)).transpose()?.unwrap_or_default();
    let named = gateway.named(&arn)?;
    check_active(&named.machine)?;
    let mut rows = gateway.read(|tables| tables.state_machine_aliases().of_machine(&named.machine.arn))?;
    rows.retain(|alias| {
        let is_asked = arn == named.machine.arn || routing::mentions(&alias.routes, &arn);
        is_asked && alias.name > after
    });
    let goes_on = rows.len() > max;
    rows.truncate(max);
    let shown = rows
        .iter()
        .map(|alias| json!({ "stateMachineAliasArn": alias.arn, "creationDate": seconds(alias.created_at) }));
    let mut answer = json!({ "stateMachineAliases": shown.collect::<Vec<_>>() });
    if let Some(last) = rows.last().filter(|_| goes_on) {
        put(&mut answer, "nextToken", page::issue(&list, &last.name, now));
    }
    Ok(answer)
}
