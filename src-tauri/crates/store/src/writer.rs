//! The only thread that writes: takes everything that is waiting, writes it in one transaction, flushes once, then
//! tells everybody.
//!
//! INVARIANT: nobody hears of success before the flush. After a failed batch the connection is not used again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use rusqlite::Connection;

use crate::gathering::Gathering;
use crate::tables::journal_index::{self, Place, STEP, Tail};
use crate::tables::lease;
use crate::{Error, Point, Probe, Writing, opening};

/// Something to write.
pub(crate) trait Request: Send {
    /// Writes it. A grave error fails the whole batch; any other is the request's own and must have left no trace.
    fn write(&mut self, writing: &Writing<'_>) -> Result<(), Error>;

    /// How many waiters it stands for.
    fn weight(&self) -> usize;

    /// Called once, after the flush or the failure of the batch.
    fn answer(self: Box<Self>, batch: Result<(), Error>);
}

#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) path: PathBuf,
    pub(crate) opening: i64,
    pub(crate) page_count_max: Option<u32>,
    pub(crate) checkpoint_pages: u32,
    pub(crate) connection: Option<Connection>,
    pub(crate) tail: Arc<Tail>,
    pub(crate) probe: Option<Arc<dyn Probe>>,
}

impl Writer {
    /// Works until the last sender is gone.
    pub(crate) fn run(mut self, queue: &Receiver<Box<dyn Request>>) {
        let mut gathering = Gathering::default();
        while let Some(first) = gathering.first(queue) {
            let mut batch = gathering.gather(first, queue);
            let start = Instant::now();
            let result = self.commit(&mut batch);
            gathering.learn(&batch, start.elapsed());
            for request in batch {
                request.answer(result.clone());
            }
            // The answers are out: a fault here concerns nobody.
            let _ = self.reach(Point::AfterAnswer);
        }
    }

    fn commit(&mut self, batch: &mut [Box<dyn Request>]) -> Result<(), Error> {
        let connection = self.take_connection()?;
        // A change that panics must not take the only writer with it; its half-written batch is given up.
        let result = catch_unwind(AssertUnwindSafe(|| self.write(&connection, batch)))
            .unwrap_or_else(|_| Err(Error::NotSaved { reason: "a change broke off in the middle".into() }));
        match result.is_ok() {
            true => self.connection = Some(connection),
            false => opening::abandon(connection),
        }
        let (places, indexed) = result?;
        match indexed {
            Some(last_row) => self.tail.replace(last_row, &places),
            None => self.tail.extend(&places),
        }
        // The batch is on disk; only a test that kills the process here can tell.
        let _ = self.reach(Point::BeforeAnswer);
        Ok(())
    }

    /// One transaction over the batch. Gives the new places of the journal, and the last row of the tail if it was
    /// indexed.
    fn write(
        &self,
        connection: &Connection,
        batch: &mut [Box<dyn Request>],
    ) -> Result<(Vec<Place>, Option<i64>), Error> {
        self.reach(Point::BeforeWrite)?;
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([]).map_err(unsaved)?;
        lease::check(connection, self.opening)?;
        let is_long = self.tail.len() >= STEP;
        let indexed = is_long.then(|| journal_index::index(connection, &self.tail)).transpose()?;
        let writing = Writing::new(connection, &self.tail);
        for request in batch {
            request.write(&writing)?;
        }
        self.reach(Point::BeforeFlush)?;
        connection.prepare_cached("COMMIT")?.execute([]).map_err(unsaved)?;
        Ok((writing.into_places(), indexed))
    }

    fn take_connection(&mut self) -> Result<Connection, Error> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => {
                let connection = opening::reopen(&self.path, self.opening, self.checkpoint_pages)?;
                // What the failed batch left is unknown: read what is there.
                self.tail.read(&connection)?;
                connection
            }
        };
        if let Some(pages) = self.page_count_max {
            connection.pragma_update(None, "max_page_count", pages)?;
        }
        Ok(connection)
    }

    fn reach(&self, point: Point) -> Result<(), Error> {
        let Some(probe) = &self.probe else { return Ok(()) };
        probe.reach(point).map_err(|error| Error::NotSaved { reason: error.to_string() })
    }
}

/// Whatever SQLite says when a transaction cannot begin or end: nothing of it may be counted on.
fn unsaved(error: rusqlite::Error) -> Error {
    match Error::from(error) {
        grave if grave.is_grave() => grave,
        other => Error::NotSaved { reason: other.to_string() },
    }
}
