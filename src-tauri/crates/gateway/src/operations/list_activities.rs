//! `ListActivities`, in order of their names.

use serde_json::{Value, json};

use crate::door::{Gateway, put, seconds};
use crate::members::{Members, PAGE_TOKEN};
use crate::page;
use crate::refusal::Refusal;

const LIST: &str = "ListActivities";

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let max = members.page_size();
    let token = members.text("nextToken", PAGE_TOKEN);
    members.check()?;
    let now = gateway.now();
    let after = token.map(|token| page::read(LIST, &token, now)).transpose()?.unwrap_or_default();
    let prefix = gateway.arn("activity", "");
    let limit = u32::try_from(max + 1).unwrap_or(u32::MAX);
    let mut rows = gateway.read(|tables| tables.activities().after(&prefix, &after, limit))?;
    let goes_on = rows.len() > max;
    rows.truncate(max);
    let shown = rows.iter().map(
        |row| json!({ "activityArn": row.arn, "name": row.name, "creationDate": seconds(row.created_at) }),
    );
    let mut answer = json!({ "activities": shown.collect::<Vec<_>>() });
    if let Some(last) = rows.last().filter(|_| goes_on) {
        put(&mut answer, "nextToken", page::issue(LIST, &last.arn, now));
    }
    Ok(answer)
}
