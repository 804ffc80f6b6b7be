//! People who can sign in on this machine.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232201,
    sql: "CREATE TABLE accounts (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        password TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        wrong_tries INTEGER NOT NULL DEFAULT 0,
        blocked_until INTEGER NOT NULL DEFAULT 0
    ) STRICT",
}];

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Opaque id.
    pub id: String,
    /// Name or e-mail address as the person wrote it.
    pub name: String,
    /// The name in the form that must be unique (normalised, case folded).
    pub name_key: String,
    /// Password hash in PHC string format; never the password.
    pub password: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// Wrong passwords since the last right one.
    pub wrong_tries: u32,
    /// Milliseconds since 1970 before which no try is accepted; 0 if none is blocked.
    pub blocked_until: i64,
}

impl Account {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            name_key: row.get(2)?,
            password: row.get(3)?,
            created_at: row.get(4)?,
            wrong_tries: row.get(5)?,
            blocked_until: row.get(6)?,
        })
    }
}

const COLUMNS: &str = "id, name, name_key, password, created_at, wrong_tries, blocked_until";

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// How many accounts there are.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn count(&self) -> Result<u64, Error> {
        Ok(self.0.query_row("SELECT count(*) FROM accounts", [], |row| row.get(0))?)
    }

    /// The account with this id.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_id(&self, id: &str) -> Result<Option<Account>, Error> {
        let query = format!("SELECT {COLUMNS} FROM accounts WHERE id = ?1");
        Ok(self.0.prepare_cached(&query)?.query_row([id], Account::read).optional()?)
    }

    /// The account with this unique form of the name.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_name_key(&self, name_key: &str) -> Result<Option<Account>, Error> {
        let query = format!("SELECT {COLUMNS} FROM accounts WHERE name_key = ?1");
        Ok(self.0.prepare_cached(&query)?.query_row([name_key], Account::read).optional()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Adds an account.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the id or the name is taken.
    pub fn insert(&self, account: &Account) -> Result<(), Error> {
        let query = format!("INSERT INTO accounts ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        self.0.prepare_cached(&query)?.execute(rusqlite::params![
            account.id,
            account.name,
            account.name_key,
            account.password,
            account.created_at,
            account.wrong_tries,
            account.blocked_until,
        ])?;
        Ok(())
    }

    /// Records how tries to sign in went.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn set_tries(&self, id: &str, wrong_tries: u32, blocked_until: i64) -> Result<(), Error> {
        let query = "UPDATE accounts SET wrong_tries = ?2, blocked_until = ?3 WHERE id = ?1";
        self.0.prepare_cached(query)?.execute(rusqlite::params![id, wrong_tries, blocked_until])?;
        Ok(())
    }

    /// Replaces the password hash.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn set_password(&self, id: &str, password: &str) -> Result<(), Error> {
        self.0
            .prepare_cached("UPDATE accounts SET password = ?2 WHERE id = ?1")?
            .execute(rusqlite::params![id, password])?;
        Ok(())
    }
}
