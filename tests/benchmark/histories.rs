//! Histories as long as AWS lets them grow: one, and a thousand in one database.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use std::time::{Duration, Instant};

use runtime::Runtime;
use serde_json::json;

use crate::drive::Bench;
use crate::table::Table;
use crate::times::within;

/// AWS ends an execution with this event.
const EVENTS: usize = 25_000;
const PAGE: usize = 1_000;
/// What a loop of one Pass state adds each time.
const EVENTS_PER_TRANSITION: usize = 2;

/// How fast they grow, and how fast they are read in pages.
pub async fn measure(table: &mut Table) {
    let definition =
        json!({ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "A" } } }).to_string();
    for (executions, called) in [(1, "one execution"), (1_000, "1,000 executions")] {
        let bench = Bench::open().await;
        let begun = Instant::now();
        bench.run_all("endless", executions, &definition).await;
        let transitions = (executions * EVENTS / EVENTS_PER_TRANSITION) as f64;
        let rate = transitions / begun.elapsed().as_secs_f64();
        table.row(&format!("Pass transitions, {called} to 25,000 events"), rate, "/s", None, "≥ 50,000/s");
        let list = bench.runtime().list(Some("endless"), u32::MAX).expect("a list");
        let (first, all): (Vec<Duration>, Vec<Duration>) =
            list.iter().map(|row| pages(bench.runtime(), &row.arn)).unzip();
        table.row("… first 1,000 events of 25,000, 99 %", within(&first, 0.99), "ms", None, "≤ 5 ms");
        table.row("… all in pages of 1,000, 99 %", within(&all, 0.99), "ms", None, "≤ 150 ms");
        drop(bench.close());
    }
}

/// The time until the first page of a history was there, and until all were. It must end as on AWS.
fn pages(runtime: &Runtime, arn: &str) -> (Duration, Duration) {
    let (begun, mut first) = (Instant::now(), Duration::ZERO);
    let mut last = None;
    for after in (0..EVENTS as u64).step_by(PAGE) {
        let mut events = runtime.history(arn, after, PAGE).expect("a page").events;
        assert_eq!(events.len(), PAGE, "after event {after} of {arn}");
        if after == 0 {
            first = begun.elapsed();
        }
        last = events.pop();
    }
    let all = begun.elapsed();
    let cause = "The execution reached the maximum number of history events (25000).";
    let last = last.expect("an event");
    assert_eq!(last["type"], "ExecutionFailed", "{last}");
    assert_eq!(last["executionFailedEventDetails"]["cause"], cause, "{last}");
    (first, all)
}
