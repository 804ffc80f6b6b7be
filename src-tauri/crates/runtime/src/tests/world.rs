//! A runtime on a real database, with a clock that only moves when told and a worker that counts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use engine::{Event, Execution, Failure, Outcome, Pattern, Payload, Timestamp};
use serde_json::{Value, json};
use store::{Options, Probe, Store, tables};
use tokio::sync::watch;

use crate::item_store::ItemStore;
use crate::{
    Begun, Clock, Desk, Entropy, Error, Followed, Integration, Later, LogSink, Parts, Quotas, Runtime,
    StartExecution, Work, journal, names,
};

pub(super) const BEGINNING: i64 = 1_800_000_000_000;

/// A wall clock that somebody may set, followed as the real one is. Time passes only when told.
#[derive(Debug)]
pub(super) struct TestClock {
    shown: watch::Sender<Shown>,
    followed: Mutex<Followed>,
    /// For what it was ever waited.
    wakes: Mutex<BTreeSet<i64>>,
}

#[derive(Debug)]
struct Shown {
    wall: i64,
    steady: i64,
    now: i64,
}

impl TestClock {
    fn new() -> Self {
        let shown = watch::Sender::new(Shown { wall: BEGINNING, steady: 0, now: BEGINNING });
        let clock = Self { shown, followed: Mutex::default(), wakes: Mutex::default() };
        clock.advance(0);
        clock
    }

    fn show(&self, change: impl FnOnce(&mut Shown)) {
        self.shown.send_modify(|shown| {
            change(shown);
            shown.now = self.followed.lock().unwrap().read(shown.wall, shown.steady).0;
        });
    }

    /// Time passes.
    pub(super) fn advance(&self, milliseconds: i64) {
        self.show(|shown| {
            (shown.wall, shown.steady) = (shown.wall + milliseconds, shown.steady + milliseconds)
        });
    }

    /// Somebody sets the wall clock forward, or back.
    pub(super) fn set(&self, milliseconds: i64) {
        self.show(|shown| shown.wall += milliseconds);
    }

    /// What a person reads on it.
    pub(super) fn wall(&self) -> i64 {
        self.shown.borrow().wall
    }

    /// Another process reads the wall clock, which shows so much more.
    fn restart(&self, milliseconds: i64) {
        *self.followed.lock().unwrap() = Followed::new();
        self.set(milliseconds);
    }

    /// Goes on to the next instant that somebody waits for, if it is not after `latest`.
    pub(super) fn advance_to_next(&self, latest: Timestamp) {
        let now = self.now().0;
        let next = self.wakes.lock().unwrap().range(now + 1..=latest.0.max(now + 1)).next().copied();
        self.advance(next.unwrap_or(now) - now);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.shown.borrow().now)
    }

    fn wall(&self) -> Timestamp {
        self.now()
    }

    fn sleep_until(&self, at: Timestamp) -> Later<()> {
        let mut shown = self.shown.subscribe();
        self.wakes.lock().unwrap().insert(at.0);
        Box::pin(async move {
            let _ = shown.wait_for(|shown| shown.now >= at.0).await;
        })
    }
}

#[derive(Debug, Default)]
pub(super) struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let number = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes.iter_mut().zip(number.iter().rev().cycle()).for_each(|(byte, value)| *byte = *value);
    }
}

/// Does what the last word of the resource says.
#[derive(Debug, Default)]
pub(super) struct Worker {
    /// How often each piece of work was begun, by execution and ticket.
    pub(super) begun: Mutex<BTreeMap<(String, u64), u32>>,
    pub(super) tokens: Mutex<Vec<String>>,
    pub(super) desks: Mutex<Vec<Desk>>,
    pub(super) abandoned: Mutex<Vec<String>>,
    pub(super) repeats_harmlessly: bool,
}

impl Integration for Worker {
    fn answers(&self, resource: &str, _: Pattern) -> bool {
        !resource.contains("nobody")
    }

