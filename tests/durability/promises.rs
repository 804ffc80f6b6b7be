//! Everything that was promised by processes that are gone, and whether the database keeps it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use engine::{Event, Execution, Kind};
use runtime::Runtime;
use store::tables::executions;
use store::{Options, Store};

use crate::victim::{Remains, Scene};

#[derive(Clone, Default)]
pub struct Promises {
    started: BTreeSet<String>,
    stopped: BTreeSet<String>,
    answered: BTreeSet<String>,
    /// Highest event shown of an execution.
    shown: BTreeMap<String, u64>,
    /// What the last check found: histories only grow, final rows never change.
    histories: BTreeMap<String, Vec<Event>>,
    ended: BTreeMap<String, executions::Execution>,
    /// How many executions were checked, in all.
    pub checked: usize,
}

impl Promises {
    /// Takes the lines of one process down.
    pub fn note(&mut self, remains: &Remains) {
        remains.lines.iter().for_each(|line| self.note_line(line));
    }

    /// Takes one line down.
    pub fn note_line(&mut self, line: &str) {
        let mut words = line.split(' ');
        match (words.next(), words.next(), words.next()) {
            (Some("started"), Some(arn), _) => drop(self.started.insert(arn.into())),
            (Some("stopped"), Some(arn), _) => drop(self.stopped.insert(arn.into())),
            (Some("answered"), Some(token), _) => {
                assert!(self.answered.insert(token.into()), "I7: a token was accepted twice");
            }
            (Some("shown"), Some(arn), Some(last)) => {
                let last: u64 = last.parse().unwrap();
                let shown = self.shown.entry(arn.into()).or_default();
                *shown = last.max(*shown);
            }
            _ => {}
        }
    }

    /// Opens the database as a restart would and compares.
    pub fn check(&mut self, scene: &Scene, context: &str) {
        self.check_folder(&scene.data(), &scene.trace("begun"), context);
    }

    /// As [`Promises::check`], with the work that was begun in the world outside.
    pub fn check_folder(&mut self, data: &Path, begun: &[String], context: &str) {
        let store = Store::open(&Options::new(data, "the check"));
        let store = store.unwrap_or_else(|error| panic!("I8: {context}: {error}"));
        let rows = store.read(|tables| tables.executions().latest(None, None, u32::MAX)).unwrap();
        let rows: BTreeMap<String, executions::Execution> =
            rows.into_iter().map(|row| (row.arn.clone(), row)).collect();
        for arn in &self.started {
            assert!(rows.contains_key(arn), "I1: {context}: {arn} was acknowledged");
        }
        for (arn, row) in rows {
            let events = Runtime::events(&store, &arn).unwrap();
            self.check_history(&arn, &row, &events, context);
            self.check_row(&arn, &row, context);
            self.histories.insert(arn, events);
            self.checked += 1;
        }
        self.check_tokens(context);
        self.check_effects(begun, context);
    }

    fn check_history(&self, arn: &str, row: &executions::Execution, events: &[Event], context: &str) {
        assert!(!events.is_empty(), "I2: {context}: {arn} has a history");
        let mut public = 0;
        for (position, event) in (1..).zip(events) {
            assert_eq!(event.position, position, "I2: {context}: {arn} has no gap");
            if event.id > 0 {
                public += 1;
                assert_eq!(event.id, public, "I2: {context}: {arn} has no gap in its ids");
                assert!(event.previous < event.id, "I2: {context}: {arn} refers back");
            }
        }
        let folded = Execution::replay(events);
        assert_eq!(folded.status().word(), row.status, "I2: {context}: {arn} folds to its row");
        let before = self.histories.get(arn).map_or(&[][..], Vec::as_slice);
        assert!(events.starts_with(before), "I1: {context}: {arn} lost or changed events");
        let shown = self.shown.get(arn).copied().unwrap_or_default();
        assert!(shown <= public, "I3: {context}: {arn} was shown up to {shown} but has {public}");
        let mut until = BTreeMap::new();
        for event in events {
            match &event.kind {
                Kind::WaitScheduled { until: due, .. } => drop(until.insert(event.scope, *due)),
                Kind::StateExited { .. } => {
                    let due = until.remove(&event.scope).unwrap_or(event.at);
                    assert!(event.at >= due, "I5: {context}: {arn} woke early");
                }
                _ => {}
            }
        }
    }

    fn check_row(&mut self, arn: &str, row: &executions::Execution, context: &str) {
        if self.stopped.contains(arn) {
            assert_eq!(row.status, "ABORTED", "I1: {context}: {arn} was stopped");
        }
        if row.status != "RUNNING" {
            let before = self.ended.entry(arn.into()).or_insert_with(|| row.clone());
            assert_eq!(before, row, "I6: {context}: {arn} changed after its end");
        }
    }

    /// An answer that was acknowledged is in the history of its execution, once.
    fn check_tokens(&self, context: &str) {
        for token in &self.answered {
            let claim = engine::token::read(token).unwrap();
            let events = self.histories.get(&claim.execution_arn).map_or(&[][..], Vec::as_slice);
            let is_answer = |event: &&Event| match &event.kind {
                Kind::TaskSucceeded { ticket, .. } => *ticket == claim.ticket,
                _ => false,
            };
            let answers = events.iter().filter(is_answer).count();
            assert_eq!(answers, 1, "I1, I7: {context}: the answer of {} counts once", claim.execution_arn);
        }
    }

    /// Nothing was begun before it was written down, and nothing twice, whatever happened in between.
    fn check_effects(&self, begun: &[String], context: &str) {
        let mut started = BTreeSet::new();
        for (arn, events) in &self.histories {
            started.extend(events.iter().filter_map(|event| match &event.kind {
                Kind::TaskStarted { ticket, .. } => Some(format!("{arn} {}", ticket.0)),
                _ => None,
            }));
        }
        let mut seen = BTreeSet::new();
        for line in begun {
            assert!(seen.insert(line), "I4: {context}: begun twice: {line}");
            assert!(started.contains(line), "I3: {context}: begun before it was written down: {line}");
        }
    }

    /// After the last process has finished: everything is over, and what was interrupted says so.
    pub fn check_all_over(&self, context: &str) {
        for (arn, events) in &self.histories {
            assert!(self.ended.contains_key(arn), "{context}: {arn} came to an end");
            let begun = events.iter().filter(|event| matches!(event.kind, Kind::TaskStarted { .. })).count();
            let over = |event: &&Event| {
                matches!(
                    event.kind,
                    Kind::TaskSucceeded { .. } | Kind::TaskFailed { .. } | Kind::TaskTimedOut { .. }
                )
            };
            let cut = events
                .iter()
                .any(|event| matches!(event.kind, Kind::ExecutionAborted(_) | Kind::Collapsed { .. }));
            let ended = events.iter().filter(over).count();
            assert!(cut || begun == ended, "I4: {context}: {arn}: {begun} tasks were started, {ended} ended");
        }
    }

    /// Executions in which a task was cut off.
    pub fn interrupted(&self) -> usize {
        let is_interruption = |event: &Event| match &event.kind {
            Kind::TaskFailed { failure, .. } => failure.error.as_deref() == Some("Signalbox.TaskInterrupted"),
            _ => false,
        };
        self.histories.values().filter(|events| events.iter().any(is_interruption)).count()
    }
}
