//! State machines that clients created: what `DescribeStateMachine` tells.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::columns::Columns;
use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        date: 202611232320,
        sql: "CREATE TABLE state_machines (
        arn TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        definition TEXT NOT NULL REFERENCES definitions (hash),
        role_arn TEXT NOT NULL,
        configuration TEXT NOT NULL,
        created_as TEXT NOT NULL,
        revision TEXT,
        last_version INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
    ) STRICT",
    },
    Migration {
        date: 202611291050,
        sql: "ALTER TABLE state_machines ADD COLUMN is_deleting INTEGER NOT NULL DEFAULT 0",
    },
];

/// A state machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateMachine {
    /// Unqualified ARN.
    pub arn: String,
    /// Name.
    pub name: String,
    /// AWS's word: `STANDARD` or `EXPRESS`.
    pub kind: String,
    /// Hash of its present definition.
    pub definition: String,
    /// The role it runs with.
    pub role_arn: String,
    /// Logging, tracing and encryption, as one JSON object.
    pub configuration: String,
    /// What an equal request to create it must say again, as JSON.
    pub created_as: String,
    /// Names the present revision; none before the first update.
    pub revision: Option<String>,
    /// The highest version number given so far; 0 before the first.
    pub last_version: u32,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// Milliseconds since 1970.
    pub updated_at: i64,
    /// Whether it is being deleted.
    pub is_deleting: bool,
}

impl StateMachine {
    /// Reads a row of `SELECT *`: migrations only append columns.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let mut columns = Columns::of(row);
        Ok(Self {
            arn: columns.take()?,
            name: columns.take()?,
            kind: columns.take()?,
            definition: columns.take()?,
            role_arn: columns.take()?,
            configuration: columns.take()?,
            created_as: columns.take()?,
            revision: columns.take()?,
            last_version: columns.take()?,
            created_at: columns.take()?,
            updated_at: columns.take()?,
            is_deleting: columns.take()?,
        })
    }
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// The state machine with this ARN.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_arn(&self, arn: &str) -> Result<Option<StateMachine>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM state_machines WHERE arn = ?1")?;
        Ok(statement.query_row([arn], StateMachine::read).optional()?)
    }

    /// How many state machines there are.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn count(&self) -> Result<u32, Error> {
        let mut statement = self.0.prepare_cached("SELECT count(*) FROM state_machines")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// ARNs of those that are being deleted.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn deleting(&self) -> Result<Vec<String>, Error> {
        let mut statement =
            self.0.prepare_cached("SELECT arn FROM state_machines WHERE is_deleting ORDER BY arn")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// At most `max` of those whose ARN begins with `prefix` and comes after `after`, in order of their ARNs.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn after(&self, prefix: &str, after: &str, max: u32) -> Result<Vec<StateMachine>, Error> {
        let query = "SELECT * FROM state_machines WHERE substr(arn, 1, length(?1)) = ?1 AND arn > ?2
            ORDER BY arn LIMIT ?3";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map(rusqlite::params![prefix, after, max], StateMachine::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Keeps a state machine, new or changed. Its definition must be kept already.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn put(&self, row: &StateMachine) -> Result<(), Error> {
        let query =
            "INSERT INTO state_machines VALUES (:arn, :name, :type, :definition, :role_arn, :configuration,
            :created_as, :revision, :last_version, :created_at, :updated_at, :is_deleting)
            ON CONFLICT (arn) DO UPDATE SET definition = :definition, role_arn = :role_arn,
            configuration = :configuration, revision = :revision, last_version = :last_version,
            updated_at = :updated_at, is_deleting = :is_deleting";
        self.0.prepare_cached(query)?.execute(named_params! {
            ":arn": row.arn,
            ":name": row.name,
            ":type": row.kind,
            ":definition": row.definition,
            ":role_arn": row.role_arn,
            ":configuration": row.configuration,
            ":created_as": row.created_as,
            ":revision": row.revision,
            ":last_version": row.last_version,
            ":created_at": row.created_at,
            ":updated_at": row.updated_at,
            ":is_deleting": row.is_deleting,
        })?;
        Ok(())
    }

    /// Removes a state machine with its versions and aliases.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn remove(&self, arn: &str) -> Result<(), Error> {
        self.0.prepare_cached("DELETE FROM state_machines WHERE arn = ?1")?.execute([arn])?;
        Ok(())
    }
}
