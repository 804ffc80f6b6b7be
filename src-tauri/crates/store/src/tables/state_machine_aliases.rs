//! Aliases: names that send executions to one or two versions of a state machine.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232322,
    sql: "CREATE TABLE state_machine_aliases (
        id INTEGER PRIMARY KEY,
        arn TEXT NOT NULL UNIQUE,
        machine TEXT NOT NULL REFERENCES state_machines (arn) ON DELETE CASCADE,
        name TEXT NOT NULL,
        description TEXT,
        routes TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX state_machine_aliases_of_machine ON state_machine_aliases (machine, id)",
}];

/// An alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// Number in the order of creation; 0 for one that was not kept yet.
    pub id: i64,
    /// ARN that ends in the name.
    pub arn: String,
    /// Unqualified ARN of the state machine.
    pub machine: String,
    /// Name.
    pub name: String,
    /// What its author says about it.
    pub description: Option<String>,
    /// AWS's `routingConfiguration` as JSON.
    pub routes: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// Milliseconds since 1970.
    pub updated_at: i64,
}

impl Alias {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            arn: row.get("arn")?,
            machine: row.get("machine")?,
            name: row.get("name")?,
            description: row.get("description")?,
            routes: row.get("routes")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// The alias with this ARN.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_arn(&self, arn: &str) -> Result<Option<Alias>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM state_machine_aliases WHERE arn = ?1")?;
        Ok(statement.query_row([arn], Alias::read).optional()?)
    }

    /// All aliases of a state machine in order of their names; there are at most a hundred.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn of_machine(&self, machine: &str) -> Result<Vec<Alias>, Error> {
        let query = "SELECT * FROM state_machine_aliases WHERE machine = ?1 ORDER BY name";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map([machine], Alias::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Keeps an alias, new or changed.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn put(&self, row: &Alias) -> Result<(), Error> {
        let query = "INSERT INTO state_machine_aliases
            (arn, machine, name, description, routes, created_at, updated_at)
            VALUES (:arn, :machine, :name, :description, :routes, :created_at, :updated_at)
            ON CONFLICT (arn) DO UPDATE SET description = :description, routes = :routes, updated_at = :updated_at";
        self.0.prepare_cached(query)?.execute(named_params! {
            ":arn": row.arn,
            ":machine": row.machine,
            ":name": row.name,
            ":description": row.description,
            ":routes": row.routes,
            ":created_at": row.created_at,
            ":updated_at": row.updated_at,
        })?;
        Ok(())
    }

    /// Removes an alias.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn remove(&self, arn: &str) -> Result<(), Error> {
        self.0.prepare_cached("DELETE FROM state_machine_aliases WHERE arn = ?1")?.execute([arn])?;
        Ok(())
    }
}
