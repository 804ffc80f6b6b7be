//! One execution in memory: its fold, its letters, and the turn that makes events of them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use engine::{Command, Execution, Failure, Pattern, Program, Status, Task, Ticket, Timestamp};
use store::RowChange;
use store::tables::executions::{self as rows, Closing, Redrives, Reopening, Rest};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use crate::express::Ended;
use crate::express_log::Logged;
use crate::ground::Ground;
use crate::letter::{Letter, Reply};
use crate::map_runs;
use crate::reading::Draft;
use crate::whose_move::{WaitsFor, waits_for};
use crate::{Error, LoggedTurn, Origin, Work, journal};

/// What a new execution is made of.
pub(crate) struct Beginning {
    pub(crate) row: rows::Execution,
    pub(crate) definition: Arc<str>,
    pub(crate) program: Arc<Program>,
    pub(crate) input: Box<engine::Start>,
    pub(crate) reply: Reply<Timestamp>,
}

/// An execution in memory.
pub(crate) struct Resident {
    pub(crate) id: i64,
    pub(crate) origin: Arc<Origin>,
    pub(crate) keeping: Keeping,
    pub(crate) program: Arc<Program>,
    pub(crate) execution: Execution,
    /// Letters that were not read yet.
    pub(crate) letters: VecDeque<Letter>,
    /// The turn that is being written; nothing else is read meanwhile.
    pub(crate) turning: Option<Turned>,
    /// Its row and the text of its definition, until they are written.
    unwritten: Option<(Box<rows::Execution>, Option<Box<str>>)>,
    /// What was dispatched or queued and is still outstanding.
    pub(crate) tracked: BTreeMap<Ticket, Tracked>,
    /// What its row says about how it waits.
    rest: Rest,
    pub(crate) last_event: u64,
    /// The redrives that its row knows of.
    redrives: u32,
    /// How long it was open before the last of them, in milliseconds.
    pub(crate) opened_for: i64,
    pub(crate) begun_at: Timestamp,
    pub(crate) last_at: Timestamp,
    /// The timer that is set for it.
    pub(crate) armed: Option<Timestamp>,
    /// When it last became idle, as a count.
    pub(crate) idle_since: u64,
    /// Its place, if it is a child of a Map Run.
    pub(crate) child_of: Option<rows::ChildOf>,
    /// Whether it has ever waited for Map Runs of its own.
    pub(crate) has_map_runs: bool,
}

/// Where an execution is kept.
pub(crate) enum Keeping {
    /// In the journal.
    Journal,
    /// In memory only.
    Memory {
        /// Where people see it, if they can.
        logged: Option<Arc<Logged>>,
        /// Who waits for its end.
        ended: Option<oneshot::Sender<Ended>>,
    },
}

/// Outstanding work.
pub(crate) struct Tracked {
    pub(crate) task: Arc<Task>,
    /// The integration's future, while it runs.
    pub(crate) running: Option<AbortHandle>,
    /// The integration has spoken its last word about it.
    pub(crate) settled: bool,
    /// What the clock of who does it showed.
    pub(crate) clock: Option<Timestamp>,
}

/// Whom to tell once a turn is written, or could not be.
type After = Box<dyn FnOnce(Result<(), Error>) + Send>;

/// A turn on its way to the disk, and what follows once it is there.
#[derive(Default)]
pub(crate) struct Turned {
    /// Who waits for the beginning.
    pub(crate) begun: Option<Reply<Timestamp>>,
    pub(crate) afters: Vec<After>,
    pub(crate) dispatch: Vec<(Ticket, Arc<Task>)>,
    /// Activity tasks that are new: to be queued for workers.
    pub(crate) waiting: Vec<(Ticket, Arc<Task>)>,
    /// Activity tasks that integrations know of already, to be queued again.
    pub(crate) queued_again: Vec<(Ticket, Arc<Task>)>,
    pub(crate) gone: Vec<(Ticket, Tracked)>,
    pub(crate) is_over: bool,
    pub(crate) goes_on: bool,
    /// The row was inserted, and with it the definition.
    pub(crate) is_first: bool,
    /// It was over and is open again.
    pub(crate) reopens: bool,
    /// What nobody waits for an answer to: said again if the turn was not written.
    pub(crate) again: Vec<Letter>,
    /// What is to be logged.
    pub(crate) logged: Option<LoggedTurn>,
}

/// What a turn came to.
pub(crate) enum Outturn {
    /// Nothing happened; nothing is to be written.
    Nothing,
    /// Events to be written.
    Written(Box<store::Turn>),
    /// So many events that need not be written: what follows may follow at once.
    Kept(usize),
}

