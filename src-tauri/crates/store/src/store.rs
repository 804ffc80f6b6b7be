//! The handle through which everybody reads and writes.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;

use crate::readers::Readers;
use crate::tables::journal_index::{Place, Tail};
use crate::tables::{
    accounts, activities, approval_audit, approvals, definitions, drafts, executions, grants, journal,
    map_children, map_runs, recents, redrive_tokens, sessions, settings, snapshots, state_machine_aliases,
    state_machine_versions, state_machines, tags, templates,
};
use crate::turn::{RowChange, Turn};
use crate::writer::{Request, Writer};
use crate::written::{Promise, promise};
use crate::{Error, Probe, Written, lease, opening};

/// Where and how to open.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data folder; made if it does not exist.
    pub folder: PathBuf,
    /// What this program calls itself, for the message another copy shows.
    pub program: String,
    /// Most pages of 4 KiB the database may have; for tests of a full disk.
    pub page_count_max: Option<u32>,
    /// Pages in the log before it is copied into the main file; fewer for tests of what happens then.
    pub checkpoint_pages: u32,
    /// Sees every batch pass; for fault tests.
    pub probe: Option<Arc<dyn Probe>>,
}

impl Options {
    /// A data folder without limits.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>, program: &str) -> Self {
        Self {
            folder: folder.into(),
            program: program.into(),
            page_count_max: None,
            checkpoint_pages: opening::CHECKPOINT_PAGES,
            probe: None,
        }
    }
}

/// The open database. Cheap to clone; closed when the last clone is gone.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    queue: Mutex<Option<Sender<Box<dyn Request>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    readers: Readers,
    tail: Arc<Tail>,
    lease: lease::Lease,
}

impl Store {
    /// Opens the database of a data folder, creating it if there is none.
    ///
    /// # Errors
    /// [`Error::AlreadyOpen`], [`Error::Newer`], [`Error::Foreign`], [`Error::Damaged`], [`Error::OldSqlite`] or
    /// [`Error::Folder`]; an existing file is then left as it is.
    pub fn open(options: &Options) -> Result<Self, Error> {
        opening::prepare_folder(&options.folder)?;
        let lease = lease::take(&options.folder, &options.program)?;
        let path = opening::database(&options.folder);
        let (connection, number) = opening::open(&path, options.checkpoint_pages)?;
        let tail = Arc::new(Tail::default());
        tail.read(&connection)?;
        let writer = Writer {
            path: path.clone(),
            opening: number,
            page_count_max: options.page_count_max,
            checkpoint_pages: options.checkpoint_pages,
            connection: Some(connection),
            tail: Arc::clone(&tail),
            probe: options.probe.clone(),
        };
        let (sender, receiver) = channel();
        let thread = std::thread::Builder::new()
            .name("store writer".into())
            .spawn(move || writer.run(&receiver))
            .map_err(|error| Error::Folder { path, reason: error.to_string() })?;
        let readers = Readers::new(opening::database(&options.folder));
        let (queue, thread) = (Mutex::new(Some(sender)), Mutex::new(Some(thread)));
        Ok(Self { inner: Arc::new(Inner { queue, thread, readers, tail, lease }) })
    }

    /// Asks the database; everything read inside `ask` belongs to one committed state. Blocks for the time of the
    /// reading (microseconds for rows by key).
    ///
    /// # Errors
    /// What `ask` returns, or that the database cannot answer.
    pub fn read<T>(&self, ask: impl FnOnce(&Reading<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.inner.readers.with(|connection| ask(&Reading { connection, tail: &self.inner.tail }))
    }

    /// Changes the database: all of `change`, or nothing of it if it returns an error. `.await` the result in async
    /// code, `.wait()` for it elsewhere; either way it is on disk then.
    pub fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Writing<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Written<T> {
        let (promise, written) = promise();
        self.submit(Box::new(Change { change: Some(change), result: None, promise }));
        written
    }

    /// Writes turns of executions, in order; `done` gets the result of each, on the writer's thread, after the flush.
    pub fn record(&self, turns: Vec<Turn>, done: impl FnOnce(Vec<Result<(), Error>>) + Send + 'static) {
        let results = Vec::with_capacity(turns.len());
        self.submit(Box::new(Turns { turns, results, done: Some(Box::new(done)) }));
    }

    /// Tells other processes that want this folder where this one answers.
    ///
    /// # Errors
    /// If the note cannot be written.
    pub fn publish_address(&self, address: &str) -> Result<(), Error> {
        self.inner.lease.publish(address)
    }

    fn submit(&self, request: Box<dyn Request>) {
        let queue = self.inner.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(sender) = queue.as_ref() else { return request.answer(Err(Error::Closed)) };
        if let Err(returned) = sender.send(request) {
            returned.0.answer(Err(Error::Closed));
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.readers.close();
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The last handle may be dropped inside an answer, on the writer's own thread; it then ends by itself.
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != std::thread::current().id()) {
            let _ = thread.join();
        }
    }
}

/// The tables, for questions.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'c> {
    connection: &'c Connection,
    tail: &'c Tail,
}

/// The tables, for changes inside one transaction.
#[derive(Debug)]
pub struct Writing<'c> {
    connection: &'c Connection,
    tail: &'c Tail,
    places: RefCell<Vec<Place>>,
}

