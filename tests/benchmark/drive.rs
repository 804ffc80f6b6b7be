//! The runtime under load.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use engine::{Event, Kind, Outcome, Pattern, Payload};
use resources::logs::Logs;
use runtime::{Begun, Desk, Integration, Later, LogSink, Parts, Runtime, StartExecution, Work};
use serde_json::{Map, Value, json};
use store::{Options, Store};
use support::clock::{Chance, RealClock};
use support::folder::Folder;
use support::numbers::{self, Numbers};
use tokio::sync::broadcast::error::RecvError;

use crate::times::within;

/// Items of the distributed Map.
pub const MAP_ITEMS: u64 = 1_000_000;

/// Answers at once.
#[derive(Debug)]
struct Instantly;

impl Integration for Instantly {
    fn answers(&self, _: &str, _: Pattern) -> bool {
        true
    }

    fn begin(&self, work: Work, _: Desk) -> Later<Begun> {
        Box::pin(async move { Begun::Answered(Outcome::Succeeded(work.task.parameters.clone())) })
    }

    fn abandon(&self, _: Work) -> Later<()> {
        Box::pin(async {})
    }
}

pub struct Bench {
    folder: Folder,
    store: Store,
    runtime: Runtime,
    logs: Arc<Logs>,
    names: AtomicU64,
}

impl Bench {
    pub async fn open() -> Self {
        Self::reopen(Folder::new("benchmark")).await.0
    }

    /// Opens a folder; also how many milliseconds that took.
    pub async fn reopen(folder: Folder) -> (Self, f64) {
        let start = Instant::now();
        let store = loop {
            match Store::open(&Options::new(folder.path().join("data"), "the benchmark")) {
                Ok(store) => break store,
                Err(store::Error::AlreadyOpen { .. }) => tokio::task::yield_now().await,
                Err(error) => panic!("{error}"),
            }
        };
        let logs = Arc::new(Logs::new(&folder.path().join("data")));
        let parts = Parts {
            store: store.clone(),
            clock: Arc::new(RealClock::start()),
            entropy: Arc::new(Chance::new(1)),
            integrations: vec![Arc::new(Instantly)],
            item_store: Some(Arc::new(Numbers { count: MAP_ITEMS, ..Numbers::default() })),
            log: Some(Arc::clone(&logs) as Arc<dyn LogSink>),
            quotas: runtime::Quotas::default(),
        };
        let runtime = Runtime::open(parts).await.expect("a runtime");
        let milliseconds = start.elapsed().as_secs_f64() * 1e3;
        (Self { folder, store, runtime, logs, names: AtomicU64::new(0) }, milliseconds)
    }

    pub fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    pub fn logs(&self) -> &Logs {
        &self.logs
    }

    pub fn close(self) -> Folder {
        self.folder
    }

    fn request(&self, machine: &str, definition: &str) -> StartExecution {
        StartExecution {
            definition: definition.into(),
            machine: machine.into(),
            name: Some(format!("n{}", self.names.fetch_add(1, Ordering::Relaxed))),
            input: Some(input()),
            handlers_folder: None,
            virtual_time: None,
            trace_header: None,
        }
    }

    /// What one transition writes: the end of one task and the beginning of the next.
    pub async fn body_of_one_transition(&self) -> Vec<Event> {
        self.run_all("body", 1, &chain(4)).await;
        let row = self.runtime.list(Some("body"), 1).expect("a list").remove(0);
        let events = Runtime::events(&self.store, &row.arn).expect("a history");
        let answers = |event: &Event| matches!(event.kind, Kind::TaskSucceeded { .. });
        let first = events.iter().position(answers).unwrap_or_default();
        events.into_iter().skip(first).take(5).collect()
    }

    /// `executions` at once, each through `states` tasks that are answered at once.
    pub async fn transitions_per_second(&self, executions: usize, states: usize) -> f64 {
        let start = Instant::now();
        self.run_all(&format!("chain{executions}"), executions, &chain(states)).await;
        (executions * states) as f64 / start.elapsed().as_secs_f64()
    }

    /// One execution of this many tasks, until it is over; gives the times from one step to the next.
    pub async fn run(&self, machine: &str, states: usize) -> Vec<Duration> {
        let mut changes = self.runtime.subscribe();
        let arn = self.start(machine, &chain(states)).await;
        let (mut times, mut last) = (Vec::with_capacity(states), Instant::now());
        while let Ok(change) = changes.recv().await {
            if *change.execution_arn == *arn {
                times.push(std::mem::replace(&mut last, Instant::now()).elapsed());
                if change.status != "RUNNING" {
                    break;
                }
            }
        }
        times
    }

