//! What the machine allows, measured without any code of ours.

use std::fs::File;
use std::io::Write as _;
use std::time::{Duration, Instant};

use engine::Event;
use rusqlite::Connection;
use support::folder::Folder;

const SPAN: Duration = Duration::from_secs(2);
/// Of `/proc/self/stat`; everywhere 100 in practice.
const TICKS_PER_SECOND: f64 = 100.0;

/// Appends of 4 KiB, each flushed.
#[allow(clippy::expect_used, reason = "a benchmark without a disk has nothing to measure")]
pub fn flushes_per_second() -> f64 {
    let folder = Folder::new("flushes");
    let mut file = File::create(folder.path().join("file")).expect("a file");
    per_second(|| {
        file.write_all(&[7; 4096]).expect("room on the disk");
        file.sync_data().expect("a flush");
        1
    })
}

/// The closed loop on plain SQLite: of `executions` each goes on after its row is flushed, and all share flushes. A row
/// is the events of one transition, encoded anew each time.
#[allow(clippy::expect_used, reason = "a benchmark without a disk has nothing to measure")]
pub fn closed_loop(executions: usize, events: &[Event]) -> f64 {
    let folder = Folder::new("loop");
    let connection = Connection::open(folder.path().join("loop.db")).expect("a database");
    let prepare = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
        CREATE TABLE log (id INTEGER PRIMARY KEY, execution INTEGER, body BLOB)";
    connection.execute_batch(prepare).expect("an append-only log");
    // A log that was filled once is written over from then on, which flushes faster than growing it.
    let fill = "INSERT INTO log (body) WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000)
        SELECT zeroblob(20000) FROM n; PRAGMA wal_checkpoint(RESTART)";
    connection.execute_batch(fill).expect("a filled log");
    per_second(|| {
        connection.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
        let mut insert =
            connection.prepare_cached("INSERT INTO log (execution, body) VALUES (?1, ?2)").expect("a row");
        for execution in 0..executions {
            let body = serde_json::to_vec(events).expect("JSON");
            insert.execute(rusqlite::params![execution, body]).expect("a row");
        }
        drop(insert);
        connection.execute_batch("COMMIT").expect("a flush");
        executions
    })
}

fn per_second(mut round: impl FnMut() -> usize) -> f64 {
    let start = Instant::now();
    let mut count = 0;
    while start.elapsed() < SPAN {
        count += round();
    }
    count as f64 / start.elapsed().as_secs_f64()
}

/// Memory of this process in MiB; 0 where the system does not say.
pub fn resident_mib() -> f64 {
    status_mib("VmRSS:")
}

/// The most memory that this process has had since [`forget_peak`], in MiB; 0 where the system does not say.
pub fn peak_mib() -> f64 {
    status_mib("VmHWM:")
}

/// Begins to look for the peak anew.
pub fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn status_mib(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

/// Processor time of this process; 0 where the system does not say.
pub fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let numbers = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    numbers.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS_PER_SECOND
}
