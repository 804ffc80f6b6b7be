//! The fold of an execution's events.

use crate::{Command, Event, Pending, Status, Timestamp};

/// Where an execution stands: the fold of its events, and nothing else. Does not keep the events.
#[derive(Clone, Debug, PartialEq)]
pub struct Execution {
    position: u64,
    status: Status,
}

impl Execution {
    /// Before the first event.
    #[must_use]
    pub fn new() -> Self {
        Self { position: 0, status: Status::Running }
    }

    /// Takes one more event into account. Total, and decides nothing.
    pub fn apply(&mut self, event: &Event) {
        self.position = event.position;
    }

    /// The fold of `events`, from the first one.
    #[must_use]
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut execution = Self::new();
        for event in events {
            execution.apply(event);
        }
        execution
    }

    /// Everything the outside world still owes, in a fixed order. Empty once the execution is over.
    #[must_use]
    pub fn outstanding(&self) -> Vec<Command> {
        Vec::new()
    }

    /// Running, or how it ended.
    #[must_use]
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// What is waited for, in words for people.
    #[must_use]
    pub fn pending(&self) -> Vec<Pending> {
        Vec::new()
    }

    /// The earliest timer of [`Command::WakeAt`].
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        None
    }

    /// Number of events so far, private ones included: the position of the last one.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.position
    }
}

impl Default for Execution {
    fn default() -> Self {
        Self::new()
    }
}
