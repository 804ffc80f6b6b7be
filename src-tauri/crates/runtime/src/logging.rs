//! Log records on their way out: what executions of state machines that log have to say, and who takes it.
//!
//! A turn is logged after it is on disk, or, of an express execution, when it was taken. While the log is behind,
//! executions that log take no turns; all others go on, and nobody waits for a disk.

use std::fmt;
use std::sync::Arc;

use engine::Event;
use engine::execution_log::{Logging, Subject, write_record};

use crate::ground::Ground;
use crate::letter::{Mailbox, Message};
use crate::resident::Resident;
use crate::shard::Shard;

/// Room for a record; most are shorter.
const RECORD_BYTES: usize = 512;

/// Who writes log records down. Nothing here may block or fail: what cannot be written is lost, and no execution
/// notices.
pub trait LogSink: fmt::Debug + Send + Sync {
    /// Takes the records of one turn. Those of one execution come in their order.
    fn take(&self, turn: LoggedTurn);

    /// Whether so much is waiting that nobody should have more to say.
    fn is_full(&self) -> bool;

    /// Calls once there is room again, which may be at once.
    fn when_there_is_room(&self, call: Box<dyn FnOnce() + Send>);
}

/// The records of a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedTurn {
    /// How and where they are logged.
    pub logging: Arc<Logging>,
    /// One a line, see [`write_record`].
    pub records: Vec<u8>,
    /// How many there are, at least one.
    pub count: u64,
}

impl LoggedTurn {
    /// What is to be logged of these events, if anything is.
    pub(crate) fn of(
        logging: &Arc<Logging>,
        execution_arn: &str,
        redrive_count: u32,
        events: &[Event],
    ) -> Option<Self> {
        let Logging { level, include_execution_data, .. } = **logging;
        let subject = Subject { execution_arn, redrive_count, include_execution_data };
        let taken = || events.iter().filter(|event| level.takes(&event.kind));
        let count = taken().count();
        if count == 0 {
            return None;
        }
        let mut records = Vec::with_capacity(count.saturating_mul(RECORD_BYTES));
        taken().for_each(|event| write_record(event, subject, &mut records));
        Some(Self { logging: Arc::clone(logging), records, count: count as u64 })
    }
}

impl Ground {
    /// Hands over what is to be logged.
    pub(crate) fn log(&self, turn: Option<LoggedTurn>) {
        if let Some((log, turn)) = self.log.as_ref().zip(turn) {
            log.take(turn);
        }
    }
}

impl Resident {
    fn logging(&self) -> Option<&Arc<Logging>> {
        self.execution.start()?.logging.as_ref()
    }

    /// What is to be logged of its newest events.
    pub(crate) fn logged_turn(&self, events: &[Event]) -> Option<LoggedTurn> {
        let redrives = self.execution.redrive_count();
        LoggedTurn::of(self.logging()?, &self.origin.execution_arn, redrives, events)
    }
}

impl Shard {
    /// Holds an execution that logs back while the log is full; whether it did.
    pub(crate) fn holds_back(&mut self, id: i64) -> bool {
        let logs = self.residents.get(&id).is_some_and(|resident| resident.logging().is_some());
        let Some(log) = self.ground.log.as_ref().filter(|log| logs && log.is_full()) else { return false };
        if self.held.is_empty()
            && let Some(mailbox) = self.mailbox.upgrade().map(Mailbox)
        {
            log.when_there_is_room(Box::new(move || mailbox.send(Message::LogHasRoom)));
        }
        self.held.push(id);
        true
    }

    /// Lets those go on that were held back.
    pub(crate) fn release(&mut self) {
        self.ready.extend(std::mem::take(&mut self.held));
    }
}
