//! A log that was cut off in the middle of a sector: exactly what was acknowledged before the cut is recovered.

use std::path::Path;
use std::sync::mpsc;

use store::tables::executions::{Execution, Redrives, Rest};
use store::tables::journal::Entry;
use store::{Error, Options, RowChange, Store, Turn};
use support::figures::TORN_LOGS;
use support::folder::Folder;

use crate::side_by_side::side_by_side;

const SECTOR: usize = 512;

fn record(store: &Store, turn: Turn) -> Result<(), Error> {
    let (sender, receiver) = mpsc::channel();
    store.record(vec![turn], move |results| sender.send(results).unwrap());
    receiver.recv().unwrap().remove(0)
}

fn turn(number: u64) -> Turn {
    let body =
        format!("event {number} {}", "x".repeat(usize::try_from(number).unwrap() * 37 % 900)).into_bytes();
    let entry = Some(Entry { execution: 1, last_event: number, format: 1, body });
    Turn { entry, row: RowChange::Keep, also: None }
}

fn begin() -> Turn {
    let row = Execution {
        id: 1,
        arn: "arn".into(),
        name: "name".into(),
        machine: "machine".into(),
        definition: "hash".into(),
        handlers_folder: None,
        status: "RUNNING".into(),
        started_at: 0,
        stopped_at: None,
        input: "{}".into(),
        output: None,
        error: None,
        cause: None,
        last_event: 0,
        rest: Rest::Awake,
        redrives: Redrives::default(),
        child_of: None,
    };
    Turn { entry: None, row: RowChange::Insert(Box::new(row), Some("{}".into())), also: None }
}

/// The events that a restart finds.
fn recovered(file: &[u8], log: &[u8]) -> Vec<u64> {
    let folder = Folder::quick("torn");
    std::fs::write(folder.path().join("signalbox.db"), file).unwrap();
    std::fs::write(folder.path().join("signalbox.db-wal"), log).unwrap();
    let store = Store::open(&Options::new(folder.path(), "the test")).unwrap();
    let mut events = Vec::new();
    let read = |entry: Entry| {
        events.push(entry.last_event);
        true
    };
    store.read(|tables| tables.journal().of_execution(1, 0, read)).unwrap();
    events
}

fn length(path: &Path) -> usize {
    usize::try_from(std::fs::metadata(path).unwrap().len()).unwrap()
}

#[test]
fn a_torn_log_gives_exactly_what_was_acknowledged() {
    let folder = Folder::new("whole");
    let store = Store::open(&Options::new(folder.path(), "the test")).unwrap();
    let (file, log) = (folder.path().join("signalbox.db"), folder.path().join("signalbox.db-wal"));
    record(&store, begin()).unwrap();
    // How long the log was when each event was acknowledged.
    let mut acknowledged = Vec::new();
    while 2 * length(&log) / SECTOR < TORN_LOGS.get() {
        record(&store, turn(acknowledged.len() as u64 + 1)).unwrap();
        acknowledged.push(length(&log));
    }
    let (file, log) = (std::fs::read(file).unwrap(), std::fs::read(log).unwrap());
    let cuts: Vec<usize> = (0..=log.len()).step_by(SECTOR).collect();
    let points = 2 * cuts.len();
    side_by_side(cuts, |cut| {
        let expected = acknowledged.iter().filter(|end| **end <= cut).count() as u64;
        let expected: Vec<u64> = (1..=expected).collect();
        assert_eq!(recovered(&file, &log[..cut]), expected, "cut at {cut}");
        // A sector of garbage where the next one should be.
        let mut garbage = log[..cut].to_vec();
        garbage.extend(std::iter::repeat_n(0xa5, SECTOR));
        assert_eq!(recovered(&file, &garbage), expected, "cut at {cut}, then garbage");
    });
    println!("{points} points");
}
