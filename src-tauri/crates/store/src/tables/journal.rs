//! What happened in all executions, in the order in which it was written: an append-only log.
//!
//! The log has no index of its own, which makes appending several times faster; `journal_index` finds an
//! execution's rows.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::journal_index::{self, Place, Tail};
use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232212,
    sql: "CREATE TABLE journal (
        id INTEGER PRIMARY KEY,
        execution INTEGER NOT NULL,
        last_event INTEGER NOT NULL,
        format INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT",
}];

/// The events of one turn of one execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number of the execution.
    pub execution: i64,
    /// Highest public event id so far: that of the last public event in this or an earlier row.
    pub last_event: u64,
    /// How the body is written.
    pub format: u8,
    /// The events.
    pub body: Vec<u8>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry { execution: row.get(0)?, last_event: row.get(1)?, format: row.get(2)?, body: row.get(3)? })
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c> {
    pub(crate) connection: &'c Connection,
    pub(crate) tail: &'c Tail,
}

impl Reads<'_> {
    /// Calls `each` with the rows of one execution that hold public events after the id `after` (0: all rows), in
    /// order, until it says `false`.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn of_execution(
        &self,
        execution: i64,
        after: u64,
        mut each: impl FnMut(Entry) -> bool,
    ) -> Result<(), Error> {
        let query = "SELECT execution, last_event, format, body FROM journal WHERE id = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        for place in journal_index::places(self.connection, self.tail, execution)? {
            if after > 0 && place.last_event <= after {
                continue;
            }
            if !each(statement.query_row([place.row], read)?) {
                break;
            }
        }
        Ok(())
    }

    /// The execution that wrote last, if any has.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn last_execution(&self) -> Result<Option<i64>, Error> {
        let query = "SELECT execution FROM journal ORDER BY id DESC LIMIT 1";
        Ok(self.connection.query_row(query, [], |row| row.get(0)).optional()?)
    }

    /// Highest public event id of an execution; 0 if it has no rows.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn last_event(&self, execution: i64) -> Result<u64, Error> {
        let places = journal_index::places(self.connection, self.tail, execution)?;
        Ok(places.last().map_or(0, |place| place.last_event))
    }
}

/// Appends rows; only through [`Turn`](crate::Turn).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    pub(crate) fn append(&self, entry: &Entry) -> Result<Place, Error> {
        let query = "INSERT INTO journal (execution, last_event, format, body) VALUES (?1, ?2, ?3, ?4)";
        let row = self.0.prepare_cached(query)?.insert(rusqlite::params![
            entry.execution,
            entry.last_event,
            entry.format,
            entry.body,
        ])?;
        Ok(Place { execution: entry.execution, row, last_event: entry.last_event })
    }
}