impl Resident {
    /// An execution that has not begun and is written to the journal.
    pub(crate) fn new(row: rows::Execution, definition: Option<&str>, program: Arc<Program>) -> Self {
        let mut resident = Self::blank(row.id, Arc::new(origin(&row)), program, Keeping::Journal);
        resident.begun_at = Timestamp(row.started_at);
        (resident.redrives, resident.opened_for) = (row.redrives.count, row.redrives.opened_for);
        resident.child_of = row.child_of;
        resident.unwritten = Some((Box::new(row), definition.map(Into::into)));
        resident
    }

    /// An execution before its first turn.
    pub(crate) fn blank(id: i64, origin: Arc<Origin>, program: Arc<Program>, keeping: Keeping) -> Self {
        Self {
            id,
            origin,
            keeping,
            program,
            execution: Execution::new(),
            letters: VecDeque::new(),
            turning: None,
            rest: Rest::Awake,
            last_event: 0,
            redrives: 0,
            opened_for: 0,
            begun_at: Timestamp(0),
            last_at: Timestamp(i64::MIN),
            armed: None,
            tracked: BTreeMap::new(),
            idle_since: 0,
            child_of: None,
            has_map_runs: false,
            unwritten: None,
        }
    }

    /// An execution as the journal tells it. What was under way and is not in `tracked` was cut off: `is_repeatable`
    /// says of which the integration may be asked again. `tracked` is
    /// left as it is if the execution cannot be read.
    pub(crate) fn load(
        tables: &store::Reading<'_>,
        row: &rows::Execution,
        program: Arc<Program>,
        tracked: &mut BTreeMap<Ticket, Tracked>,
        is_repeatable: impl Fn(&Task) -> bool,
    ) -> Result<Self, Error> {
        let unreadable = |reason| Error::Unreadable { execution: row.arn.clone(), reason };
        let mut resident = Self::new(row.clone(), None, program);
        resident.unwritten = None;
        resident.rest = row.rest;
        journal::read(tables, row.id, 0, |event| {
            resident.execution.apply(&event);
            resident.last_event = resident.last_event.max(event.id);
            resident.last_at = resident.last_at.max(event.at);
            true
        })?
        .map_err(|error| unreadable(error.0))?;
        resident.has_map_runs = resident.execution.map_runs().next().is_some();
        resident.tracked = std::mem::take(tracked);
        resident.take_up(is_repeatable);
        Ok(resident)
    }

    /// After loading: finds what was cut off, and tracks what goes on waiting.
    fn take_up(&mut self, is_repeatable: impl Fn(&Task) -> bool) {
        let mut turned = Turned::default();
        let mut outstanding = BTreeMap::new();
        for command in self.execution.outstanding() {
            let Command::Perform { ticket, task, phase } = command else { continue };
            outstanding.insert(ticket, ());
            let is_tracked = self.tracked.contains_key(&ticket);
            match waits_for(&task, phase) {
                // The turn that took it off the queue was not written.
                WaitsFor::Worker if is_tracked => turned.queued_again.push((ticket, Arc::clone(&task))),
                _ if is_tracked => {}
                WaitsFor::Dispatch => continue,
                WaitsFor::Worker => turned.waiting.push((ticket, Arc::clone(&task))),
                WaitsFor::Somebody => {}
                WaitsFor::Integration if is_repeatable(&task) => {
                    turned.dispatch.push((ticket, Arc::clone(&task)))
                }
                WaitsFor::Integration => self.letters.push_back(Letter::Lost { ticket }),
            }
            self.tracked.entry(ticket).or_insert(Tracked {
                task,
                running: None,
                settled: false,
                clock: None,
            });
        }
        self.tracked.retain(|ticket, _| outstanding.contains_key(ticket));
        self.letters.push_back(Letter::Look);
        // Nothing is written, so what follows may follow at once.
        self.turning = Some(turned);
    }

    /// Reads letters and decides. What follows is kept in `turning` until it is written.
    pub(crate) fn turn(&mut self, ground: &Ground, now: Timestamp) -> Result<Outturn, Error> {
        // A clock that was set back between two runs of the program must not make time run backwards here.
        let at = self.execution.clock(now).max(self.last_at);
        let (events, turned, begun) = (Vec::new(), Turned::default(), Instant::now());
        let mut draft = Draft { ground, at, begun, events, turned, also: None };
        while let Some(letter) = self.letters.pop_front() {
            if letter.is_from_outside() && self.execution.next_due().is_some_and(|due| due <= draft.at) {
                self.fire(&mut draft);
            }
            if letter.is_alone() && !draft.events.is_empty() {
                self.letters.push_front(letter);
                break;
            }
            let begins = matches!(letter, Letter::Begin { .. });
            self.read(letter, &mut draft);
            // If the name is taken, what else was said was meant for the one that has it.
            if begins || draft.also.is_some() {
                break;
            }
        }
        self.start_scheduled(&mut draft);
        self.last_at = draft.at;
        if draft.events.is_empty() {
            draft.turned.afters.into_iter().for_each(|after| after(Ok(())));
            return Ok(Outturn::Nothing);
        }
        self.finish(draft)
    }

