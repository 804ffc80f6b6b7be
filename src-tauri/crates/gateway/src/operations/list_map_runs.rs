//! `ListMapRuns`, newest first.

use serde_json::{Value, json};

use crate::door::{Gateway, put, seconds};
use crate::members::{ARN, Members, PAGE_TOKEN};
use crate::refusal::Refusal;
use crate::{arn as names, page};

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("executionArn", ARN);
    let max = members.page_size();
    let token = members.text("nextToken", PAGE_TOKEN);
    members.check()?;
    gateway.execution(&arn)?;
    let (list, now) = (format!("ListMapRuns {arn}"), gateway.now());
    let before = token.map(|token| page::read(&list, &token, now)).transpose()?;
    let before = before.map(|text| text.parse().map_err(|_| Refusal::invalid_token())).transpose()?;
    let limit = u32::try_from(max + 1).unwrap_or(u32::MAX);
    let mut rows = gateway.drivers.runtime.map_runs_of(&arn, before, limit)?;
    let goes_on = rows.len() > max;
    rows.truncate(max);
    let shown = rows.iter().map(|row| {
        let mut shown = json!({
            "executionArn": arn,
            "mapRunArn": row.arn,
            "stateMachineArn": names::machine_of_map_run(&row.arn),
            "startDate": seconds(row.started_at),
        });
        if let Some(at) = row.stopped_at {
            put(&mut shown, "stopDate", seconds(at));
        }
        shown
    });
    let mut answer = json!({ "mapRuns": shown.collect::<Vec<_>>() });
    if let Some(last) = rows.last().filter(|_| goes_on) {
        put(&mut answer, "nextToken", page::issue(&list, &last.id.to_string(), now));
    }
    Ok(answer)
}
