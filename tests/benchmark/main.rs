//! How fast the durable core is, beside what this machine allows: `cargo run --release -p tests --bin benchmark`.
//!
//! Every limit is measured in the same run, so the ratio says more than the figure: machines differ, ratios hardly.

mod drive;
mod express;
mod limits;
mod readers;
mod table;

use crate::drive::Bench;
use crate::table::Table;

fn main() {
    let mut table = Table::default();
    let flushes = limits::flushes_per_second();
    table.row("flushes of 4 KiB appended", flushes, "/s", None, "");
    readers::measure(&mut table);
    let tokio = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let Ok(tokio) = tokio else { return eprintln!("no tokio runtime") };
    tokio.block_on(async {
        let bench = Bench::open().await;
        let body = bench.body_of_one_transition().await;
        for (executions, states, goal) in [
            (1, 2_000, "≥ 1,500/s, 0.6"),
            (64, 500, "≥ 20,000/s, later 0.35"),
            (1_024, 100, "≥ 100,000/s, 0.35"),
        ] {
            let limit = limits::closed_loop(executions, &body);
            let rate = bench.transitions_per_second(executions, states).await;
            table.row(
                &format!("durable transitions, {executions} executions"),
                rate,
                "/s",
                Some(limit),
                goal,
            );
        }
        let limit = express::interpreter();
        let rate = express::transitions_per_second(bench.runtime()).await;
        table.row(
            "Express transitions, one execution, log on",
            rate,
            "/s",
            Some(limit),
            "≥ 1,000,000/s, 0.33",
        );
        let rate = express::children_per_second(bench.runtime()).await;
        table.row("Express executions of one Pass state", rate, "/s", None, "");
        let rate = bench.pass_transitions_per_second().await;
        table.row("Pass transitions, one execution to 25,000 events", rate, "/s", None, "≥ 50,000/s");
        let (first, all) = bench.history_of_25_000();
        table.row("first 1,000 events of 25,000", first, "ms", None, "≤ 5 ms");
        table.row("all 25,000 events in pages of 1,000", all, "ms", None, "≤ 150 ms");
        for (clients, starts, goal) in [(1, 2_000, ""), (64, 40_000, "≥ 20,000/s")] {
            let limit = limits::closed_loop(clients, &body);
            let (rate, median) = bench.starts(clients, starts).await;
            table.row(&format!("StartExecution, {clients} clients"), rate, "/s", Some(limit), goal);
            table.row(&format!("StartExecution, {clients} clients, median"), median, "ms", None, "≤ 4 ms");
        }
        let before = limits::resident_mib();
        bench.sleep(100_000).await;
        table.row("memory for 100,000 waiting", limits::resident_mib() - before, "MiB", None, "≤ 64 MiB");
        limits::forget_peak();
        let before = limits::resident_mib();
        let seconds = bench.map_all().await;
        table.row("distributed Map, 1,000,000 items", seconds, "s", None, "≤ 60 s");
        table.row("its memory at most", limits::peak_mib() - before, "MiB", None, "≤ 300 MiB");
        let folder = bench.close().await;
        let (reopened, milliseconds) = Bench::reopen(folder).await;
        table.row("opening with all of them", milliseconds, "ms", None, "≤ 2,000 ms");
        drop(reopened);
    });
    print!("{table}");
}