macro_rules! tables {
    ($($table:ident)*) => {
        impl<'c> Reading<'c> {
            $(#[doc = concat!("Questions to `", stringify!($table), "`.")]
            #[must_use]
            pub fn $table(&self) -> $table::Reads<'c> { $table::Reads(self.connection) })*
        }
        impl<'c> Writing<'c> {
            $(#[doc = concat!("Changes to `", stringify!($table), "`.")]
            #[must_use]
            pub fn $table(&self) -> $table::Writes<'c> { $table::Writes(self.connection) })*
        }
    };
}

tables!(accounts activities approval_audit approvals definitions drafts grants map_children map_runs recents redrive_tokens sessions settings
    snapshots state_machine_aliases state_machine_versions state_machines tags templates);

impl<'c> Reading<'c> {
    /// Questions to `executions`.
    #[must_use]
    pub fn executions(&self) -> executions::Reads<'c> {
        executions::Reads(self.connection)
    }

    /// Questions to `journal`.
    #[must_use]
    pub fn journal(&self) -> journal::Reads<'c> {
        journal::Reads { connection: self.connection, tail: self.tail }
    }
}

impl<'c> Writing<'c> {
    pub(crate) fn new(connection: &'c Connection, tail: &'c Tail) -> Self {
        Self { connection, tail, places: RefCell::default() }
    }

    pub(crate) fn into_places(self) -> Vec<Place> {
        self.places.into_inner()
    }

    /// Questions inside the transaction: they see its changes.
    #[must_use]
    pub fn reading(&self) -> Reading<'c> {
        Reading { connection: self.connection, tail: self.tail }
    }

    /// Runs `change` so that an error leaves no trace of it.
    fn isolated<T>(&self, change: impl FnOnce(&Self) -> Result<T, Error>) -> Result<T, Error> {
        let places = self.places.borrow().len();
        self.connection.prepare_cached("SAVEPOINT change")?.execute([])?;
        let result = change(self);
        if result.as_ref().is_err_and(Error::is_grave) {
            // SQLite has given the whole transaction up; there is nothing left to go back to.
            return result;
        }
        if result.is_err() {
            self.places.borrow_mut().truncate(places);
            self.connection.prepare_cached("ROLLBACK TO change")?.execute([])?;
        }
        self.connection.prepare_cached("RELEASE change")?.execute([])?;
        result
    }

    fn turn(&self, turn: &mut Turn) -> Result<(), Error> {
        let executions = executions::Writes(self.connection);
        match &turn.row {
            RowChange::Keep => {}
            RowChange::Insert(row, text) => {
                if let Some(text) = text {
                    self.definitions().keep(&row.definition, text)?;
                }
                executions.insert(row)?;
            }
            RowChange::Rest { execution, rest, last_event } => {
                executions.set_rest(*execution, *rest, *last_event)?;
            }
            RowChange::Close(execution, closing) => executions.close(*execution, closing)?,
            RowChange::Reopen(execution, reopening) => executions.reopen(*execution, reopening)?,
        }
        if let Some(entry) = &turn.entry {
            let place = journal::Writes(self.connection).append(entry)?;
            self.places.borrow_mut().push(place);
        }
        match turn.also.take() {
            Some(also) => also(self),
            None => Ok(()),
        }
    }
}

/// A closure and the promise of its result.
struct Change<T, F> {
    change: Option<F>,
    result: Option<Result<T, Error>>,
    promise: Promise<T>,
}

impl<T: Send, F: FnOnce(&Writing<'_>) -> Result<T, Error> + Send> Request for Change<T, F> {
    fn write(&mut self, writing: &Writing<'_>) -> Result<(), Error> {
        let Some(change) = self.change.take() else { return Ok(()) };
        let result = writing.isolated(change);
        let grave = result.as_ref().err().filter(|error| error.is_grave()).cloned();
        self.result = Some(result);
        grave.map_or(Ok(()), Err)
    }

    fn weight(&self) -> usize {
        1
    }

    fn answer(self: Box<Self>, batch: Result<(), Error>) {
        let result = self.result.unwrap_or(Err(Error::Closed));
        self.promise.keep(batch.and(result));
    }
}

type Done = Box<dyn FnOnce(Vec<Result<(), Error>>) + Send>;

/// Turns and whom to tell.
struct Turns {
    turns: Vec<Turn>,
    results: Vec<Result<(), Error>>,
    done: Option<Done>,
}

impl Request for Turns {
    fn write(&mut self, writing: &Writing<'_>) -> Result<(), Error> {
        for turn in &mut self.turns {
            // A savepoint for each turn would cost as much as the row. These can fail half-way; a row that exists is
            // found before anything else of its turn is written.
            let isolate = turn.also.is_some() || matches!(turn.row, RowChange::Insert(_, Some(_)));
            let is_new = matches!(turn.row, RowChange::Insert(..));
            let result =
                if isolate { writing.isolated(|writing| writing.turn(turn)) } else { writing.turn(turn) };
            match result {
                Err(error @ Error::Conflict { .. }) if is_new => self.results.push(Err(error)),
                Err(error) if error.is_grave() || !isolate => return Err(error),
                result => self.results.push(result),
            }
        }
        Ok(())
    }

    fn weight(&self) -> usize {
        self.turns.len()
    }

    fn answer(mut self: Box<Self>, batch: Result<(), Error>) {
        let results = match batch {
            Ok(()) => std::mem::take(&mut self.results),
            Err(error) => self.turns.iter().map(|_| Err(error.clone())).collect(),
        };
        if let Some(done) = self.done.take() {
            done(results);
        }
    }
}
