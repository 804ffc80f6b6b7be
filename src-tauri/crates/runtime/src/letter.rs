//! What is said to an execution, and the box it is put in.

use std::sync::Arc;

use engine::{Failure, Outcome, Payload, Pending, Ticket, Timestamp};
use store::tables::executions::Sleeper;
use tokio::sync::{mpsc, oneshot};

use crate::express::Birth;
use crate::resident::Beginning;
use crate::slow::Back;
use crate::{Begun, Error};

pub(crate) type Reply<T> = oneshot::Sender<Result<T, Error>>;

/// To whom a letter goes.
#[derive(Clone, Debug)]
pub(crate) enum Address {
    Number(i64),
    Arn(Arc<str>),
}

/// What is said to one execution. Letters are read one after the other, in the order in which they came.
pub(crate) enum Letter {
    /// It begins.
    Begin { input: Box<engine::Start>, reply: Reply<Timestamp> },
    /// Somebody asked to begin it while it was running.
    BeginAgain { arn: Arc<str>, input: Payload, reply: Reply<Timestamp> },
    /// Look at what is outstanding.
    Look,
    /// The wall clock was set back by so much while nobody looked.
    SetBack { milliseconds: i64 },
    /// The clock of who does a task shows this instant.
    ClockIs { ticket: Ticket, at: Timestamp },
    /// A timer may be due.
    Tick,
    /// An integration has begun a task.
    Begun { ticket: Ticket, begun: Begun },
    /// An integration accepted a task.
    Submitted { ticket: Ticket, output: Payload },
    /// An integration answers a task.
    Answered { ticket: Ticket, outcome: Outcome },
    /// An integration is alive.
    Beat { ticket: Ticket },
    /// An integration gave up without an answer.
    Lost { ticket: Ticket },
    /// Somebody outside answers with the task token.
    TokenAnswer { token: String, outcome: Outcome, also: Option<store::Also>, reply: Reply<()> },
    /// Somebody outside is alive and shows the task token.
    TokenBeat { token: String, reply: Reply<()> },
    /// A worker takes an activity task; `true` if it is the first.
    Take { ticket: Ticket, worker: Option<String>, reply: Reply<bool> },
    /// A Map Run is over; the clock of its last child showed this.
    MapRunEnded { ticket: Ticket, outcome: Outcome, clock: Option<Timestamp> },
    /// Somebody stops it.
    Stop { failure: Failure, reply: Reply<Timestamp> },
    /// Somebody wants it to go on after its end; with the token of the request.
    Redrive { client_token: Option<String>, reply: Reply<Timestamp> },
    /// What is waited for?
    Pending { reply: Reply<(Vec<Pending>, Option<i64>)> },
}

impl Letter {
    /// Tells the sender, if one waits, that the letter could not be read.
    pub(crate) fn refuse(self, error: Error) {
        match self {
            Self::Begin { reply, .. } | Self::Stop { reply, .. } | Self::Redrive { reply, .. } => {
                let _ = reply.send(Err(error));
            }
            Self::BeginAgain { arn, reply, .. } => {
                let _ = reply.send(Err(match error {
                    Error::ExecutionEnded => Error::ExecutionAlreadyExists(arn.to_string()),
                    other => other,
                }));
            }
            Self::TokenAnswer { reply, .. } | Self::TokenBeat { reply, .. } => {
                let _ = reply.send(Err(match error {
                    Error::ExecutionEnded => Error::TaskTimedOut,
                    Error::ExecutionDoesNotExist(_) => Error::TaskDoesNotExist,
                    other => other,
                }));
            }
            Self::Take { reply, .. } => {
                let _ = reply.send(Ok(false));
            }
            Self::Pending { reply } => {
                let _ = reply.send(match error {
                    Error::ExecutionEnded => Ok((Vec::new(), None)),
                    other => Err(other),
                });
            }
            Self::Look
            | Self::Tick
            | Self::SetBack { .. }
            | Self::ClockIs { .. }
            | Self::Begun { .. }
            | Self::Submitted { .. }
            | Self::Answered { .. }
            | Self::Beat { .. }
            | Self::MapRunEnded { .. }
            | Self::Lost { .. } => {}
        }
    }

    /// Whether somebody outside says or asks something, who must find done what is due by then: a late answer is late
    /// even if nobody has looked at the clock since. What integrations say counts if it is there before its deadline is
    /// looked at, since it may have waited here for longer than that.
    pub(crate) fn is_from_outside(&self) -> bool {
        match self {
            Self::TokenAnswer { .. }
            | Self::TokenBeat { .. }
            | Self::Take { .. }
            | Self::Stop { .. }
            | Self::Pending { .. } => true,
            Self::Begin { .. }
            | Self::BeginAgain { .. }
            | Self::Look
            | Self::ClockIs { .. }
            | Self::SetBack { .. }
            | Self::Tick
            | Self::Begun { .. }
            | Self::Submitted { .. }
            | Self::Answered { .. }
            | Self::Beat { .. }
            | Self::Lost { .. }
            | Self::MapRunEnded { .. }
            | Self::Redrive { .. } => false,
        }
    }

    /// Whether it must be alone in its turn: what is kept together with it may refuse the whole turn.
    pub(crate) fn is_alone(&self) -> bool {
        matches!(self, Self::TokenAnswer { also: Some(_), .. } | Self::Redrive { .. })
    }

    /// Whether it is for an execution that is over.
    pub(crate) fn is_for_the_end(&self) -> bool {
        matches!(self, Self::Redrive { .. })
    }
}

/// What is said to a shard.
pub(crate) enum Message {
    /// A new execution, or the same again.
    Begin(Box<Beginning>),
    /// A new execution in memory.
    BeginExpress(Box<Birth>),
    /// A letter for an execution.
    Post(Address, Letter),
    /// Turns were written, or not.
    Recorded(Vec<i64>, Vec<Result<(), store::Error>>),
    /// Executions that were running when the process before ended, and by how many milliseconds the wall clock was set
    /// back since.
    Resume(Vec<Sleeper>, i64, oneshot::Sender<()>),
    /// Executions that log may go on.
    LogHasRoom,
    /// A turn that was taken elsewhere.
    Back(Box<Back>),
    /// Stop working.
    Close,
}

/// The way to a shard.
#[derive(Clone, Debug)]
pub(crate) struct Mailbox(pub(crate) mpsc::UnboundedSender<Message>);

impl Mailbox {
    pub(crate) fn send(&self, message: Message) {
        // A shard that is gone has been closed; everybody who waits for a reply hears it from the dropped sender.
        let _ = self.0.send(message);
    }

    pub(crate) fn post(&self, execution: i64, letter: Letter) {
        self.send(Message::Post(Address::Number(execution), letter));
    }
}
