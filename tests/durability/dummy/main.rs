//! A process made to be killed: runs executions on a data folder and says what was acknowledged.
//!
//! `crash_dummy FOLDER SEED STARTS [finish]`. Every line on standard output is a promise: it is printed after the runtime
//! has answered. What integrations did goes to files in the folder's parent, because it happened even if nobody
//! was told. With `SIGNALBOX_KILL_AT=POINT:NTH` the process kills itself the nth time a batch passes that point;
//! with `SIGNALBOX_PAGES_MAX=N` its disk is full after N pages; with `SIGNALBOX_CHECKPOINT=N` its log is copied into the main
//! file whenever it has N pages; with `SIGNALBOX_CLOCK=jumping` waits take no time; with
//! `SIGNALBOX_ITEMS=N` it runs one distributed Map over that many items, or goes on with it.

mod effects;
mod map_run;
mod suicide;
mod workload;

use std::process::ExitCode;
use std::sync::Arc;

use runtime::{Clock, Parts, Runtime};
use store::{Options, Store};
use support::clock::{JumpingClock, RealClock};
use support::numbers::Numbers;

use crate::effects::Effects;
use crate::suicide::Suicide;
use crate::workload::Workload;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, seed, starts, rest @ ..] = arguments.as_slice() else { return ExitCode::from(2) };
    let (Ok(seed), Ok(starts)) = (seed.parse(), starts.parse()) else { return ExitCode::from(2) };
    let mut options = Options::new(folder, "crash dummy");
    options.probe = Suicide::from_environment();
    options.page_count_max = number("SIGNALBOX_PAGES_MAX");
    options.checkpoint_pages = number("SIGNALBOX_CHECKPOINT").unwrap_or(options.checkpoint_pages);
    let store = match Store::open(&options) {
        Ok(store) => store,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let Ok(tokio) = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() else {
        return ExitCode::from(2);
    };
    tokio.block_on(async {
        let effects = Arc::new(Effects::open(folder));
        let numbers =
            number("SIGNALBOX_ITEMS").map(|count| Arc::new(Numbers { count, ..Numbers::default() }));
        let parts = Parts {
            store,
            clock: clock(),
            entropy: Arc::new(support::clock::Chance::new(seed)),
            integrations: vec![effects.clone()],
            item_store: numbers.clone().map(|numbers| numbers as Arc<dyn runtime::item_store::ItemStore>),
            log: None,
            quotas: runtime::Quotas::default(),
        };
        match Runtime::open(parts).await {
            Ok(runtime) if numbers.is_some() => map_run::go(&runtime).await,
            Ok(runtime) => Workload::new(runtime, effects, seed).run(starts, !rest.is_empty()).await,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        }
    })
}

fn number<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok().and_then(|number| number.parse().ok())
}

fn clock() -> Arc<dyn Clock> {
    match std::env::var_os("SIGNALBOX_CLOCK").is_some_and(|kind| kind == "jumping") {
        true => Arc::new(JumpingClock::start()),
        false => Arc::new(RealClock::start()),
    }
}
