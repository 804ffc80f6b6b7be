//! Virtual time: an execution whose clock jumps to the next due moment when nothing but time is waited for.
//!
//! Its clock is the wall clock plus what was skipped so far, which the journal knows. What somebody outside has to do
//! takes the time it takes: while a task or a Map Run is open nothing is skipped, so nobody is timed out by a jump.

use crate::scope::{Visit, Work};
use crate::{Execution, Start, Ticket, Timestamp};

/// How far the clock of an execution is ahead of the wall clock: what was skipped so far in virtual time, and how far the
/// wall clock was set back while nobody looked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Skipped {
    pub milliseconds: i64,
    /// Events that say so. Chance does not count them, so that it falls as in real time.
    pub events: u64,
}

impl Start {
    /// What the clock of the execution shows at its beginning.
    #[must_use]
    pub fn clock(&self, wall: Timestamp) -> Timestamp {
        wall.plus_milliseconds(self.virtual_time.unwrap_or(0))
    }
}

impl Execution {
    /// How far its clock is ahead of the wall clock, in milliseconds; `None` for one that runs in real time.
    #[must_use]
    pub fn virtual_time(&self) -> Option<i64> {
        self.start()?.virtual_time.map(|_| self.skipped.milliseconds)
    }

    /// What its clock shows when it is `wall`.
    #[must_use]
    pub fn clock(&self, wall: Timestamp) -> Timestamp {
        wall.plus_milliseconds(self.skipped.milliseconds)
    }

    /// What its clock shows at a moment that somebody named: in virtual time moments are its own, else the wall clock's.
    pub(crate) fn named_moment(&self, at: Timestamp) -> Timestamp {
        if self.virtual_time().is_some() { at } else { self.clock(at) }
    }

    /// When its clock will show `at`, if nothing more is skipped.
    #[must_use]
    pub fn wall(&self, at: Timestamp) -> Timestamp {
        at.plus_milliseconds(self.skipped.milliseconds.saturating_neg())
    }

    /// To where its clock may jump now; feed [`Input::Skip`](crate::Input::Skip), then what is due.
    #[must_use]
    pub fn skips_to(&self) -> Option<Timestamp> {
        self.virtual_time()?;
        if self.status.is_terminal() || !self.ready.is_empty() {
            return None;
        }
        let mut waits = false;
        for work in self.scopes.iter().filter_map(|scope| scope.visit().map(|Visit { work, .. }| work)) {
            match work {
                Work::Task(_) | Work::MapRun(_) => return None,
                Work::Wait { .. } | Work::Backoff { .. } => waits = true,
                Work::Idle | Work::Parallel(_) | Work::Map(_) | Work::Resulted(_) | Work::Failed(_) => {}
            }
        }
        self.next_due().filter(|_| waits)
    }

    /// To where its clock goes before it takes the answer to `ticket`, if the clock of who answers shows `at`: not past
    /// what is due, and nowhere while somebody else has to answer as well.
    #[must_use]
    pub fn catches_up(&self, ticket: Ticket, at: Timestamp) -> Option<Timestamp> {
        self.virtual_time()?;
        let works = self.scopes.iter().filter_map(|scope| scope.visit().map(|Visit { work, .. }| work));
        let is_other = |work: &Work| match work {
            Work::Task(attempt) => attempt.ticket != ticket,
            Work::MapRun(distributed) => distributed.ticket != ticket,
            _ => false,
        };
        if works.into_iter().any(is_other) {
            return None;
        }
        let own = self.origin.as_ref().and_then(|origin| origin.due);
        let timers =
            self.scopes.iter().filter_map(|scope| scope.timer()).filter(|(timer, _)| *timer != ticket);
        timers.map(|(_, due)| due).chain(own).chain([at]).min()
    }
}
