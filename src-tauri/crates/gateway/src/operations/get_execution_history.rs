//! `GetExecutionHistory`, page by page, forwards or backwards.

use serde_json::{Value, json};

use crate::door::{Gateway, put};
use crate::members::{ARN, Members, PAGE_TOKEN};
use crate::page;
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("executionArn", ARN);
    let max = members.page_size();
    let is_reversed = members.flag("reverseOrder").unwrap_or(false);
    let token = members.text("nextToken", PAGE_TOKEN);
    let include_data = members.flag("includeExecutionData").unwrap_or(true);
    members.check()?;
    let (row, _) = gateway.execution(&arn)?;
    let now = gateway.now();
    let list = format!("GetExecutionHistory {is_reversed} {arn}");
    let position = token.map(|token| page::read(&list, &token, now)).transpose()?;
    let position = position.map(|text| text.parse().map_err(|_| Refusal::invalid_token())).transpose()?;
    let wanted = u64::try_from(max).unwrap_or(u64::MAX);
    // Ids count from 1 without gaps, so a page backwards is a page forwards, read from its other end.
    let (after, count) = match is_reversed {
        false => (position.unwrap_or(0), wanted),
        true => {
            let before = position.unwrap_or_else(|| last_event(gateway, &arn).unwrap_or(row.last_event) + 1);
            let after = before.saturating_sub(wanted.saturating_add(1));
            (after, before.saturating_sub(1).saturating_sub(after))
        }
    };
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let history = gateway.drivers.runtime.history_page(&arn, after, count, include_data)?;
    let mut events = history.events;
    if is_reversed {
        events.reverse();
    }
    let end = events.last().and_then(|event| event.get("id")?.as_u64()).unwrap_or(0);
    let goes_on = if is_reversed { end > 1 } else { end > 0 && end < history.last_event };
    let mut answer = json!({ "events": events });
    if goes_on {
        put(&mut answer, "nextToken", page::issue(&list, &end.to_string(), now));
    }
    Ok(answer)
}

/// Id of the last event there is.
fn last_event(gateway: &Gateway, arn: &str) -> Option<u64> {
    Some(gateway.drivers.runtime.history_page(arn, u64::MAX, 0, false).ok()?.last_event)
}
