//! Text that was typed and not saved yet.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232204,
    sql: "CREATE TABLE drafts (key TEXT PRIMARY KEY, text TEXT NOT NULL, kept_at INTEGER NOT NULL) STRICT",
}];

/// Unsaved text of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Which document: its path, or a key of the UI for one that has none.
    pub key: String,
    /// The whole text.
    pub text: String,
    /// Milliseconds since 1970.
    pub kept_at: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft { key: row.get(0)?, text: row.get(1)?, kept_at: row.get(2)? })
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// All drafts, latest first.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn all(&self) -> Result<Vec<Draft>, Error> {
        let query = "SELECT key, text, kept_at FROM drafts ORDER BY kept_at DESC, key";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The draft of one document.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_key(&self, key: &str) -> Result<Option<Draft>, Error> {
        let query = "SELECT key, text, kept_at FROM drafts WHERE key = ?1";
        Ok(self.0.prepare_cached(query)?.query_row([key], read).optional()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Keeps the text, replacing an earlier draft of the same document.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn keep(&self, draft: &Draft) -> Result<(), Error> {
        let query = "INSERT INTO drafts (key, text, kept_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (key) DO UPDATE SET text = excluded.text, kept_at = excluded.kept_at";
        self.0.prepare_cached(query)?.execute(rusqlite::params![draft.key, draft.text, draft.kept_at])?;
        Ok(())
    }

    /// Drops a draft. False if there was none.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn drop_draft(&self, key: &str) -> Result<bool, Error> {
        Ok(self.0.prepare_cached("DELETE FROM drafts WHERE key = ?1")?.execute([key])? > 0)
    }
}
