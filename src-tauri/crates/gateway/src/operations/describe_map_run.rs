//! `DescribeMapRun`.

use engine::map_run::Counts;
use serde_json::{Value, json};

use crate::arn::Arn;
use crate::door::{Gateway, put, seconds};
use crate::members::{LONG_ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("mapRunArn", LONG_ARN);
    members.check()?;
    Arn::of_kind(&arn, "mapRun")?;
    let found = gateway.drivers.runtime.map_run(&arn)?;
    let mut answer = json!({
        "mapRunArn": arn,
        "executionArn": found.execution_arn,
        "status": found.row.status,
        "startDate": seconds(found.row.started_at),
        "maxConcurrency": found.row.concurrency_max,
        "toleratedFailurePercentage": found.row.tolerated_percentage.unwrap_or(0.0),
        "toleratedFailureCount": found.row.tolerated_count.unwrap_or(0),
        "itemCounts": counts(found.items, found.not_redrivable.0),
        "executionCounts": counts(found.executions, found.not_redrivable.1),
        "redriveCount": found.row.redrive_count,
    });
    if let Some(at) = found.row.stopped_at {
        put(&mut answer, "stopDate", seconds(at));
    }
    if let Some(at) = found.row.redriven_at {
        put(&mut answer, "redriveDate", seconds(at));
    }
    Ok(answer)
}

/// What has ended is kept, so that its result is written.
fn counts(counts: Counts, not_redrivable: u64) -> Value {
    json!({
        "pending": counts.pending,
        "running": counts.running,
        "succeeded": counts.succeeded,
        "failed": counts.failed,
        "timedOut": counts.timed_out,
        "aborted": counts.aborted,
        "total": counts.total(),
        "resultsWritten": counts.ended(),
        "failuresNotRedrivable": not_redrivable,
        "pendingRedrive": counts.pending_redrive,
    })
}
