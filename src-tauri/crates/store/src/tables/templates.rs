//! Templates that people made of their own workflows.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611282032,
    sql: "CREATE TABLE templates (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        states INTEGER NOT NULL,
        made_at INTEGER NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (kind, name)
    ) STRICT",
}];

const COLUMNS: &str = "id, kind, name, states, made_at, text";

/// A text to begin with, or to insert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Names it at the doors; given by the table.
    pub id: i64,
    /// Whether it is a whole workflow or some states, in a word of `api`.
    pub kind: String,
    /// What the person calls it; one of a kind has it.
    pub name: String,
    /// How many states it has.
    pub states: i64,
    /// Milliseconds since 1970.
    pub made_at: i64,
    /// The whole text.
    pub text: String,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Template> {
    Ok(Template {
        id: row.get(0)?,
        kind: row.get(1)?,
        name: row.get(2)?,
        states: row.get(3)?,
        made_at: row.get(4)?,
        text: row.get(5)?,
    })
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// All templates by name.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn all(&self) -> Result<Vec<Template>, Error> {
        let query = format!("SELECT {COLUMNS} FROM templates ORDER BY name COLLATE NOCASE, id");
        let mut statement = self.0.prepare_cached(&query)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The template with this id.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_id(&self, id: i64) -> Result<Option<Template>, Error> {
        let query = format!("SELECT {COLUMNS} FROM templates WHERE id = ?1");
        Ok(self.0.prepare_cached(&query)?.query_row([id], read).optional()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// The id of the template of this kind and name.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn named(&self, kind: &str, name: &str) -> Result<Option<i64>, Error> {
        let query = "SELECT id FROM templates WHERE kind = ?1 AND name = ?2";
        Ok(self.0.prepare_cached(query)?.query_row([kind, name], |row| row.get(0)).optional()?)
    }

    /// Keeps a template under the next free id, or in the place of the one of its kind and name. Returns its id.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn put(&self, template: &Template) -> Result<i64, Error> {
        let query = "INSERT INTO templates (kind, name, states, made_at, text) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (kind, name) DO UPDATE
            SET states = excluded.states, made_at = excluded.made_at, text = excluded.text RETURNING id";
        let values =
            rusqlite::params![template.kind, template.name, template.states, template.made_at, template.text];
        Ok(self.0.prepare_cached(query)?.query_row(values, |row| row.get(0))?)
    }

    /// Gives a template another name. False if there is no such template.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn rename(&self, id: i64, name: &str) -> Result<bool, Error> {
        let query = "UPDATE templates SET name = ?2 WHERE id = ?1";
        Ok(self.0.prepare_cached(query)?.execute(rusqlite::params![id, name])? > 0)
    }

    /// Deletes a template. False if there was none.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn delete(&self, id: i64) -> Result<bool, Error> {
        Ok(self.0.prepare_cached("DELETE FROM templates WHERE id = ?1")?.execute([id])? > 0)
    }
}
