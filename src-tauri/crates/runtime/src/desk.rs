//! Where an integration hands in what it has to say about its work after `begin` has returned.

use engine::{Outcome, Payload, Ticket, Timestamp};

use crate::letter::{Letter, Mailbox};

/// The desk of one piece of work. Whatever is handed in late is ignored; it is never an error.
#[derive(Clone, Debug)]
pub struct Desk {
    pub(crate) mailbox: Mailbox,
    pub(crate) execution: i64,
    pub(crate) ticket: Ticket,
}

impl Desk {
    /// The work is over.
    pub fn answer(&self, outcome: Outcome) {
        self.mailbox.post(self.execution, Letter::Answered { ticket: self.ticket, outcome });
    }

    /// The job was accepted, before `begin` returns.
    pub fn submit(&self, output: Payload) {
        self.mailbox.post(self.execution, Letter::Submitted { ticket: self.ticket, output });
    }

    /// The clock of who does the work shows this instant. In virtual time the execution's own catches up before it takes
    /// the answer, which comes next.
    pub fn clock_is(&self, at: Timestamp) {
        self.mailbox.post(self.execution, Letter::ClockIs { ticket: self.ticket, at });
    }

    /// Still alive: moves the heartbeat deadline.
    pub fn beat(&self) {
        self.mailbox.post(self.execution, Letter::Beat { ticket: self.ticket });
    }
}
