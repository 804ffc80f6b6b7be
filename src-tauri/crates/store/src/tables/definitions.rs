//! Texts of workflows that were run, each once, under their hash.

use rusqlite::{Connection, OptionalExtension};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232209,
    sql: "CREATE TABLE definitions (hash TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT",
}];

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// The text with this hash.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn text(&self, hash: &str) -> Result<Option<String>, Error> {
        let mut statement = self.0.prepare_cached("SELECT text FROM definitions WHERE hash = ?1")?;
        Ok(statement.query_row([hash], |row| row.get(0)).optional()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Keeps a text; one that is there already is left alone.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn keep(&self, hash: &str, text: &str) -> Result<(), Error> {
        self.0.prepare_cached("INSERT OR IGNORE INTO definitions VALUES (?1, ?2)")?.execute([hash, text])?;
        Ok(())
    }
}
