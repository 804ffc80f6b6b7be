//! Files that were opened, for the start screen.

use rusqlite::{Connection, Row};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232203,
    sql: "CREATE TABLE recents (path TEXT PRIMARY KEY, name TEXT NOT NULL, opened_at INTEGER NOT NULL) STRICT",
}];

/// A recently opened file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// Absolute path.
    pub path: String,
    /// What to call it.
    pub name: String,
    /// Milliseconds since 1970.
    pub opened_at: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Recent> {
    Ok(Recent { path: row.get(0)?, name: row.get(1)?, opened_at: row.get(2)? })
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// At most `max` files, latest first.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn latest(&self, max: u32) -> Result<Vec<Recent>, Error> {
        let query = "SELECT path, name, opened_at FROM recents ORDER BY opened_at DESC, path LIMIT ?1";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map([max], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Adds a file or moves it to the front.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn put(&self, recent: &Recent) -> Result<(), Error> {
        let query = "INSERT INTO recents (path, name, opened_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (path) DO UPDATE SET name = excluded.name, opened_at = excluded.opened_at";
        self.0.prepare_cached(query)?.execute(rusqlite::params![
            recent.path,
            recent.name,
            recent.opened_at
        ])?;
        Ok(())
    }

    /// Takes a file off the list. False if it was not on it.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn forget(&self, path: &str) -> Result<bool, Error> {
        Ok(self.0.prepare_cached("DELETE FROM recents WHERE path = ?1")?.execute([path])? > 0)
    }
}
