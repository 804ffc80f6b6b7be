//! Redrive: who may go on after the end, and the request that comes twice (step-functions-executions §8.5).

use std::fmt;
use std::sync::Arc;

use engine::{Input, Timestamp};
use store::tables::executions::Execution;
use store::tables::map_children::Redrivable;

use crate::letter::{Letter, Reply};
use crate::presence::program;
use crate::reading::Draft;
use crate::resident::Resident;
use crate::{Error, Runtime, names};

const DAY_MILLISECONDS: i64 = 86_400_000;
/// How long after its end an execution can be redriven.
const REDRIVABLE_MILLISECONDS: i64 = 14 * DAY_MILLISECONDS;
/// How long an execution may be open, over all redrives.
const OPEN_MILLISECONDS_MAX: i64 = 365 * DAY_MILLISECONDS;
/// With that many events there is no room for a redrive and what follows.
const EVENTS_MAX: u64 = 24_999;
/// How often an execution can be redriven, and with it each of its Map Runs.
const REDRIVES_MAX: u32 = 1_000;
/// How long a client token stands for the redrive it came with.
const TOKEN_MILLISECONDS: i64 = 15 * 60_000;

/// Why an execution cannot be redriven, in AWS's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRedrivable {
    /// It is not over.
    Running,
    /// It did not fail.
    Succeeded,
    /// It is of an Express state machine.
    Express,
    /// Its history is full.
    HistoryFull,
    /// It was redriven 1,000 times.
    TooOften,
    /// It was open for a year.
    OpenTooLong,
    /// It ended more than 14 days ago.
    TooLate,
    /// Its state machine was deleted.
    Deleting,
}

impl fmt::Display for NotRedrivable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Running => "Execution is RUNNING and cannot be redriven",
            Self::Succeeded => "Execution is SUCCEEDED and cannot be redriven",
            Self::Express => "Execution is of an EXPRESS state machine and cannot be redriven",
            Self::HistoryFull => "Execution history event limit exceeded",
            Self::TooOften => "Execution redrive limit exceeded",
            Self::OpenTooLong => "Execution has exceeded the max execution time",
            Self::TooLate => "Execution redrivable period exceeded",
            Self::Deleting => "State machine is in DELETING status.",
        })
    }
}

/// What the rules look at.
struct Standing<'s> {
    status: &'s str,
    is_express: bool,
    ended_at: i64,
    open_milliseconds: i64,
    last_event: u64,
    redrives: u32,
}

impl Standing<'_> {
    fn check(&self, now: Timestamp) -> Result<(), NotRedrivable> {
        match self.status {
            "RUNNING" => return Err(NotRedrivable::Running),
            "SUCCEEDED" => return Err(NotRedrivable::Succeeded),
            _ => {}
        }
        if self.is_express {
            Err(NotRedrivable::Express)
        } else if self.last_event >= EVENTS_MAX {
            Err(NotRedrivable::HistoryFull)
        } else if self.redrives >= REDRIVES_MAX {
            Err(NotRedrivable::TooOften)
        } else if self.open_milliseconds >= OPEN_MILLISECONDS_MAX {
            Err(NotRedrivable::OpenTooLong)
        } else if now.0.saturating_sub(self.ended_at) > REDRIVABLE_MILLISECONDS {
            Err(NotRedrivable::TooLate)
        } else {
            Ok(())
        }
    }
}

/// Which children of a Map Run go on with it.
pub(crate) fn redrivable_children(now: Timestamp) -> Redrivable {
    Redrivable { events_max: EVENTS_MAX, ended_since: now.0.saturating_sub(REDRIVABLE_MILLISECONDS) }
}

impl Runtime {
    /// Whether an execution could be redriven now.
    ///
    /// # Errors
    /// Why not.
    pub fn check_redrivable(&self, row: &Execution) -> Result<(), NotRedrivable> {
        let ended_at = row.stopped_at.unwrap_or_default();
        let opened_at = row.redrives.last_at.unwrap_or(row.started_at);
        let standing = Standing {
            status: &row.status,
            is_express: names::is_express(&row.arn),
            ended_at,
            open_milliseconds: row.redrives.opened_for.saturating_add(ended_at.saturating_sub(opened_at)),
            last_event: row.last_event,
            redrives: row.redrives.count,
        };
        standing.check(self.now())
    }

