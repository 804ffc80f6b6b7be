//! What people can see of express executions: the running ones and the last that ended, in memory only.
//!
//! AWS keeps no history of them either; this is what its logs would show. Nothing here survives the process.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::Event;
use store::tables::executions::{Closing, Execution};

use crate::History;

/// Executions that are remembered after their end.
const ENDED_MAX: usize = 1_000;
/// Bytes that the ended ones may take together.
const BYTES_MAX: usize = 64 * 1024 * 1024;
/// Events that are remembered of one execution, from its beginning. It may have any number.
const EVENTS_MAX: usize = 25_000;
/// Bytes of one execution after which no more of its events are remembered.
const EXECUTION_BYTES_MAX: usize = 16 * 1024 * 1024;

/// One execution as it is seen.
#[derive(Debug)]
pub(crate) struct Logged(Mutex<Record>);

#[derive(Debug)]
struct Record {
    row: Execution,
    events: Vec<Event>,
    bytes: usize,
}

impl Logged {
    fn record(&self) -> MutexGuard<'_, Record> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of a turn.
    pub(crate) fn append(&self, events: Vec<Event>, last_event: u64, closing: Option<Closing>) {
        let mut record = self.record();
        record.row.last_event = last_event;
        if let Some(closing) = closing {
            record.row.close(closing);
        }
        if record.events.len() < EVENTS_MAX && record.bytes < EXECUTION_BYTES_MAX {
            record.bytes = record.bytes.saturating_add(weight(&events));
            record.events.extend(events);
        }
    }

    pub(crate) fn row(&self) -> Execution {
        self.record().row.clone()
    }

    /// What it was started with.
    pub(crate) fn start(&self) -> Option<Arc<engine::Start>> {
        match &self.record().events.first()?.kind {
            engine::Kind::ExecutionStarted { start, .. } => Some(Arc::clone(start)),
            _ => None,
        }
    }

    pub(crate) fn history(&self, after: u64, max: usize, include_data: bool) -> History {
        let record = self.record();
        let wanted = record.events.iter().filter(|event| event.id > after);
        let shown = wanted.filter_map(|event| engine::history::public(event, include_data));
        History {
            events: shown.take(max).collect(),
            last_event: record.events.iter().rev().map(|event| event.id).find(|id| *id > 0).unwrap_or(0),
            status: record.row.status.clone(),
        }
    }
}

/// Roughly the memory that events take. What is passed on from one to the next is there once.
fn weight(events: &[Event]) -> usize {
    let mut before: Option<&engine::Payload> = None;
    let mut bytes = std::mem::size_of_val(events);
    for payload in events.iter().filter_map(|event| event.kind.payload()) {
        if !before.is_some_and(|before| before.is_shared_with(payload)) {
            bytes = bytes.saturating_add(payload.bytes());
        }
        before = Some(payload);
    }
    bytes
}

/// All executions that can be seen.
#[derive(Debug, Default)]
pub(crate) struct ExpressLog(Mutex<Lists>);

#[derive(Debug, Default)]
struct Lists {
    by_arn: HashMap<String, Arc<Logged>>,
    running: BTreeMap<i64, Arc<Logged>>,
    /// Oldest first, with the bytes each takes.
    ended: VecDeque<(usize, Arc<Logged>)>,
    bytes: usize,
}

impl ExpressLog {
    fn lists(&self) -> MutexGuard<'_, Lists> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more is running.
    pub(crate) fn begin(&self, row: Execution) -> Arc<Logged> {
        let (id, arn) = (row.id, row.arn.clone());
        let logged = Arc::new(Logged(Mutex::new(Record { row, events: Vec::new(), bytes: 0 })));
        let mut lists = self.lists();
        lists.by_arn.insert(arn, Arc::clone(&logged));
        lists.running.insert(id, Arc::clone(&logged));
        logged
    }

    /// It is over; the oldest that are over give way.
    pub(crate) fn end(&self, id: i64) {
        let mut lists = self.lists();
        let Some(logged) = lists.running.remove(&id) else { return };
        let bytes = logged.record().bytes;
        lists.bytes = lists.bytes.saturating_add(bytes);
        lists.ended.push_back((bytes, logged));
        while lists.ended.len() > ENDED_MAX || (lists.bytes > BYTES_MAX && lists.ended.len() > 1) {
            let Some((bytes, logged)) = lists.ended.pop_front() else { return };
            lists.bytes = lists.bytes.saturating_sub(bytes);
            lists.by_arn.remove(&logged.record().row.arn);
        }
    }

    pub(crate) fn find(&self, arn: &str) -> Option<Arc<Logged>> {
        self.lists().by_arn.get(arn).cloned()
    }

    /// ARNs with this beginning that are running.
    pub(crate) fn running(&self, prefix: &str) -> Vec<String> {
        let lists = self.lists();
        let records = lists.running.values().map(|logged| logged.record());
        // One that has just ended is here until its shard has told of it.
        let running = records.filter(|record| record.row.status == "RUNNING");
        running.map(|record| record.row.arn.clone()).filter(|arn| arn.starts_with(prefix)).collect()
    }

    /// At most `max` rows, newest first; of one state machine or of all.
    pub(crate) fn latest(&self, machine: Option<&str>, max: usize) -> Vec<Execution> {
        let lists = self.lists();
        let all = lists.running.values().chain(lists.ended.iter().map(|(_, logged)| logged));
        let mut rows: Vec<Execution> = all
            .map(|logged| logged.record())
            .filter(|record| machine.is_none_or(|machine| record.row.machine == machine))
            .map(|record| record.row.clone())
            .collect();
        rows.sort_unstable_by_key(|row| std::cmp::Reverse(row.id));
        rows.truncate(max);
        rows
    }
}
