//! Where an execution stands, and what it still waits for.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::map_run::MapRun;
use crate::scope::{Scope, Visit, Work, scope_of};
use crate::virtual_time::Skipped;
use crate::{Command, Event, Pattern, Pending, PendingKind, Phase, Start, Status, Ticket, Timestamp};

/// Where an execution stands: the fold of its events, and nothing else. Does not keep the events.
#[derive(Clone, Debug, PartialEq)]
pub struct Execution {
    /// Position of the last event.
    pub(crate) position: u64,
    /// Id of the last public event.
    pub(crate) public: u64,
    pub(crate) status: Status,
    pub(crate) origin: Option<Box<Origin>>,
    /// The running scopes, by number. The machine itself comes first; every scope comes after the one around it.
    pub(crate) scopes: Vec<Scope>,
    /// Scopes that can go on without hearing from outside, in their order.
    pub(crate) ready: VecDeque<u32>,
    /// Number of the next new scope.
    pub(crate) next_scope: u32,
    /// In a test case of the mock file: how often the tasks of each state have been scheduled.
    pub(crate) invocations: BTreeMap<u32, u32>,
    pub(crate) skipped: Skipped,
}

/// How the execution began.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Origin {
    pub start: Arc<Start>,
    pub at: Timestamp,
    /// End of the machine's `TimeoutSeconds`.
    pub due: Option<Timestamp>,
    pub is_express: bool,
    /// How often it was redriven.
    pub redrives: u32,
    /// When it was redriven last.
    pub redriven_at: Option<Timestamp>,
    /// How long it was open up to its last end.
    pub open_milliseconds: i64,
}

impl Origin {
    pub fn new(start: Arc<Start>, at: Timestamp, due: Option<Timestamp>) -> Self {
        let is_express = start.is_express();
        Self { start, at, due, is_express, redrives: 0, redriven_at: None, open_milliseconds: 0 }
    }

    /// Counts the time since it began or was redriven.
    pub fn close(&mut self, at: Timestamp) {
        let open = at.milliseconds_since(self.redriven_at.unwrap_or(self.at));
        self.open_milliseconds = self.open_milliseconds.saturating_add(open);
    }
}

impl Execution {
    /// Before the first event.
    #[must_use]
    pub fn new() -> Self {
        Self {
            position: 0,
            public: 0,
            status: Status::Running,
            origin: None,
            scopes: Vec::new(),
            ready: VecDeque::new(),
            next_scope: 1,
            invocations: BTreeMap::new(),
            skipped: Skipped::default(),
        }
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
        let mut commands = Vec::new();
        if self.status.is_terminal() {
            return commands;
        }
        if let Some(at) = self.origin.as_ref().and_then(|origin| origin.due) {
            commands.push(Command::WakeAt { ticket: Ticket::EXECUTION, at });
        }
        for scope in &self.scopes {
            if let Some(Visit { work: Work::Task(attempt), .. }) = scope.visit() {
                let (ticket, task, phase) = (attempt.ticket, attempt.task.clone(), attempt.phase);
                commands.push(Command::Perform { ticket, task, phase });
            }
            if let Some(Visit { work: Work::MapRun(distributed), .. }) = scope.visit()
                && distributed.is_running()
            {
                let (ticket, run) = (distributed.ticket, distributed.run.clone());
                commands.push(Command::RunMap { ticket, run });
            }
            if let Some((ticket, at)) = scope.timer() {
                commands.push(Command::WakeAt { ticket, at });
            }
        }
        if !self.ready.is_empty() {
            commands.push(Command::Continue);
        }
        commands
    }

    /// The Map Runs it waits for, as [`Command::RunMap`] names them.
    pub fn map_runs(&self) -> impl Iterator<Item = (Ticket, &Arc<MapRun>)> {
        let scopes = self.scopes.iter().filter(|_| !self.status.is_terminal());
        scopes.filter_map(|scope| match &scope.visit()?.work {
            Work::MapRun(distributed) if distributed.is_running() => {
                Some((distributed.ticket, &distributed.run))
            }
            _ => None,
        })
    }

    /// Running, or how it ended.
    #[must_use]
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// What is waited for, in words for people.
    #[must_use]
    pub fn pending(&self) -> Vec<Pending> {
        if self.status.is_terminal() {
            return Vec::new();
        }
        self.scopes.iter().filter_map(pending).collect()
    }

    /// The earliest timer of [`Command::WakeAt`].
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        if self.status.is_terminal() {
            return None;
        }
        let machine = self.origin.as_ref().and_then(|origin| origin.due);
        self.scopes.iter().filter_map(|scope| scope.timer().map(|(_, at)| at)).chain(machine).min()
    }

    /// Number of events so far, private ones included: the position of the last one.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.position
    }

    /// What it was started with; `None` before the first event.
    #[must_use]
    pub fn start(&self) -> Option<&Arc<Start>> {
        self.origin.as_ref().map(|origin| &origin.start)
    }

    /// The attempt that a ticket names, as long as it is waited for.
    #[must_use]
    pub fn task(&self, ticket: Ticket) -> Option<(Arc<crate::Task>, Phase)> {
        if self.status.is_terminal() {
            return None;
        }
        match &self.scope(scope_of(ticket))?.visit()?.work {
            Work::Task(attempt) if attempt.ticket == ticket => Some((attempt.task.clone(), attempt.phase)),
            _ => None,
        }
    }

    pub(crate) fn is_express(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.is_express)
    }

    pub(crate) fn scope(&self, id: u32) -> Option<&Scope> {
        let place = self.scopes.binary_search_by_key(&id, |scope| scope.id).ok()?;
        self.scopes.get(place)
    }

    pub(crate) fn scope_mut(&mut self, id: u32) -> Option<&mut Scope> {
        let place = self.scopes.binary_search_by_key(&id, |scope| scope.id).ok()?;
        self.scopes.get_mut(place)
    }
}

impl Default for Execution {
    fn default() -> Self {
        Self::new()
    }
}

fn pending(scope: &Scope) -> Option<Pending> {
    let visit = scope.visit()?;
    let (kind, ticket, task) = match &visit.work {
        Work::Task(attempt) => {
            let kind = match attempt.task.pattern {
                Pattern::Activity => PendingKind::Activity,
                Pattern::WaitForTaskToken => PendingKind::Callback,
                Pattern::Function | Pattern::RequestResponse | Pattern::Sync | Pattern::Sync2 => {
                    PendingKind::Task
                }
            };
            (kind, attempt.ticket, Some(attempt.task.clone()))
        }
        Work::Wait { ticket, .. } => (PendingKind::Wait, *ticket, None),
        Work::Backoff { ticket, .. } => (PendingKind::Retry, *ticket, None),
        Work::MapRun(distributed) => (PendingKind::MapRun, distributed.ticket, None),
        Work::Idle | Work::Parallel(_) | Work::Map(_) | Work::Resulted(_) | Work::Failed(_) => return None,
    };
    Some(Pending {
        state: visit.name.clone(),
        kind,
        ticket,
        entered_event: visit.entered,
        entered_at: visit.entered_at,
        attempt: visit.attempt,
        until: scope.timer().map(|(_, at)| at),
        task,
    })
}
