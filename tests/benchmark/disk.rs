//! How much of the disk events take, beside the JSON that they carry.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use crate::drive::Bench;
use crate::table::Table;

/// What the rows and indexes of an event may take besides its JSON.
const BYTES_PER_EVENT: f64 = 120.0;
const EXECUTIONS: usize = 300;
const STATES: usize = 20;

/// Executions through tasks that hand 4 KiB on.
pub async fn measure(table: &mut Table) {
    let bench = Bench::open().await;
    let (events, payload) = bench.fill(EXECUTIONS, STATES).await;
    let folder = bench.close();
    let data = folder.path().join("data");
    let log = data.join("signalbox.db-wal").metadata().map_or(0, |file| file.len());
    // The last handle moves the log into the file.
    while data.join("signalbox.db-wal").exists() {
        tokio::task::yield_now().await;
    }
    let file = data.join("signalbox.db").metadata().expect("a database").len();
    let beyond = file as f64 - BYTES_PER_EVENT * events as f64;
    table.row("disk beyond 120 B per event, per byte of JSON", beyond / payload as f64, "", None, "≤ 1.3");
    table.row("write-ahead log at its largest", log as f64 / (1024.0 * 1024.0), "MiB", None, "≤ 256 MiB");
}