    pub async fn start(&self, machine: &str, definition: &str) -> String {
        self.runtime.start(self.request(machine, definition)).await.expect("a start").execution_arn
    }

    /// So many executions of one definition, until all are over.
    pub async fn run_all(&self, machine: &str, executions: usize, definition: &str) {
        let mut changes = self.runtime.subscribe();
        let starts: Vec<_> = (0..executions)
            .map(|_| {
                let (runtime, request) = (self.runtime.clone(), self.request(machine, definition));
                tokio::spawn(async move { runtime.start(request).await.expect("a start") })
            })
            .collect();
        let mut open = HashSet::with_capacity(executions);
        for start in starts {
            open.insert(start.await.expect("a start").execution_arn);
        }
        let is_over = || {
            let rows = self.runtime.list(Some(machine), u32::MAX).expect("a list");
            rows.iter().all(|row| row.status != "RUNNING")
        };
        while !open.is_empty() {
            match changes.recv().await {
                Ok(change) if change.status != "RUNNING" => drop(open.remove(&*change.execution_arn)),
                Ok(_) => {}
                Err(RecvError::Lagged(_)) if is_over() => return,
                Err(RecvError::Lagged(_)) => {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    if is_over() {
                        return;
                    }
                }
                Err(RecvError::Closed) => return,
            }
        }
    }

    /// Runs that hand 4 KiB on; gives the events of all, and the bytes of JSON in them.
    pub async fn fill(&self, executions: usize, states: usize) -> (usize, usize) {
        let input = Payload::from_value(json!({ "text": "x".repeat(4_000), "list": [1, 2, 3] }));
        for _ in 0..executions {
            let request =
                StartExecution { input: Some(input.clone()), ..self.request("full", &chain(states)) };
            self.runtime.start(request).await.expect("a start");
        }
        self.until_over("full", executions).await;
        let row = self.runtime.list(Some("full"), 1).expect("a list").remove(0);
        let events = Runtime::events(&self.store, &row.arn).expect("a history");
        let bytes = events.iter().filter_map(|event| event.kind.payload()).map(engine::Payload::bytes);
        (events.len() * executions, bytes.sum::<usize>() * executions)
    }

    async fn until_over(&self, machine: &str, executions: usize) {
        loop {
            let rows = self.runtime.list(Some(machine), u32::MAX).expect("a list");
            if rows.len() == executions && rows.iter().all(|row| row.status != "RUNNING") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Starts per second, and the median time of one in milliseconds.
    pub async fn starts(&self, clients: usize, starts: usize) -> (f64, f64) {
        let definition = wait();
        let start = Instant::now();
        let mut times = Vec::new();
        let clients: Vec<_> = (0..clients)
            .map(|_| {
                let runtime = self.runtime.clone();
                let requests: Vec<_> =
                    (0..starts / clients).map(|_| self.request("wait", &definition)).collect();
                tokio::spawn(async move {
                    let mut times = Vec::with_capacity(requests.len());
                    for request in requests {
                        let start = Instant::now();
                        runtime.start(request).await.expect("a start");
                        times.push(start.elapsed());
                    }
                    times
                })
            })
            .collect();
        for client in clients {
            times.extend(client.await.expect("a client"));
        }
        let rate = times.len() as f64 / start.elapsed().as_secs_f64();
        (rate, within(&times, 0.5))
    }

    /// Seconds for a distributed Map over all items, with Express children of one Pass state.
    pub async fn map_all(&self) -> f64 {
        let start = Instant::now();
        self.run_all("numbers", 1, &numbers::machine()).await;
        let row = self.runtime.list(Some("numbers"), 1).expect("a list").remove(0);
        assert_eq!(row.status, "SUCCEEDED", "{:?} {:?}", row.error, row.cause);
        start.elapsed().as_secs_f64()
    }

    /// This many executions fall asleep.
    pub async fn sleep(&self, executions: usize) {
        self.starts(64, executions).await;
    }
}

fn input() -> Payload {
    let lines = json!([{ "sku": "A-1", "n": 2 }, { "sku": "B-2", "n": 1 }]);
    Payload::from_value(json!({ "order": 4711, "customer": "Ada", "lines": lines }))
}

fn wait() -> String {
    json!({ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 86_400, "End": true } } })
        .to_string()
}

fn chain(states: usize) -> String {
    let mut map = Map::new();
    for number in 0..states {
        let mut state = json!({
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:111111111111:function:instantly",
        });
        match number + 1 == states {
            true => state["End"] = true.into(),
            false => state["Next"] = format!("S{}", number + 1).into(),
        }
        map.insert(format!("S{number}"), state);
    }
    json!({ "StartAt": "S0", "States": Value::Object(map) }).to_string()
}
