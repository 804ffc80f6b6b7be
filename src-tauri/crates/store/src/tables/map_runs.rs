//! Map Runs: one row each, beside the journal of the execution that started it, which is the truth.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { date: 202611281745, sql: CREATION },
    Migration {
        date: 202611282110,
        sql: "ALTER TABLE map_runs ADD COLUMN redrive_count INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE map_runs ADD COLUMN redriven_at INTEGER;
        ALTER TABLE map_runs ADD COLUMN children_redriven INTEGER NOT NULL DEFAULT 0",
    },
];

const CREATION: &str = "CREATE TABLE map_runs (
        id INTEGER PRIMARY KEY,
        arn TEXT NOT NULL UNIQUE,
        execution INTEGER NOT NULL,
        ticket INTEGER NOT NULL,
        state INTEGER NOT NULL,
        seed INTEGER NOT NULL,
        is_express INTEGER NOT NULL,
        status TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        stopped_at INTEGER,
        concurrency_max INTEGER NOT NULL,
        tolerated_count INTEGER,
        tolerated_percentage REAL,
        counts TEXT
    ) STRICT;
    CREATE INDEX map_runs_of_execution ON map_runs (execution, id);
    CREATE INDEX map_runs_running ON map_runs (id) WHERE status = 'RUNNING'";

/// A Map Run.
#[derive(Clone, Debug, PartialEq)]
pub struct MapRun {
    /// Number in this database; 0 for one that is to be inserted.
    pub id: i64,
    /// ARN, unique.
    pub arn: String,
    /// Number of the execution that started it.
    pub execution: i64,
    /// Names it within that execution.
    pub ticket: u64,
    /// Number of the Map state in the program.
    pub state: u32,
    /// Names and chance of its children follow from it.
    pub seed: u64,
    /// Type of its children.
    pub is_express: bool,
    /// AWS's word: `RUNNING`, `SUCCEEDED`, `FAILED`, `ABORTED`.
    pub status: String,
    /// Milliseconds since 1970.
    pub started_at: i64,
    /// Milliseconds since 1970; none while it runs.
    pub stopped_at: Option<i64>,
    /// `MaxConcurrency`.
    pub concurrency_max: u32,
    /// `ToleratedFailureCount`.
    pub tolerated_count: Option<u64>,
    /// `ToleratedFailurePercentage`.
    pub tolerated_percentage: Option<f64>,
    /// Items and executions by status, as its driver wrote them at the end.
    pub counts: Option<String>,
    /// How often it was redriven.
    pub redrive_count: u32,
    /// When it was redriven last, milliseconds since 1970.
    pub redriven_at: Option<i64>,
    /// The last redrive for which its children were got ready.
    pub children_redriven: u32,
}

