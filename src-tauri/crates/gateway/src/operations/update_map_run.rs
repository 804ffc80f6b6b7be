//! `UpdateMapRun`: only while it runs.

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::door::Gateway;
use crate::members::{LONG_ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("mapRunArn", LONG_ARN);
    let concurrency = members.number("maxConcurrency", 0..=i64::from(i32::MAX));
    let percentage = members.decimal("toleratedFailurePercentage", 0.0..=100.0);
    let count = members.number("toleratedFailureCount", 0..=i64::MAX);
    members.check()?;
    Arn::of_kind(&arn, "mapRun")?;
    if concurrency.is_none() && percentage.is_none() && count.is_none() {
        let refusal = Refusal::validation("At least one of the settings of the Map Run must be given");
        return Err(refusal.with("reason", "MISSING_REQUIRED_PARAMETER"));
    }
    let concurrency = concurrency.and_then(|most| u32::try_from(most).ok());
    let count = count.and_then(|most| u64::try_from(most).ok());
    gateway.drivers.runtime.update_map_run(&arn, concurrency, count, percentage).await?;
    Ok(json!({}))
}
