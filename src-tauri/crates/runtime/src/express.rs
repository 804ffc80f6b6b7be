//! Express executions: driven in memory, never written down.
//!
//! They take their turns like all others, in shards of their own, but what follows from a turn follows at once. AWS
//! promises as little: an asynchronous one may run again or be lost, a synchronous one runs at most once, and neither
//! has a history, only logs. When the process ends they are gone. They may take five minutes, which the engine sees
//! to, and any number of events.

use std::sync::Arc;

use engine::{Failure, Program, Start, Status, Timestamp};
use store::tables::executions::Execution;
use tokio::sync::oneshot;

use crate::express_log::Logged;
use crate::letter::{Address, Letter, Mailbox, Message, Reply};
use crate::resident::origin;
use crate::{Error, Kept, Origin, Runtime, StartExecution};

/// Tasks that drive express executions.
pub(crate) const EXPRESS_SHARDS: usize = 8;

/// An execution to be driven in memory.
#[derive(Debug)]
pub struct Express {
    /// What it runs.
    pub program: Arc<Program>,
    /// What it starts from. [`Start::is_express`] must hold for its ARN, which nothing else may have.
    pub start: Start,
    /// Whose work its tasks are.
    pub origin: Arc<Origin>,
}

/// How an express execution ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// ARN.
    pub execution_arn: Arc<str>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub stopped_at: Timestamp,
    /// How; never [`Status::Running`].
    pub status: Status,
}

/// An express execution under way. It goes on when this is dropped.
#[derive(Debug)]
pub struct Running {
    /// Its ARN.
    pub execution_arn: Arc<str>,
    execution: Address,
    mailbox: Mailbox,
    logged: Option<Arc<Logged>>,
    ended: oneshot::Receiver<Ended>,
}

impl Running {
    /// Waits for its end. Cancel safe; to be called until it has answered once.
    ///
    /// # Errors
    /// [`Error::Closed`] if the runtime closes before, or a defect of this program broke the execution off.
    pub async fn end(&mut self) -> Result<Ended, Error> {
        (&mut self.ended).await.map_err(|_| Error::Closed)
    }

    /// What people see of it and what it was started with, if they can look at it and it has begun.
    #[must_use]
    pub fn seen(&self) -> Option<(Execution, Arc<Start>)> {
        let logged = self.logged.as_ref()?;
        Some((logged.row(), logged.start()?))
    }

    /// Ends it as aborted; [`Running::end`] then tells so, unless it had ended before.
    pub fn stop(&self, failure: Failure) {
        let (reply, _) = oneshot::channel();
        self.mailbox.send(Message::Post(self.execution.clone(), Letter::Stop { failure, reply }));
    }
}

/// What an execution in memory is made of.
pub(crate) struct Birth {
    pub(crate) number: i64,
    pub(crate) program: Arc<Program>,
    pub(crate) origin: Arc<Origin>,
    pub(crate) input: Box<Start>,
    pub(crate) logged: Option<Arc<Logged>>,
    pub(crate) reply: Reply<Timestamp>,
    pub(crate) ended: Option<oneshot::Sender<Ended>>,
}

impl Runtime {
    /// Begins an execution in memory that nobody can look at, for example a child of a Map. Thousands may be under way
    /// at once; one costs some kilobytes and a few microseconds.
    #[must_use]
    pub fn run_express(&self, express: Express) -> Running {
        let Express { program, start, origin } = express;
        let (reply, _) = oneshot::channel();
        self.bear(self.ground().next_number(), program, origin, start, None, reply)
    }

    /// Begins an execution of a kept express state machine; people can look at it while it runs, and for a while after.
    ///
    /// # Errors
    /// As [`Runtime::start_of`].
    pub fn start_express(&self, request: StartExecution, kept: Kept) -> Result<Running, Error> {
        let (reply, _) = oneshot::channel();
        let new = self.prepare(request, Some(kept))?;
        Ok(self.begin_express(new.row, new.program, new.start, reply))
    }

    /// Begins one that can be looked at; `reply` is told when.
    pub(crate) fn begin_express(
        &self,
        row: Execution,
        program: Arc<Program>,
        start: Start,
        reply: Reply<Timestamp>,
    ) -> Running {
        let (number, origin) = (row.id, Arc::new(origin(&row)));
        let logged = self.ground().express_log.begin(row);
        self.bear(number, program, origin, start, Some(logged), reply)
    }

    fn bear(
        &self,
        number: i64,
        program: Arc<Program>,
        origin: Arc<Origin>,
        start: Start,
        logged: Option<Arc<Logged>>,
        reply: Reply<Timestamp>,
    ) -> Running {
        let (ended, end) = oneshot::channel();
        let execution_arn = Arc::clone(&origin.execution_arn);
        let mailbox = self.shard(&execution_arn);
        let (input, ended) = (Box::new(start), Some(ended));
        let seen = logged.clone();
        let birth = Birth { number, program, origin, input, logged, reply, ended };
        mailbox.send(Message::BeginExpress(Box::new(birth)));
        Running { execution_arn, execution: Address::Number(number), mailbox, logged: seen, ended: end }
    }
}
