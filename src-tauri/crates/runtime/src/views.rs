//! What is on disk about executions, never ahead of the disk: it is read from there. Express executions, which are
//! not on disk, are seen in their log.

use std::sync::Arc;

use engine::Start;
use store::Store;
use store::tables::executions::Execution;

use crate::{Error, History, Runtime, journal, names};

impl Runtime {
    /// What is stored about an execution.
    ///
    /// # Errors
    /// [`Error::ExecutionDoesNotExist`], or that the database cannot answer.
    pub fn describe(&self, execution_arn: &str) -> Result<Execution, Error> {
        if let Some(logged) = self.ground().express_log.find(execution_arn) {
            return Ok(logged.row());
        }
        let row = self.store().read(|tables| tables.executions().by_arn(execution_arn))?;
        row.ok_or_else(|| Error::ExecutionDoesNotExist(execution_arn.into()))
    }

    /// What is stored about an execution, and what it was started with.
    ///
    /// # Errors
    /// As [`Runtime::describe`] and [`Runtime::beginning_of`].
    pub fn describe_whole(&self, execution_arn: &str) -> Result<(Execution, Arc<Start>), Error> {
        if self.ground().express_log.find(execution_arn).is_some() {
            return Ok((self.describe(execution_arn)?, self.beginning_of(execution_arn)?));
        }
        self.store().read(|tables| {
            let Some(row) = tables.executions().by_arn(execution_arn)? else {
                return Ok(Err(Error::ExecutionDoesNotExist(execution_arn.into())));
            };
            Ok(self.known_beginning(tables, &row)?.map(|start| (row, start)))
        })?
    }

    /// At most `max` executions, newest first; of one state machine or of all.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn list(&self, machine: Option<&str>, max: u32) -> Result<Vec<Execution>, Error> {
        let mut rows = self.store().read(|tables| tables.executions().latest(machine, None, max))?;
        let max = usize::try_from(max).unwrap_or(usize::MAX);
        rows.extend(self.ground().express_log.latest(machine, max));
        rows.sort_by_key(|row| std::cmp::Reverse(row.id));
        rows.truncate(max);
        Ok(rows)
    }

    /// ARNs of the express executions of a state machine that are running.
    #[must_use]
    pub fn running_express(&self, state_machine_arn: &str) -> Vec<String> {
        self.ground().express_log.running(&names::express_executions_of(state_machine_arn))
    }

    /// Text of the definition with this hash.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn definition(&self, hash: &str) -> Result<Option<String>, Error> {
        Ok(self.store().read(|tables| tables.definitions().text(hash))?)
    }

    /// At most `max` events of an execution with ids above `after`.
    ///
    /// # Errors
    /// [`Error::ExecutionDoesNotExist`], or that the history cannot be read.
    pub fn history(&self, execution_arn: &str, after: u64, max: usize) -> Result<History, Error> {
        self.history_page(execution_arn, after, max, true)
    }

    /// As [`Runtime::history`]; without inputs and outputs if `include_data` is false.
    ///
    /// # Errors
    /// As [`Runtime::history`].
    pub fn history_page(
        &self,
        execution_arn: &str,
        after: u64,
        max: usize,
        include_data: bool,
    ) -> Result<History, Error> {
        if let Some(logged) = self.ground().express_log.find(execution_arn) {
            return Ok(logged.history(after, max, include_data));
        }
        let unreadable = |error: journal::Unreadable| Error::Unreadable {
            execution: execution_arn.into(),
            reason: error.to_string(),
        };
        self.store().read(|tables| {
            let Some(row) = tables.executions().by_arn(execution_arn)? else {
                return Ok(Err(Error::ExecutionDoesNotExist(execution_arn.into())));
            };
            let mut events = Vec::new();
            let read = journal::read(tables, row.id, after, |event| {
                if event.id > after && events.len() < max {
                    events.extend(engine::history::public(&event, include_data));
                }
                events.len() < max
            })?;
            let last_event = tables.journal().last_event(row.id)?;
            Ok(read.map_err(unreadable).map(|()| History { events, last_event, status: row.status }))
        })?
    }

    /// All events of an execution as they were decided, private kinds included; for recovery and for checks.
    ///
    /// # Errors
    /// As [`Runtime::history`].
    pub fn events(store: &Store, execution_arn: &str) -> Result<Vec<engine::Event>, Error> {
        store.read(|tables| {
            let Some(row) = tables.executions().by_arn(execution_arn)? else {
                return Ok(Err(Error::ExecutionDoesNotExist(execution_arn.into())));
            };
            let mut events = Vec::new();
            let read = journal::read(tables, row.id, 0, |event| {
                events.push(event);
                true
            })?;
            let unreadable = |error: journal::Unreadable| Error::Unreadable {
                execution: execution_arn.into(),
                reason: error.to_string(),
            };
            Ok(read.map_err(unreadable).map(|()| events))
        })?
    }

    /// What an execution was started with.
    ///
    /// # Errors
    /// [`Error::ExecutionDoesNotExist`], or that the history cannot be read.
    pub fn beginning_of(&self, execution_arn: &str) -> Result<Arc<Start>, Error> {
        if let Some(logged) = self.ground().express_log.find(execution_arn) {
            let missing = || Error::ExecutionDoesNotExist(execution_arn.into());
            return logged.start().ok_or_else(missing);
        }
        Ok(self.describe_whole(execution_arn)?.1)
    }

    fn known_beginning(
        &self,
        tables: &store::Reading<'_>,
        row: &Execution,
    ) -> Result<Result<Arc<Start>, Error>, store::Error> {
        let beginnings = &self.ground().beginnings;
        if let Some(start) = beginnings.known(row.id) {
            return Ok(Ok(start));
        }
        let start = first_event(tables, row)?;
        start.iter().for_each(|start| beginnings.keep(row.id, start));
        Ok(start)
    }
}

/// What the first event of an execution tells.
fn first_event(
    tables: &store::Reading<'_>,
    row: &Execution,
) -> Result<Result<Arc<Start>, Error>, store::Error> {
    let mut found = None;
    let read = journal::read(tables, row.id, 0, |event| {
        if let engine::Kind::ExecutionStarted { start, .. } = event.kind {
            found = Some(start);
        }
        false
    })?;
    let unreadable = |reason| Error::Unreadable { execution: row.arn.clone(), reason };
    Ok(match (read, found) {
        (Err(error), _) => Err(unreadable(error.to_string())),
        (Ok(()), None) => Err(unreadable("its first event is missing".into())),
        (Ok(()), Some(start)) => Ok(start),
    })
}