    fn finish(&mut self, mut draft: Draft<'_>) -> Result<Outturn, Error> {
        let rest = self.look_around(&mut draft.turned);
        for event in &draft.events {
            self.last_event = self.last_event.max(event.id);
        }
        draft.turned.goes_on |= self.execution.skips_to().is_some();
        draft.turned.is_over = self.execution.status().is_terminal();
        draft.turned.logged = self.logged_turn(&draft.events);
        if let Keeping::Memory { logged, .. } = &self.keeping {
            let count = draft.events.len();
            if let Some(logged) = logged {
                let closing = closing(self.execution.status(), draft.at, self.last_event);
                logged.append(draft.events, self.last_event, closing);
            }
            self.turning = Some(draft.turned);
            return Ok(Outturn::Kept(count));
        }
        let entry = journal::encode(self.id, self.last_event, &draft.events).map_err(|error| {
            Error::Unreadable { execution: self.origin.execution_arn.to_string(), reason: error.0 }
        })?;
        let also = map_runs::also(self.id, &draft.events, draft.also.take());
        let row = self.row_change(rest, draft.at);
        draft.turned.is_first = matches!(row, RowChange::Insert(..));
        draft.turned.reopens = matches!(row, RowChange::Reopen(..));
        self.turning = Some(draft.turned);
        Ok(Outturn::Written(Box::new(store::Turn { entry: Some(entry), row, also })))
    }

    /// Compares what is outstanding with what is tracked.
    fn look_around(&mut self, turned: &mut Turned) -> Rest {
        let mut gone = std::mem::take(&mut self.tracked);
        let mut is_resting = true;
        for command in self.execution.outstanding() {
            match command {
                Command::WakeAt { .. } => {}
                Command::Continue => {
                    turned.goes_on = true;
                    is_resting = false;
                }
                Command::RunMap { .. } => {
                    self.has_map_runs = true;
                    is_resting = false;
                }
                Command::Perform { ticket, task, phase } => {
                    let waits_for = waits_for(&task, phase);
                    is_resting &= waits_for == WaitsFor::Somebody;
                    let tracked = gone.remove(&ticket);
                    if waits_for == WaitsFor::Worker && tracked.is_none() {
                        turned.waiting.push((ticket, Arc::clone(&task)));
                    }
                    let tracked =
                        tracked.unwrap_or(Tracked { task, running: None, settled: false, clock: None });
                    self.tracked.insert(ticket, tracked);
                }
            }
        }
        turned.gone = gone.into_iter().collect();
        is_resting &= self.execution.skips_to().is_none();
        let due = self.next_due().map(|due| due.0);
        if is_resting { Rest::Resting(due) } else { Rest::Awake }
    }

    fn row_change(&mut self, rest: Rest, at: Timestamp) -> RowChange {
        let closing = closing(self.execution.status(), at, self.last_event);
        let changed = rest != self.rest;
        self.rest = rest;
        if let Some((mut row, definition)) = self.unwritten.take() {
            row.rest = rest;
            row.started_at = at.0;
            self.begun_at = at;
            row.last_event = self.last_event;
            if let Some(closing) = closing {
                row.close(closing);
            }
            return RowChange::Insert(row, definition);
        }
        if let Some(redrives) = self.new_redrives() {
            self.redrives = redrives.count;
            let reopening = Reopening { redrives, rest, last_event: self.last_event, closing };
            return RowChange::Reopen(self.id, Box::new(reopening));
        }
        match closing {
            Some(closing) => RowChange::Close(self.id, Box::new(closing)),
            None if changed => RowChange::Rest { execution: self.id, rest, last_event: self.last_event },
            None => RowChange::Keep,
        }
    }

    /// Its redrives, if its row does not know of the last one.
    fn new_redrives(&self) -> Option<Redrives> {
        let (count, last_at) = (self.execution.redrive_count(), self.execution.redriven_at());
        let redrives = Redrives { count, last_at: last_at.map(|at| at.0), opened_for: self.opened_for };
        (count != self.redrives).then_some(redrives)
    }