    /// What a redrive would run again; see [`engine::Execution::redriven_states`].
    ///
    /// # Errors
    /// [`Error::ExecutionDoesNotExist`], or that the history cannot be read.
    pub fn redriven_states(&self, execution_arn: &str) -> Result<Vec<(Arc<str>, usize)>, Error> {
        let row = self.describe(execution_arn)?;
        let program = self.store().read(|tables| Ok(program(self.ground(), tables, &row)))??;
        let events = Self::events(self.store(), execution_arn)?;
        Ok(engine::Execution::replay(&events).redriven_states(&program))
    }

    /// Lets an execution that did not succeed go on where it stopped; gives the instant of the redrive. A
    /// `client_token` that came with one of the last ten redrives, at most 15 minutes ago, stands for that redrive.
    ///
    /// # Errors
    /// [`Error::ExecutionDoesNotExist`], [`Error::NotRedrivable`], or that it could not be saved.
    pub async fn redrive(&self, execution_arn: &str, client_token: Option<&str>) -> Result<Timestamp, Error> {
        if names::is_express(execution_arn) {
            return Err(Error::NotRedrivable(NotRedrivable::Express));
        }
        if let Some(at) = self.redriven_with(execution_arn, client_token)? {
            return Ok(at);
        }
        self.check_open_executions()?;
        let token = client_token.map(str::to_owned);
        let result = self.ask(execution_arn, |reply| Letter::Redrive { client_token: token, reply }).await;
        match result {
            // The same request may have been a moment faster.
            Err(error @ Error::NotRedrivable(_)) => {
                self.redriven_with(execution_arn, client_token)?.ok_or(error)
            }
            other => other,
        }
    }

    fn redriven_with(&self, arn: &str, client_token: Option<&str>) -> Result<Option<Timestamp>, Error> {
        let Some(token) = client_token else { return Ok(None) };
        let row = self.describe(arn)?;
        let since = self.now().0.saturating_sub(TOKEN_MILLISECONDS);
        let found = self.store().read(|tables| tables.redrive_tokens().redriven_at(row.id, token, since))?;
        Ok(found.map(Timestamp))
    }
}

impl Resident {
    pub(crate) fn redrive(
        &mut self,
        draft: &mut Draft<'_>,
        client_token: Option<String>,
        reply: Reply<Timestamp>,
    ) {
        let standing = Standing {
            status: self.execution.status().word(),
            is_express: self.execution.start().is_some_and(|start| start.is_express()),
            ended_at: self.last_at.0,
            open_milliseconds: self.execution.open_milliseconds(),
            last_event: self.last_event,
            redrives: self.execution.redrive_count(),
        };
        let at = draft.at;
        let answer = standing.check(at).map(|()| at).map_err(Error::NotRedrivable);
        if answer.is_ok() {
            self.opened_for = self.execution.open_milliseconds();
            self.decide(draft, Input::Redrive);
            let (id, redrive) = (self.id, self.execution.redrive_count());
            draft.also = client_token.map(|token| -> store::Also {
                Box::new(move |tables| tables.redrive_tokens().keep(id, redrive, &token, at.0))
            });
        }
        draft.turned.afters.push(Box::new(move |written| drop(reply.send(written.and(answer)))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_an_execution_from_being_redriven_is_named() {
        let failed = || Standing {
            status: "FAILED",
            is_express: false,
            ended_at: 0,
            open_milliseconds: 0,
            last_event: 5,
            redrives: REDRIVES_MAX - 1,
        };
        let check = |standing: Standing<'_>, expected| {
            assert_eq!(standing.check(Timestamp(REDRIVABLE_MILLISECONDS)), expected);
        };
        check(failed(), Ok(()));
        check(Standing { redrives: REDRIVES_MAX, ..failed() }, Err(NotRedrivable::TooOften));
        check(Standing { last_event: EVENTS_MAX, ..failed() }, Err(NotRedrivable::HistoryFull));
        check(Standing { ended_at: -1, ..failed() }, Err(NotRedrivable::TooLate));
        let open_milliseconds = OPEN_MILLISECONDS_MAX;
        check(Standing { open_milliseconds, ..failed() }, Err(NotRedrivable::OpenTooLong));
        check(Standing { status: "RUNNING", ..failed() }, Err(NotRedrivable::Running));
    }
}
