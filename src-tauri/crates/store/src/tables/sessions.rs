//! Who is signed in where. Only the hash of a session's secret is kept.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232202,
    sql: "CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        token_hash BLOB NOT NULL UNIQUE,
        account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        door TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        last_seen_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT",
}];

/// A session. A revoked one has no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Opaque id, may be shown.
    pub id: String,
    /// Hash of the secret.
    pub token_hash: Vec<u8>,
    /// Account it belongs to.
    pub account: String,
    /// `desktop`, `browser` or `terminal`.
    pub door: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// Milliseconds since 1970.
    pub last_seen_at: i64,
    /// Milliseconds since 1970.
    pub expires_at: i64,
}

impl Session {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            token_hash: row.get(1)?,
            account: row.get(2)?,
            door: row.get(3)?,
            created_at: row.get(4)?,
            last_seen_at: row.get(5)?,
            expires_at: row.get(6)?,
        })
    }
}

const COLUMNS: &str = "id, token_hash, account, door, created_at, last_seen_at, expires_at";

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// The session whose secret has this hash, expired or not.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_token_hash(&self, token_hash: &[u8]) -> Result<Option<Session>, Error> {
        let query = format!("SELECT {COLUMNS} FROM sessions WHERE token_hash = ?1");
        Ok(self.0.prepare_cached(&query)?.query_row([token_hash], Session::read).optional()?)
    }

    /// All sessions of an account, newest first.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn of_account(&self, account: &str) -> Result<Vec<Session>, Error> {
        let query = format!("SELECT {COLUMNS} FROM sessions WHERE account = ?1 ORDER BY created_at DESC, id");
        let mut statement = self.0.prepare_cached(&query)?;
        let rows = statement.query_map([account], Session::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Adds a session.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the id or hash is taken or the account does not exist.
    pub fn insert(&self, session: &Session) -> Result<(), Error> {
        let query = format!("INSERT INTO sessions ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        self.0.prepare_cached(&query)?.execute(rusqlite::params![
            session.id,
            session.token_hash,
            session.account,
            session.door,
            session.created_at,
            session.last_seen_at,
            session.expires_at,
        ])?;
        Ok(())
    }

    /// Records that a session was used.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn touch(&self, id: &str, last_seen_at: i64, expires_at: i64) -> Result<(), Error> {
        self.0
            .prepare_cached("UPDATE sessions SET last_seen_at = ?2, expires_at = ?3 WHERE id = ?1")?
            .execute(rusqlite::params![id, last_seen_at, expires_at])?;
        Ok(())
    }

    /// Ends a session of this account. False if there was none.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn revoke(&self, id: &str, account: &str) -> Result<bool, Error> {
        let gone = self
            .0
            .prepare_cached("DELETE FROM sessions WHERE id = ?1 AND account = ?2")?
            .execute([id, account])?;
        Ok(gone > 0)
    }

    /// Removes sessions that expired before `now`.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn sweep(&self, now: i64) -> Result<usize, Error> {
        Ok(self.0.prepare_cached("DELETE FROM sessions WHERE expires_at < ?1")?.execute([now])?)
    }
}
