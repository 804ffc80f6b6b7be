//! What executions cost that only wait: measured in a process that did nothing but open them.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use support::folder::Folder;

use crate::drive::Bench;
use crate::limits::{processor_seconds, resident_mib};
use crate::table::Table;

/// First word of the command line of the process that opens a folder.
pub const WORD: &str = "open";
/// How long it is watched doing nothing.
const WATCHED: Duration = Duration::from_secs(20);

/// So many executions wait: how they are called, and the goals of their memory and of opening them.
const CROWDS: [(usize, &str, &str, &str); 2] =
    [(100_000, "100,000", "≤ 64 MiB, 20", "≤ 2,000 ms"), (1_000_000, "1,000,000", "≤ 400 MiB, 20", "")];
/// A number and an instant, packed in order: the least that can wake an execution up.
const BYTES_OF_INDEX: f64 = 34.0;

/// What the other process measured.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// Until the executions were taken up.
    pub milliseconds: f64,
    /// Resident memory.
    pub mib: f64,
    /// Of one processor, while nothing is due.
    pub cpu_percent: f64,
}

/// Lets another process open this folder.
pub fn measure(folder: &Path) -> Waiting {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program).arg(WORD).arg(folder).output().expect("a process");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        [milliseconds, mib, cpu_percent] => {
            Waiting { milliseconds: *milliseconds, mib: *mib, cpu_percent: *cpu_percent }
        }
        _ => panic!("{text}{}", String::from_utf8_lossy(&output.stderr)),
    }
}

/// The other process.
pub async fn open(folder: &str) {
    let (bench, milliseconds) = Bench::reopen(Folder::at(folder)).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (before, begun) = (processor_seconds(), Instant::now());
    tokio::time::sleep(WATCHED).await;
    let percent = (processor_seconds() - before) / begun.elapsed().as_secs_f64() * 100.0;
    println!("{milliseconds} {} {percent}", resident_mib());
    // The folder is the parent's, to be measured once more or removed.
    std::mem::forget(bench);
    std::process::exit(0);
}

/// Executions fall asleep; a fresh process opens them.
pub async fn table(table: &mut Table) {
    let empty = Bench::open().await.close();
    let idle = measure(empty.path());
    for (executions, called, memory, opening) in CROWDS {
        let bench = Bench::open().await;
        bench.sleep(executions).await;
        let full = bench.close();
        let waiting = measure(full.path());
        let index = executions as f64 * BYTES_OF_INDEX / (1024.0 * 1024.0);
        let above = waiting.mib - idle.mib;
        table.row(&format!("memory of {called} waiting, above idle"), above, "MiB", Some(index), memory);
        table.row(&format!("processor while {called} wait"), waiting.cpu_percent, "%", None, "< 0.5 %");
        table.row(&format!("opening with {called} waiting"), waiting.milliseconds, "ms", None, opening);
    }
}
