//! What an execution suffers from one that computes without end.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use std::time::Instant;

use serde_json::json;

use crate::drive::Bench;
use crate::table::Table;
use crate::times::within;

const RUNS: usize = 1_000;

/// An expression that only its limit of time ends, again and again.
fn runaway() -> String {
    json!({ "QueryLanguage": "JSONata", "StartAt": "Run", "States": {
        "Run": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:111111111111:function:instantly",
            "Arguments": "{% ($f := function($n) { $f($n + 1) }; $f(0)) %}",
            "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Run" }],
            "End": true,
        },
    } })
    .to_string()
}

/// Runs of four tasks one after the other, quiet and beside a runaway.
pub async fn measure(table: &mut Table, bench: &Bench) {
    let quiet = p99(bench, "quiet").await;
    let arn = bench.start("runaway", &runaway()).await;
    let beside = p99(bench, "beside").await;
    bench.runtime().stop(&arn, engine::Failure::default()).await.expect("a stop");
    table.row("99 of 100 runs of four tasks end within", quiet, "ms", None, "");
    table.row("the same beside a runaway expression", beside, "ms", Some(quiet), "≤ 2");
}

/// Milliseconds in which 99 of 100 runs end.
async fn p99(bench: &Bench, machine: &str) -> f64 {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        bench.run(machine, 4).await;
        times.push(start.elapsed());
    }
    within(&times, 0.99)
}
