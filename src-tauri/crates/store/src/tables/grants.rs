//! Which local handlers a person allowed to run, for exactly one text of a workflow.

use rusqlite::Connection;

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232205,
    sql: "CREATE TABLE grants (
        definition_hash TEXT NOT NULL,
        handlers_folder TEXT NOT NULL,
        name TEXT NOT NULL,
        granted_at INTEGER NOT NULL,
        PRIMARY KEY (definition_hash, handlers_folder, name)
    ) STRICT, WITHOUT ROWID",
}];

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// Names of the handlers in this folder that this definition may run, in order.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn names(&self, definition_hash: &str, handlers_folder: &str) -> Result<Vec<String>, Error> {
        let query =
            "SELECT name FROM grants WHERE definition_hash = ?1 AND handlers_folder = ?2 ORDER BY name";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map([definition_hash, handlers_folder], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Allows the named handlers. Those allowed before stay allowed.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn grant(
        &self,
        definition_hash: &str,
        handlers_folder: &str,
        names: &[String],
        granted_at: i64,
    ) -> Result<(), Error> {
        let mut statement = self.0.prepare_cached("INSERT OR IGNORE INTO grants VALUES (?1, ?2, ?3, ?4)")?;
        for name in names {
            statement.execute(rusqlite::params![definition_hash, handlers_folder, name, granted_at])?;
        }
        Ok(())
    }
}