    fn begin(&self, work: Work, desk: Desk) -> Later<Begun> {
        let key = (work.origin.execution_arn.to_string(), work.ticket.0);
        *self.begun.lock().unwrap().entry(key).or_default() += 1;
        self.tokens.lock().unwrap().extend(work.task.token.clone());
        self.desks.lock().unwrap().push(desk);
        let deed = work.task.resource.rsplit(':').next().unwrap_or_default().to_owned();
        Box::pin(async move {
            match deed.as_str() {
                "fail" => Begun::Answered(Outcome::Failed(failure("Worker.Failed"))),
                "hang" => std::future::pending().await,
                "panic" => panic!("a broken integration"),
                token if token.ends_with(".waitForTaskToken") => {
                    Begun::Accepted(payload(&json!({"sent": true})))
                }
                activity if work.task.pattern == Pattern::Activity && activity != "answered" => {
                    Begun::Accepted(payload(&json!(activity)))
                }
                _ => Begun::Answered(Outcome::Succeeded(work.task.parameters.clone())),
            }
        })
    }

    fn abandon(&self, work: Work) -> Later<()> {
        self.abandoned.lock().unwrap().push(work.task.state.to_string());
        Box::pin(async {})
    }

    fn repeats_harmlessly(&self) -> bool {
        self.repeats_harmlessly
    }
}

pub(super) fn payload(value: &Value) -> Payload {
    Payload::from_value(value.clone())
}

pub(super) fn failure(error: &str) -> Failure {
    Failure { error: Some(error.into()), cause: None }
}

pub(super) struct World {
    pub(super) folder: PathBuf,
    pub(super) clock: Arc<TestClock>,
    pub(super) worker: Arc<Worker>,
    pub(super) probe: Option<Arc<dyn Probe>>,
    pub(super) items: Option<Arc<dyn ItemStore>>,
    pub(super) log: Option<Arc<dyn LogSink>>,
    pub(super) quotas: Quotas,
    runtime: Option<Runtime>,
    store: Option<Store>,
    entropy: Arc<Counting>,
}

impl World {
    pub(super) async fn new() -> Self {
        Self::with(Worker::default(), None).await
    }

