//! Everything that ever happened to an approval: append-only, each row sealed over the one before.

use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232208,
    sql: "CREATE TABLE approval_audit (
        id INTEGER PRIMARY KEY,
        approval TEXT NOT NULL,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        deed TEXT NOT NULL,
        detail TEXT NOT NULL,
        previous_hash BLOB NOT NULL,
        hash BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER approval_audit_is_never_changed BEFORE UPDATE ON approval_audit
        BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;
    CREATE TRIGGER approval_audit_is_never_shortened BEFORE DELETE ON approval_audit
        BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END",
}];

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Approval it happened to.
    pub approval: String,
    /// Milliseconds since 1970.
    pub at: i64,
    /// Who did it: a person's name, or `system`.
    pub actor: String,
    /// What was done: `requested`, `approved`, `rejected`, `closed`.
    pub deed: String,
    /// More, as JSON text.
    pub detail: String,
}

/// An entry with its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// 1 for the first.
    pub id: i64,
    /// What happened.
    pub entry: Entry,
    /// Hash of the entry before; 32 zero bytes for the first.
    pub previous_hash: Vec<u8>,
    /// SHA-256 over the previous hash and the entry.
    pub hash: Vec<u8>,
}

fn seal(previous: &[u8], entry: &Entry) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(previous);
    digest.update(entry.at.to_be_bytes());
    for text in [&entry.approval, &entry.actor, &entry.deed, &entry.detail] {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    }
    digest.finalize().to_vec()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Sealed> {
    let entry = Entry {
        approval: row.get(1)?,
        at: row.get(2)?,
        actor: row.get(3)?,
        deed: row.get(4)?,
        detail: row.get(5)?,
    };
    Ok(Sealed { id: row.get(0)?, entry, previous_hash: row.get(6)?, hash: row.get(7)? })
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// What happened to one approval, oldest first.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn of_approval(&self, approval: &str) -> Result<Vec<Sealed>, Error> {
        let mut statement =
            self.0.prepare_cached("SELECT * FROM approval_audit WHERE approval = ?1 ORDER BY id")?;
        let rows = statement.query_map([approval], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The id of the first entry that does not fit the one before it; `None` if the chain is whole.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn first_break(&self) -> Result<Option<i64>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM approval_audit ORDER BY id")?;
        let mut previous = vec![0; 32];
        for (expected, sealed) in (1..).zip(statement.query_map([], read)?) {
            let sealed = sealed?;
            let whole = sealed.id == expected
                && sealed.previous_hash == previous
                && sealed.hash == seal(&previous, &sealed.entry);
            if !whole {
                return Ok(Some(sealed.id));
            }
            previous = sealed.hash;
        }
        Ok(None)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Appends an entry, sealed over the last one.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn append(&self, entry: &Entry) -> Result<(), Error> {
        let last = self
            .0
            .prepare_cached("SELECT id, hash FROM approval_audit ORDER BY id DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
            .optional()?;
        let (id, previous) = last.unwrap_or((0, vec![0; 32]));
        let hash = seal(&previous, entry);
        let query = "INSERT INTO approval_audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.0.prepare_cached(query)?.execute(rusqlite::params![
            id.saturating_add(1),
            entry.approval,
            entry.at,
            entry.actor,
            entry.deed,
            entry.detail,
            previous,
            hash,
        ])?;
        Ok(())
    }
}
