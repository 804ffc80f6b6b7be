//! Text that was typed and not saved yet.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        date: 202611232204,
        sql: "CREATE TABLE drafts (key TEXT PRIMARY KEY, text TEXT NOT NULL, kept_at INTEGER NOT NULL) STRICT",
    },
    // What a text without a file cannot be found again from: its name and what belongs to it.
    Migration {
        date: 202611282030,
        sql: "ALTER TABLE drafts ADD COLUMN name TEXT NOT NULL DEFAULT '';
            ALTER TABLE drafts ADD COLUMN fingerprint TEXT;
            ALTER TABLE drafts ADD COLUMN handlers_folder TEXT;
            ALTER TABLE drafts ADD COLUMN input TEXT;
            ALTER TABLE drafts ADD COLUMN edited INTEGER NOT NULL DEFAULT 1;
            ALTER TABLE drafts ADD COLUMN begun_at INTEGER NOT NULL DEFAULT 0;
            UPDATE drafts SET begun_at = kept_at;
            UPDATE drafts SET name = substr(key, 5) WHERE key LIKE 'new:%'",
    },
];

const COLUMNS: &str = "key, name, text, fingerprint, handlers_folder, input, edited, kept_at";

/// Unsaved text of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Which document: its path, or a key of the UI for one that has none.
    pub key: String,
    /// What to call it. Empty for a file, which has a name, if an earlier version wrote it.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Hash of the file's bytes that the text was made from. Null without a file.
    pub fingerprint: Option<String>,
    /// Folder in which local handlers are looked for.
    pub handlers_folder: Option<String>,
    /// Input to offer in the start dialog.
    pub input: Option<String>,
    /// False for a text that is as it was opened.
    pub edited: bool,
    /// Milliseconds since 1970.
    pub kept_at: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        key: row.get(0)?,
        name: row.get(1)?,
        text: row.get(2)?,
        fingerprint: row.get(3)?,
        handlers_folder: row.get(4)?,
        input: row.get(5)?,
        edited: row.get(6)?,
        kept_at: row.get(7)?,
    })
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
        let query = format!("SELECT {COLUMNS} FROM drafts ORDER BY kept_at DESC, key");
        let mut statement = self.0.prepare_cached(&query)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The draft of one document.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_key(&self, key: &str) -> Result<Option<Draft>, Error> {
        let query = format!("SELECT {COLUMNS} FROM drafts WHERE key = ?1");
        Ok(self.0.prepare_cached(&query)?.query_row([key], read).optional()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Keeps the text, replacing an earlier draft of the same document. Returns when the first of them was kept.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn keep(&self, draft: &Draft) -> Result<i64, Error> {
        let query = format!(
            "INSERT INTO drafts ({COLUMNS}, begun_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
            ON CONFLICT (key) DO UPDATE SET name = excluded.name, text = excluded.text,
                fingerprint = excluded.fingerprint, handlers_folder = excluded.handlers_folder,
                input = excluded.input, edited = excluded.edited, kept_at = excluded.kept_at
            RETURNING begun_at"
        );
        let values = rusqlite::params![
            draft.key,
            draft.name,
            draft.text,
            draft.fingerprint,
            draft.handlers_folder,
            draft.input,
            draft.edited,
            draft.kept_at
        ];
        Ok(self.0.prepare_cached(&query)?.query_row(values, |row| row.get(0))?)
    }

    /// Drops a draft. False if there was none.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn drop_draft(&self, key: &str) -> Result<bool, Error> {
        Ok(self.0.prepare_cached("DELETE FROM drafts WHERE key = ?1")?.execute([key])? > 0)
    }
}
