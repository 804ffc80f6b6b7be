//! The client tokens of redrives, so that a request that comes twice redrives once.

use rusqlite::{Connection, OptionalExtension};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611281721,
    sql: "CREATE TABLE redrive_tokens (
        execution INTEGER NOT NULL,
        redrive INTEGER NOT NULL,
        client_token TEXT NOT NULL,
        redriven_at INTEGER NOT NULL,
        PRIMARY KEY (execution, redrive)
    ) STRICT, WITHOUT ROWID",
}];

/// Tokens that are remembered for one execution, as many as AWS remembers.
const TOKENS_MAX: u32 = 10;

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// When this execution was redriven with this token, at `since` or later; milliseconds since 1970.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn redriven_at(&self, execution: i64, token: &str, since: i64) -> Result<Option<i64>, Error> {
        let query = "SELECT redriven_at FROM redrive_tokens
            WHERE execution = ?1 AND client_token = ?2 AND redriven_at >= ?3 ORDER BY redrive DESC LIMIT 1";
        let mut statement = self.0.prepare_cached(query)?;
        Ok(statement.query_row(rusqlite::params![execution, token, since], |row| row.get(0)).optional()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Remembers the token of a redrive, and forgets the oldest.
    ///
    /// # Errors
    /// If the database cannot do it.
    pub fn keep(&self, execution: i64, redrive: u32, token: &str, redriven_at: i64) -> Result<(), Error> {
        let query = "INSERT INTO redrive_tokens VALUES (?1, ?2, ?3, ?4)";
        self.0.prepare_cached(query)?.execute(rusqlite::params![execution, redrive, token, redriven_at])?;
        let query = "DELETE FROM redrive_tokens WHERE execution = ?1 AND redrive NOT IN
            (SELECT redrive FROM redrive_tokens WHERE execution = ?1 ORDER BY redrive DESC LIMIT ?2)";
        self.0.prepare_cached(query)?.execute(rusqlite::params![execution, TOKENS_MAX])?;
        Ok(())
    }
}