impl MapRun {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            arn: row.get("arn")?,
            execution: row.get("execution")?,
            ticket: row.get::<_, i64>("ticket")?.cast_unsigned(),
            state: row.get("state")?,
            seed: row.get::<_, i64>("seed")?.cast_unsigned(),
            is_express: row.get("is_express")?,
            status: row.get("status")?,
            started_at: row.get("started_at")?,
            stopped_at: row.get("stopped_at")?,
            concurrency_max: row.get("concurrency_max")?,
            tolerated_count: row.get::<_, Option<i64>>("tolerated_count")?.map(i64::cast_unsigned),
            tolerated_percentage: row.get("tolerated_percentage")?,
            counts: row.get("counts")?,
            redrive_count: row.get("redrive_count")?,
            redriven_at: row.get("redriven_at")?,
            children_redriven: row.get("children_redriven")?,
        })
    }
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// The Map Run with this ARN.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_arn(&self, arn: &str) -> Result<Option<MapRun>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM map_runs WHERE arn = ?1")?;
        Ok(statement.query_row([arn], MapRun::read).optional()?)
    }

    /// The Map Run with this number.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_id(&self, id: i64) -> Result<Option<MapRun>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM map_runs WHERE id = ?1")?;
        Ok(statement.query_row([id], MapRun::read).optional()?)
    }

    /// Those whose ARN begins with `prefix`, newest first.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn with_prefix(&self, prefix: &str) -> Result<Vec<MapRun>, Error> {
        let query = "SELECT * FROM map_runs WHERE substr(arn, 1, length(?1)) = ?1 ORDER BY id DESC";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map([prefix], MapRun::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// At most `max` Map Runs of an execution with numbers below `before`, newest first.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn of_execution(&self, execution: i64, before: i64, max: u32) -> Result<Vec<MapRun>, Error> {
        let query = "SELECT * FROM map_runs WHERE execution = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map(rusqlite::params![execution, before, max], MapRun::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All that run.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn running(&self) -> Result<Vec<MapRun>, Error> {
        let mut statement =
            self.0.prepare_cached("SELECT * FROM map_runs WHERE status = 'RUNNING' ORDER BY id")?;
        let rows = statement.query_map([], MapRun::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Keeps a new Map Run under a number of its own.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn insert(&self, row: &MapRun) -> Result<(), Error> {
        let query =
            "INSERT INTO map_runs (arn, execution, ticket, state, seed, is_express, status, started_at,
            stopped_at, concurrency_max, tolerated_count, tolerated_percentage, counts)
            VALUES (:arn, :execution, :ticket, :state, :seed, :is_express, :status, :started_at, :stopped_at,
            :concurrency_max, :tolerated_count, :tolerated_percentage, :counts)";
        self.0.prepare_cached(query)?.execute(named_params! {
            ":arn": row.arn,
            ":execution": row.execution,
            ":ticket": row.ticket.cast_signed(),
            ":state": row.state,
            ":seed": row.seed.cast_signed(),
            ":is_express": row.is_express,
            ":status": row.status,
            ":started_at": row.started_at,
            ":stopped_at": row.stopped_at,
            ":concurrency_max": row.concurrency_max,
            ":tolerated_count": row.tolerated_count.map(u64::cast_signed),
            ":tolerated_percentage": row.tolerated_percentage,
            ":counts": row.counts,
        })?;
        Ok(())
    }

    /// Changes what may be changed while it runs. False if it is over.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn set_settings(
        &self,
        arn: &str,
        concurrency_max: u32,
        tolerated_count: Option<u64>,
        tolerated_percentage: Option<f64>,
    ) -> Result<bool, Error> {
        let query =
            "UPDATE map_runs SET concurrency_max = ?2, tolerated_count = ?3, tolerated_percentage = ?4
            WHERE arn = ?1 AND status = 'RUNNING'";
        let count = tolerated_count.map(u64::cast_signed);
        let values = rusqlite::params![arn, concurrency_max, count, tolerated_percentage];
        Ok(self.0.prepare_cached(query)?.execute(values)? == 1)
    }

    /// It is over, unless it was redriven more than `redrives` times. INVARIANT: a final status changes only by a
    /// redrive.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn close(&self, arn: &str, redrives: u32, status: &str, stopped_at: i64) -> Result<(), Error> {
        let query = "UPDATE map_runs SET status = ?3, stopped_at = ?4
            WHERE arn = ?1 AND redrive_count = ?2 AND status = 'RUNNING'";
        self.0.prepare_cached(query)?.execute(rusqlite::params![arn, redrives, status, stopped_at])?;
        Ok(())
    }

    /// It goes on under another ticket.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn redrive(&self, arn: &str, ticket: u64, count: u32, at: i64) -> Result<(), Error> {
        let query = "UPDATE map_runs SET status = 'RUNNING', stopped_at = NULL, counts = NULL, ticket = ?2,
            redrive_count = ?3, redriven_at = ?4 WHERE arn = ?1";
        self.0.prepare_cached(query)?.execute(rusqlite::params![arn, ticket.cast_signed(), count, at])?;
        Ok(())
    }

    /// Takes note that its children are ready for that redrive.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn set_children_redriven(&self, id: i64, redrive: u32) -> Result<(), Error> {
        let query = "UPDATE map_runs SET children_redriven = ?2 WHERE id = ?1";
        self.0.prepare_cached(query)?.execute(rusqlite::params![id, redrive])?;
        Ok(())
    }

    /// As [`Writes::close`], by the execution and the ticket.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn close_of(&self, execution: i64, ticket: u64, status: &str, stopped_at: i64) -> Result<(), Error> {
        let query = "UPDATE map_runs SET status = ?3, stopped_at = ?4
            WHERE execution = ?1 AND ticket = ?2 AND status = 'RUNNING'";
        let values = rusqlite::params![execution, ticket.cast_signed(), status, stopped_at];
        self.0.prepare_cached(query)?.execute(values)?;
        Ok(())
    }

    /// Keeps how many items and executions ended in which way.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn set_counts(&self, arn: &str, counts: &str) -> Result<(), Error> {
        let query = "UPDATE map_runs SET counts = ?2 WHERE arn = ?1";
        self.0.prepare_cached(query)?.execute([arn, counts])?;
        Ok(())
    }
}
