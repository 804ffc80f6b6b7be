//! Activities that clients created. Their waiting tasks live in the executions, not here.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232323,
    sql: "CREATE TABLE activities (
        arn TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        encryption TEXT NOT NULL,
        created_at INTEGER NOT NULL
    ) STRICT",
}];

/// An activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// ARN.
    pub arn: String,
    /// Name.
    pub name: String,
    /// AWS's `encryptionConfiguration` as JSON.
    pub encryption: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
}

impl Activity {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            arn: row.get("arn")?,
            name: row.get("name")?,
            encryption: row.get("encryption")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// The activity with this ARN.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_arn(&self, arn: &str) -> Result<Option<Activity>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM activities WHERE arn = ?1")?;
        Ok(statement.query_row([arn], Activity::read).optional()?)
    }

    /// How many activities there are.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn count(&self) -> Result<u32, Error> {
        let mut statement = self.0.prepare_cached("SELECT count(*) FROM activities")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// At most `max` of those whose ARN begins with `prefix` and comes after `after`, in order of their ARNs.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn after(&self, prefix: &str, after: &str, max: u32) -> Result<Vec<Activity>, Error> {
        let query = "SELECT * FROM activities WHERE substr(arn, 1, length(?1)) = ?1 AND arn > ?2
            ORDER BY arn LIMIT ?3";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map(rusqlite::params![prefix, after, max], Activity::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Keeps a new activity; one that is there already is left alone.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn keep(&self, row: &Activity) -> Result<(), Error> {
        let query = "INSERT OR IGNORE INTO activities VALUES (?1, ?2, ?3, ?4)";
        let values = rusqlite::params![row.arn, row.name, row.encryption, row.created_at];
        self.0.prepare_cached(query)?.execute(values)?;
        Ok(())
    }

    /// Removes an activity.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn remove(&self, arn: &str) -> Result<(), Error> {
        self.0.prepare_cached("DELETE FROM activities WHERE arn = ?1")?.execute([arn])?;
        Ok(())
    }
}