    /// If the first turn was not written because an execution of this name exists: who asked for it, with what input.
    pub(crate) fn begun_again(
        &mut self,
        error: &store::Error,
    ) -> Option<(engine::Payload, Reply<Timestamp>)> {
        let turned = self.turning.as_mut().filter(|turned| turned.is_first)?;
        let is_twin = matches!(error, store::Error::Conflict { .. });
        let start = self.execution.start().filter(|_| is_twin)?;
        Some((start.input.clone(), turned.begun.take()?))
    }

    /// The turn was not written: tells who waits, and keeps what must be said again. The fold is no longer the
    /// journal's; the caller loads the execution anew.
    pub(crate) fn undo(&mut self, error: &Error) {
        let Some(turned) = self.turning.take() else { return };
        let _ = turned.begun.map(|reply| reply.send(Err(error.clone())));
        turned.afters.into_iter().for_each(|after| after(Err(error.clone())));
        for letter in turned.again.into_iter().rev() {
            self.letters.push_front(letter);
        }
        self.tracked.extend(turned.gone);
        // Never dispatched: if the journal nevertheless says they were started, they are lost.
        for (ticket, _) in turned.dispatch.into_iter().chain(turned.waiting) {
            self.tracked.remove(&ticket);
        }
    }

    /// The timer it needs, by the wall clock.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.execution.next_due().map(|due| self.execution.wall(due))
    }

    /// AWS's word for its status, and the id of its last public event.
    pub(crate) fn standing(&self) -> (&'static str, u64) {
        (self.execution.status().word(), self.last_event)
    }

    /// Whether nothing can happen to it any more but a redrive.
    pub(crate) fn is_over(&self) -> bool {
        self.execution.status().is_terminal() && self.letters.is_empty()
    }

    /// Whether it may leave the memory: nothing of this process is under way for it.
    pub(crate) fn is_idle(&self) -> bool {
        let is_quiet = |tracked: &Tracked| match tracked.task.pattern {
            Pattern::Activity | Pattern::WaitForTaskToken => tracked.running.is_none(),
            Pattern::Function | Pattern::RequestResponse | Pattern::Sync | Pattern::Sync2 => false,
        };
        self.is_kept()
            && self.turning.is_none()
            && self.letters.is_empty()
            && self.tracked.values().all(is_quiet)
    }

    /// Whether it is in the journal.
    pub(crate) fn is_kept(&self) -> bool {
        matches!(self.keeping, Keeping::Journal)
    }

    /// Whether somebody is to hear of its turns.
    pub(crate) fn is_seen(&self) -> bool {
        !matches!(self.keeping, Keeping::Memory { logged: None, .. })
    }

    /// Tells who waits for the end of an execution in memory. One that has not ended goes no further, because of
    /// `why`.
    pub(crate) fn tell_end(&mut self, why: &Error) {
        let Keeping::Memory { logged, ended } = &mut self.keeping else { return };
        let mut status = self.execution.status().clone();
        if !status.is_terminal() {
            status = Status::Failed(Failure::new("States.Runtime", why.to_string()));
            if let Some(logged) = logged {
                logged.append(Vec::new(), self.last_event, closing(&status, self.last_at, self.last_event));
            }
        }
        let Some(ended) = ended.take() else { return };
        let _ = ended.send(Ended {
            execution_arn: Arc::clone(&self.origin.execution_arn),
            started_at: self.begun_at,
            stopped_at: self.last_at,
            status,
        });
    }

    pub(crate) fn work(&self, ticket: Ticket, task: &Arc<Task>) -> Work {
        let (task, origin) = (Arc::clone(task), Arc::clone(&self.origin));
        Work { ticket, task, origin, virtual_time: self.execution.virtual_time() }
    }
}

pub(crate) fn origin(row: &rows::Execution) -> Origin {
    Origin {
        execution_arn: row.arn.as_str().into(),
        execution: row.name.clone(),
        machine: row.machine.clone(),
        definition: row.definition.clone(),
        handlers_folder: row.handlers_folder.clone(),
    }
}

fn closing(status: &Status, at: Timestamp, last_event: u64) -> Option<Closing> {
    let (output, failure) = match status {
        Status::Running => return None,
        Status::Succeeded { output } => (Some(output.text().to_owned()), Failure::default()),
        Status::Failed(failure) | Status::TimedOut(failure) | Status::Aborted(failure) => {
            (None, failure.clone())
        }
    };
    let Failure { error, cause } = failure;
    Some(Closing { status: status.word().into(), stopped_at: at.0, output, error, cause, last_event })
}
