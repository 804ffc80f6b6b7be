//! The local history: texts that workflows once had.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Error, migrations::Migration};

// The text comes last, so that listing reads none of it.
pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611282031,
    sql: "CREATE TABLE snapshots (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        reason TEXT NOT NULL,
        hash TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        taken_at INTEGER NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX snapshots_of_document ON snapshots (document, id)",
}];

/// A text that a workflow had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Grows with time.
    pub id: i64,
    /// What was taken.
    pub about: About,
    /// The whole text.
    pub text: String,
}

/// A snapshot without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Which document, as in `drafts`.
    pub document: String,
    /// Why it was taken, in a word of `api`.
    pub reason: String,
    /// Hash of the text.
    pub hash: String,
    /// Length of the text in bytes.
    pub bytes: i64,
    /// Milliseconds since 1970.
    pub taken_at: i64,
}

/// How much is kept; the oldest goes first. The newest snapshot of a document outlives the limits of that document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Snapshots of one document.
    pub of_document: i64,
    /// Bytes of one document.
    pub bytes_of_document: i64,
    /// Bytes of all documents.
    pub bytes: i64,
}

fn about(row: &Row<'_>) -> rusqlite::Result<(i64, About)> {
    let about = About {
        document: row.get(1)?,
        reason: row.get(2)?,
        hash: row.get(3)?,
        bytes: row.get(4)?,
        taken_at: row.get(5)?,
    };
    Ok((row.get(0)?, about))
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// The snapshots of a document, latest first, with their ids.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn of_document(&self, document: &str) -> Result<Vec<(i64, About)>, Error> {
        let query = "SELECT id, document, reason, hash, bytes, taken_at FROM snapshots
            WHERE document = ?1 ORDER BY id DESC";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map([document], about)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The snapshot with this id.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_id(&self, id: i64) -> Result<Option<Snapshot>, Error> {
        let query = "SELECT id, document, reason, hash, bytes, taken_at, text FROM snapshots WHERE id = ?1";
        let read = |row: &Row<'_>| {
            let (id, about) = about(row)?;
            Ok(Snapshot { id, about, text: row.get(6)? })
        };
        Ok(self.0.prepare_cached(query)?.query_row([id], read).optional()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Hash and instant of the latest snapshot of a document.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn latest(&self, document: &str) -> Result<Option<(String, i64)>, Error> {
        let query = "SELECT hash, taken_at FROM snapshots WHERE document = ?1 ORDER BY id DESC LIMIT 1";
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(self.0.prepare_cached(query)?.query_row([document], read).optional()?)
    }

    /// Takes a snapshot, unless the latest has the same text, and lets go of what is more than `limits`. True if it was taken.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn take(&self, about: &About, text: &str, limits: Limits) -> Result<bool, Error> {
        if self.latest(&about.document)?.is_some_and(|(hash, _)| hash == about.hash) {
            return Ok(false);
        }
        let query = "INSERT INTO snapshots (document, reason, hash, bytes, taken_at, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.0.prepare_cached(query)?.execute(rusqlite::params![
            about.document,
            about.reason,
            about.hash,
            about.bytes,
            about.taken_at,
            text
        ])?;
        self.trim(&about.document, limits)?;
        Ok(true)
    }

    /// What belonged to one document belongs to another: a text that had no file got one.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        let query = "UPDATE snapshots SET document = ?2 WHERE document = ?1";
        self.0.prepare_cached(query)?.execute([from, to])?;
        Ok(())
    }

    fn trim(&self, document: &str, limits: Limits) -> Result<(), Error> {
        let query = "DELETE FROM snapshots WHERE id IN (SELECT id FROM (
                SELECT id, row_number() OVER newest AS place, sum(bytes) OVER newest AS together
                FROM snapshots WHERE document = ?1 WINDOW newest AS (ORDER BY id DESC)
            ) WHERE place > 1 AND (place > ?2 OR together > ?3))";
        self.0.prepare_cached(query)?.execute(rusqlite::params![
            document,
            limits.of_document,
            limits.bytes_of_document
        ])?;
        let query = "DELETE FROM snapshots WHERE id IN (SELECT id FROM (
                SELECT id, sum(bytes) OVER (ORDER BY id DESC) AS together FROM snapshots
            ) WHERE together > ?1)";
        self.0.prepare_cached(query)?.execute([limits.bytes])?;
        Ok(())
    }
}