    pub(super) async fn with(worker: Worker, probe: Option<Arc<dyn Probe>>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("signalbox-runtime-{}-{count}", std::process::id()));
        let clock = Arc::new(TestClock::new());
        let worker = Arc::new(worker);
        let (runtime, store, entropy) = (None, None, Arc::default());
        let (items, log, quotas) = (None, None, Quotas::default());
        let mut world = Self { folder, clock, worker, probe, items, log, quotas, runtime, store, entropy };
        world.open().await;
        world
    }

    /// What its clock shows.
    pub(super) fn now(&self) -> i64 {
        self.clock.now().0
    }

    pub(super) fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().unwrap()
    }

    pub(super) fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    async fn open(&mut self) {
        let options = Options { probe: self.probe.clone(), ..Options::new(&self.folder, "the test") };
        let store = loop {
            match Store::open(&options) {
                Ok(store) => break store,
                // The shards of the runtime before are still letting go.
                Err(store::Error::AlreadyOpen { .. }) => tokio::task::yield_now().await,
                Err(error) => panic!("{error}"),
            }
        };
        let parts = Parts {
            store: store.clone(),
            clock: self.clock.clone(),
            entropy: self.entropy.clone(),
            integrations: vec![self.worker.clone()],
            item_store: self.items.clone(),
            log: self.log.clone(),
            quotas: self.quotas,
        };
        self.store = Some(store);
        self.runtime = Some(Runtime::open(parts).await.unwrap());
    }

    /// The process dies and is started again; the wall clock then shows `away` milliseconds more.
    pub(super) async fn crash(&mut self, away: i64) {
        self.close();
        self.clock.restart(away);
        self.open().await;
    }

    pub(super) fn close(&mut self) {
        self.runtime = None;
        self.store = None;
        self.worker.desks.lock().unwrap().clear();
    }

    pub(super) fn request(&self, name: &str, definition: &Value) -> StartExecution {
        StartExecution {
            definition: definition.to_string(),
            machine: "test".into(),
            name: Some(name.into()),
            input: Some(payload(&json!({ "n": 1 }))),
            handlers_folder: None,
            virtual_time: None,
            trace_header: None,
        }
    }

    pub(super) async fn try_start(&self, name: &str, definition: &Value) -> Result<String, Error> {
        Ok(self.runtime().start(self.request(name, definition)).await?.execution_arn)
    }

    pub(super) async fn start(&self, name: &str, definition: &Value) -> String {
        self.try_start(name, definition).await.unwrap()
    }

    pub(super) fn row(&self, arn: &str) -> tables::executions::Execution {
        self.runtime().describe(arn).unwrap()
    }

    /// Waits for changes until the row is as wanted.
    pub(super) async fn until(&self, arn: &str, wanted: impl Fn(&tables::executions::Execution) -> bool) {
        let mut changes = self.runtime().subscribe();
        while !wanted(&self.row(arn)) {
            let _ = changes.recv().await;
        }
    }

    pub(super) async fn until_over(&self, arn: &str) -> tables::executions::Execution {
        self.until(arn, |row| row.status != "RUNNING").await;
        self.check(arn);
        self.row(arn)
    }

    /// Waits until `count` events of this type are on disk.
    pub(super) async fn until_event(&self, arn: &str, kind: &str, count: usize) {
        let mut changes = self.runtime().subscribe();
        while self.types(arn).iter().filter(|found| *found == kind).count() < count {
            let _ = changes.recv().await;
        }
    }

    /// Types of the public events.
    pub(super) fn types(&self, arn: &str) -> Vec<String> {
        let history = self.runtime().history(arn, 0, usize::MAX).unwrap();
        history.events.iter().map(|event| event["type"].as_str().unwrap().to_owned()).collect()
    }

    /// All events, the private ones too.
    pub(super) fn events(&self, arn: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let read = |event| {
            events.push(event);
            true
        };
        self.store().read(|tables| journal::read(tables, self.row(arn).id, 0, read)).unwrap().unwrap();
        events
    }

    /// The history has no gaps, and its fold is what the row says.
    pub(super) fn check(&self, arn: &str) {
        let row = self.row(arn);
        let events = self.events(arn);
        let mut public = 0;
        for (position, event) in (1..).zip(&events) {
            assert_eq!(event.position, position, "{arn}: positions have no gap");
            if event.id != 0 {
                public += 1;
                assert_eq!(event.id, public, "{arn}: ids have no gap");
                assert!(event.previous < event.id, "{arn}: event {public} follows an earlier one");
            }
        }
        let replayed = Execution::replay(&events);
        assert_eq!(replayed.status().word(), row.status, "{arn}: the fold is what the row says");
        let pages: Vec<Value> = (0..)
            .map(|page| self.runtime().history(arn, page * 3, 3).unwrap().events)
            .take_while(|page| !page.is_empty())
            .flatten()
            .collect();
        assert_eq!(pages, self.runtime().history(arn, 0, usize::MAX).unwrap().events, "{arn}: pages fit");
        assert_eq!(pages.len() as u64, public, "{arn}: every public event is shown");
    }

    /// The only token that was given out.
    pub(super) fn token(&self) -> String {
        let tokens = self.worker.tokens.lock().unwrap();
        assert_eq!(tokens.len(), 1, "one token was given out");
        tokens[0].clone()
    }

    /// How often work of this execution was begun.
    pub(super) fn begun(&self, arn: &str) -> u32 {
        self.worker
            .begun
            .lock()
            .unwrap()
            .iter()
            .filter(|((of, _), _)| of == arn)
            .map(|(_, count)| count)
            .sum()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub(super) fn machine(states: &Value) -> Value {
    let first = states.as_object().unwrap().keys().next().unwrap();
    json!({ "StartAt": first, "States": states })
}

pub(super) fn function(name: &str) -> String {
    format!("arn:aws:lambda:{}:{}:function:{name}", names::REGION, names::ACCOUNT)
}

pub(super) fn activity(name: &str) -> String {
    format!("arn:aws:states:{}:{}:activity:{name}", names::REGION, names::ACCOUNT)
}

pub(super) fn task(resource: &str) -> Value {
    machine(&json!({ "Do": { "Type": "Task", "Resource": resource, "End": true } }))
}

pub(super) fn wait(seconds: u32) -> Value {
    machine(&json!({ "Wait": { "Type": "Wait", "Seconds": seconds, "End": true } }))
}

pub(super) fn callback() -> Value {
    machine(&json!({ "Ask": {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": { "Token.$": "$$.Task.Token" },
        "End": true,
    } }))
}

pub(super) fn success() -> Outcome {
    Outcome::Succeeded(payload(&json!({ "answer": 42 })))
}
