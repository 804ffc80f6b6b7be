//! How fast the durable core and the language are, beside what this machine allows:
//! `cargo run --release -p tests --bin benchmark`, with the name of a part behind it for that part alone.
//!
//! Every limit is measured in the same run, so the ratio says more than the figure: machines differ, ratios hardly.

mod disk;
mod door;
mod drive;
mod express;
mod histories;
mod http;
mod language;
mod limits;
mod neighbour;
mod prototype;
mod readers;
mod table;
mod times;
mod waiting;

use std::time::Duration;

use crate::drive::Bench;
use crate::table::Table;
use crate::times::within;

/// In the order in which they are measured.
const PARTS: [&str; 8] = ["readers", "durable", "engine", "histories", "door", "disk", "waiting", "language"];

fn main() {
    let tokio = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let Ok(tokio) = tokio else { return eprintln!("no tokio runtime") };
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [waiting::WORD, folder] = words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        return tokio.block_on(waiting::open(folder));
    }
    let chosen = |part: &str| words.is_empty() || words.iter().any(|word| word == part);
    if let Some(stranger) = words.iter().find(|word| !PARTS.contains(&word.as_str())) {
        return eprintln!("there is no part {stranger}; the parts are {}", PARTS.join(", "));
    }
    let mut table = Table::default();
    if chosen("readers") {
        readers::measure(&mut table);
    }
    tokio.block_on(async {
        if chosen("durable") {
            durable(&mut table).await;
        }
        if chosen("engine") {
            engine(&mut table).await;
        }
        if chosen("histories") {
            histories::measure(&mut table).await;
        }
        if chosen("door") {
            door::measure(&mut table).await;
        }
        if chosen("disk") {
            disk::measure(&mut table).await;
        }
        if chosen("waiting") {
            waiting::table(&mut table).await;
        }
        if chosen("language") {
            language::measure(&mut table).await;
        }
    });
    print!("{table}");
}

/// What runs executions, without doors.
async fn engine(table: &mut Table) {
    let bench = Bench::open().await;
    express(table, &bench).await;
    neighbour::measure(table, &bench).await;
    distributed_map(table, &bench).await;
    drop(bench.close());
}

/// Transitions whose events are on disk before the next one begins.
async fn durable(table: &mut Table) {
    table.row("flushes of 4 KiB appended", limits::flushes_per_second(), "/s", None, "");
    let bench = Bench::open().await;
    let body = bench.body_of_one_transition().await;
    let limit = limits::closed_loop(1, &body);
    let times = bench.run("chain1", 2_000).await;
    let rate = times.len() as f64 / times.iter().sum::<Duration>().as_secs_f64();
    table.row("durable transitions, 1 execution", rate, "/s", Some(limit), "≥ 1,500/s, 0.6");
    table.row("… from step to step, median", within(&times, 0.5), "ms", Some(1e3 / limit), "≤ 1 ms");
    table.row("… 99 %", within(&times, 0.99), "ms", None, "≤ 10 ms");
    for (executions, states, goal) in [(64, 500, "≥ 60,000/s, 0.35"), (1_024, 100, "≥ 100,000/s, 0.35")] {
        let limit = limits::closed_loop(executions, &body);
        let rate = bench.transitions_per_second(executions, states).await;
        table.row(&format!("durable transitions, {executions} executions"), rate, "/s", Some(limit), goal);
    }
}

/// Executions in memory.
async fn express(table: &mut Table, bench: &Bench) {
    let limit = express::interpreter();
    let rate = express::transitions_per_second(bench.runtime(), None).await;
    table.row("Express transitions, one execution", rate, "/s", Some(limit), "≥ 1,000,000/s, 0.33");
    for (what, with_data) in [("logged, of one core", false), ("… with their data, of one core", true)] {
        let limit = express::plain_log(with_data);
        let rate = express::logged_per_second(bench, with_data).await;
        let what = if with_data { what.to_owned() } else { format!("Express transitions {what}") };
        table.row(&what, rate, "/s", Some(limit), "≥ 250,000/s, 0.5");
    }
    let rate = express::children_per_second(bench.runtime()).await;
    table.row("Express executions of one Pass state", rate, "/s", None, "");
}

/// A distributed Map whose children are express executions of one Pass state.
async fn distributed_map(table: &mut Table, bench: &Bench) {
    limits::forget_peak();
    let before = limits::resident_mib();
    let seconds = bench.map_all().await;
    table.row("distributed Map, 1,000,000 items", seconds, "s", None, "≤ 60 s");
    table.row("its memory at most", limits::peak_mib() - before, "MiB", None, "≤ 300 MiB");
}
