//! The database as a whole: opening, refusing, grouping, failing.

mod failing;
mod openings;
mod rows;
mod turns;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, mpsc};

use crate::tables::executions::{Closing, Execution, Redrives, Reopening, Rest};
use crate::tables::journal::Entry;
use crate::tables::{accounts, approval_audit, approvals, journal_index, recents, sessions, snapshots};
use crate::{Error, Options, Point, Probe, RowChange, Store, Turn, opening};

/// A folder that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("signalbox-store-{}-{count}", std::process::id())))
    }

    fn options(&self) -> Options {
        Options::new(&self.0, "the test")
    }

    fn open(&self) -> Store {
        Store::open(&self.options()).unwrap()
    }

    fn file(&self) -> PathBuf {
        opening::database(&self.0)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn put(store: &Store, key: &str, value: &str) -> Result<(), Error> {
    let (key, value) = (key.to_owned(), value.to_owned());
    store.write(move |tables| tables.settings().put(&key, &value)).wait()
}

fn value(store: &Store, key: &str) -> Option<String> {
    store.read(|tables| tables.settings().value(key)).unwrap()
}

fn execution(id: i64) -> Execution {
    Execution {
        id,
        arn: format!("arn:{id}"),
        name: id.to_string(),
        machine: "orders".into(),
        definition: "hash".into(),
        handlers_folder: None,
        status: "RUNNING".into(),
        started_at: 1,
        stopped_at: None,
        input: "{}".into(),
        output: None,
        error: None,
        cause: None,
        last_event: 1,
        rest: Rest::Awake,
        redrives: Redrives::default(),
        child_of: None,
    }
}

fn start(id: i64) -> Turn {
    let row = RowChange::Insert(Box::new(execution(id)), Some("{}".into()));
    Turn { entry: Some(entry(id, 1)), row, also: None }
}

fn entry(execution: i64, last_event: u64) -> Entry {
    Entry { execution, last_event, format: 1, body: format!("{execution}/{last_event}").into_bytes() }
}

fn next(execution: i64, last_event: u64) -> Turn {
    Turn { entry: Some(entry(execution, last_event)), row: RowChange::Keep, also: None }
}

fn record(store: &Store, turns: Vec<Turn>) -> Vec<Result<(), Error>> {
    let (sender, receiver) = mpsc::channel();
    store.record(turns, move |results| sender.send(results).unwrap());
    receiver.recv().unwrap()
}

fn journal(store: &Store, execution: i64, after: u64) -> Vec<String> {
    let mut bodies = Vec::new();
    let read = |entry: Entry| {
        bodies.push(String::from_utf8(entry.body).unwrap());
        true
    };
    store.read(|tables| tables.journal().of_execution(execution, after, read)).unwrap();
    bodies
}
