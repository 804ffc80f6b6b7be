//! Small named values.

use rusqlite::{Connection, OptionalExtension};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232206,
    sql: "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
}];

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// The value kept under `key`.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn value(&self, key: &str) -> Result<Option<String>, Error> {
        let mut statement = self.0.prepare_cached("SELECT value FROM settings WHERE key = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Keeps `value` under `key`.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn put(&self, key: &str, value: &str) -> Result<(), Error> {
        let query = "INSERT INTO settings (key, value) VALUES (?1, ?2)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.0.prepare_cached(query)?.execute([key, value])?;
        Ok(())
    }
}
