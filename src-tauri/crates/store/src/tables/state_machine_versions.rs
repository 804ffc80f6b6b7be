//! Published versions of state machines: they never change.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232321,
    sql: "CREATE TABLE state_machine_versions (
        arn TEXT PRIMARY KEY,
        machine TEXT NOT NULL REFERENCES state_machines (arn) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        definition TEXT NOT NULL REFERENCES definitions (hash),
        role_arn TEXT NOT NULL,
        configuration TEXT NOT NULL,
        description TEXT,
        revision TEXT,
        created_at INTEGER NOT NULL,
        UNIQUE (machine, number)
    ) STRICT",
}];

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// ARN that ends in the number.
    pub arn: String,
    /// Unqualified ARN of the state machine.
    pub machine: String,
    /// 1, 2, 3 …; never given twice.
    pub number: u32,
    /// Hash of the definition.
    pub definition: String,
    /// The role.
    pub role_arn: String,
    /// Logging, tracing and encryption, as one JSON object.
    pub configuration: String,
    /// What its author says about it.
    pub description: Option<String>,
    /// The revision that was published.
    pub revision: Option<String>,
    /// Milliseconds since 1970.
    pub created_at: i64,
}

impl Version {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            arn: row.get("arn")?,
            machine: row.get("machine")?,
            number: row.get("number")?,
            definition: row.get("definition")?,
            role_arn: row.get("role_arn")?,
            configuration: row.get("configuration")?,
            description: row.get("description")?,
            revision: row.get("revision")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// The version with this ARN.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_arn(&self, arn: &str) -> Result<Option<Version>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM state_machine_versions WHERE arn = ?1")?;
        Ok(statement.query_row([arn], Version::read).optional()?)
    }

    /// How many versions a state machine has.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn count(&self, machine: &str) -> Result<u32, Error> {
        let query = "SELECT count(*) FROM state_machine_versions WHERE machine = ?1";
        Ok(self.0.prepare_cached(query)?.query_row([machine], |row| row.get(0))?)
    }

    /// At most `max` versions of a state machine with numbers below `before`, newest first.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn latest(&self, machine: &str, before: u32, max: u32) -> Result<Vec<Version>, Error> {
        let query = "SELECT * FROM state_machine_versions WHERE machine = ?1 AND number < ?2
            ORDER BY number DESC LIMIT ?3";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map(rusqlite::params![machine, before, max], Version::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Keeps a new version.
    ///
    /// # Errors
    /// If there is one with that number, or the database cannot be written.
    pub fn insert(&self, row: &Version) -> Result<(), Error> {
        let query =
            "INSERT INTO state_machine_versions VALUES (:arn, :machine, :number, :definition, :role_arn,
            :configuration, :description, :revision, :created_at)";
        self.0.prepare_cached(query)?.execute(named_params! {
            ":arn": row.arn,
            ":machine": row.machine,
            ":number": row.number,
            ":definition": row.definition,
            ":role_arn": row.role_arn,
            ":configuration": row.configuration,
            ":description": row.description,
            ":revision": row.revision,
            ":created_at": row.created_at,
        })?;
        Ok(())
    }

    /// Removes a version.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn remove(&self, arn: &str) -> Result<(), Error> {
        self.0.prepare_cached("DELETE FROM state_machine_versions WHERE arn = ?1")?.execute([arn])?;
        Ok(())
    }
}
