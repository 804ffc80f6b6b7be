//! Tags of state machines and activities, in the order in which their keys were first given.

use rusqlite::Connection;

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232324,
    sql: "CREATE TABLE tags (
        id INTEGER PRIMARY KEY,
        resource TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        UNIQUE (resource, key)
    ) STRICT",
}];

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// Keys and values of a resource.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn of(&self, resource: &str) -> Result<Vec<(String, String)>, Error> {
        let query = "SELECT key, value FROM tags WHERE resource = ?1 ORDER BY id";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map([resource], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Sets one tag.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn put(&self, resource: &str, key: &str, value: &str) -> Result<(), Error> {
        let query = "INSERT INTO tags (resource, key, value) VALUES (?1, ?2, ?3)
            ON CONFLICT (resource, key) DO UPDATE SET value = excluded.value";
        self.0.prepare_cached(query)?.execute([resource, key, value])?;
        Ok(())
    }

    /// Removes one tag, if it is there.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn remove(&self, resource: &str, key: &str) -> Result<(), Error> {
        let query = "DELETE FROM tags WHERE resource = ?1 AND key = ?2";
        self.0.prepare_cached(query)?.execute([resource, key])?;
        Ok(())
    }

    /// Removes all tags of a resource that is gone.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn remove_all(&self, resource: &str) -> Result<(), Error> {
        self.0.prepare_cached("DELETE FROM tags WHERE resource = ?1")?.execute([resource])?;
        Ok(())
    }
}
