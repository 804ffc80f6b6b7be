//! Children of Map Runs that ran in memory from begin to end. Those with a history are rows of `executions`; what
//! concerns all children of a Map Run is asked here.

use rusqlite::{Connection, Row, named_params};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611281746,
    // One key for the Map Run and the number within it, so that children lie in their order.
    sql: "CREATE TABLE map_children (
        id INTEGER PRIMARY KEY,
        items INTEGER NOT NULL,
        status TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        stopped_at INTEGER NOT NULL,
        input TEXT NOT NULL,
        output TEXT,
        error TEXT,
        cause TEXT
    ) STRICT",
}];

/// Bits of the number within the Map Run.
const NUMBER_BITS: u32 = 32;

/// A child of a Map Run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapChild {
    /// Number within its Map Run, from 0.
    pub number: u64,
    /// How many items it stands for.
    pub items: u64,
    /// AWS's word.
    pub status: String,
    /// Milliseconds since 1970.
    pub started_at: i64,
    /// Milliseconds since 1970; none while it runs.
    pub stopped_at: Option<i64>,
    /// Input as JSON text.
    pub input: String,
    /// Output as JSON text.
    pub output: Option<String>,
    /// Error name.
    pub error: Option<String>,
    /// Explanation.
    pub cause: Option<String>,
    /// Whether it has a history.
    pub has_history: bool,
    /// How often it was redriven.
    pub redrive_count: u32,
}

/// What a child counts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Number within its Map Run.
    pub number: u64,
    /// How many items it stands for.
    pub items: u64,
    /// AWS's word.
    pub status: String,
}

const IN_MEMORY: &str =
    "SELECT id & 0xffffffff AS number, items, status, started_at, stopped_at, input, output, error,
    cause, 0 AS has_history, 0 AS redrive_count FROM map_children WHERE id >= ?1 AND id < ?2 ORDER BY id";
const WITH_HISTORY: &str =
    "SELECT child AS number, item_count AS items, status, started_at, stopped_at, input, output,
    error, cause, 1 AS has_history, redrive_count FROM executions WHERE map_run = ?1 AND child >= ?2 ORDER BY child";

impl MapChild {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            number: row.get::<_, i64>("number")?.cast_unsigned(),
            items: row.get::<_, i64>("items")?.cast_unsigned(),
            status: row.get("status")?,
            started_at: row.get("started_at")?,
            stopped_at: row.get("stopped_at")?,
            input: row.get("input")?,
            output: row.get("output")?,
            error: row.get("error")?,
            cause: row.get("cause")?,
            has_history: row.get("has_history")?,
            redrive_count: row.get("redrive_count")?,
        })
    }
}

impl Standing {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            number: row.get::<_, i64>(0)?.cast_unsigned(),
            items: row.get::<_, i64>(1)?.cast_unsigned(),
            status: row.get(2)?,
        })
    }
}

/// Which children may be redriven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redrivable {
    /// Those with fewer events than this,
    pub events_max: u64,
    /// that ended at this instant or later, in milliseconds since 1970.
    pub ended_since: i64,
}

/// Questions to the table, and to the children in `executions`.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// Calls `each` with the children of a Map Run from the number `from` on, in their order, until it says `false`.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn each(&self, map_run: i64, from: u64, each: impl FnMut(MapChild) -> bool) -> Result<(), Error> {
        self.merged([IN_MEMORY, WITH_HISTORY], map_run, from, MapChild::read, |child| child.number, each)
    }

    /// At most `max` of the children without a history that have numbers below `before`, latest first.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn latest(&self, map_run: i64, before: u64, max: u32) -> Result<Vec<MapChild>, Error> {
        let query = format!("{IN_MEMORY} DESC LIMIT ?3");
        let mut statement = self.0.prepare_cached(&query)?;
        let end = if before >> NUMBER_BITS == 0 { key(map_run, before) } else { key(map_run + 1, 0) };
        let range = (key(map_run, 0), end, max);
        let rows = statement.query_map(range, MapChild::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Calls `each` with what every child of a Map Run counts for, in their order.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn standings(&self, map_run: i64, mut each: impl FnMut(Standing)) -> Result<(), Error> {
        let queries = [
            "SELECT id & 0xffffffff, items, status FROM map_children WHERE id >= ?1 AND id < ?2 ORDER BY id",
            "SELECT child, item_count, status FROM executions WHERE map_run = ?1 AND child >= ?2 ORDER BY child",
        ];
        self.merged(
            queries,
            map_run,
            0,
            Standing::read,
            |child| child.number,
            |child| {
                each(child);
                true
            },
        )
    }

    /// When the last of the children that are over ended.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn last_end(&self, map_run: i64) -> Result<Option<i64>, Error> {
        let query =
            "SELECT max(stopped_at) FROM (SELECT stopped_at FROM map_children WHERE id >= ?2 AND id < ?3
            UNION ALL SELECT stopped_at FROM executions WHERE map_run = ?1)";
        let mut statement = self.0.prepare_cached(query)?;
        Ok(statement.query_row([map_run, key(map_run, 0), key(map_run + 1, 0)], |row| row.get(0))?)
    }

    /// How many children did not succeed and cannot be redriven: how many items they stand for, and how many they are.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn not_redrivable(&self, map_run: i64, rules: Redrivable) -> Result<(u64, u64), Error> {
        let query = "SELECT coalesce(sum(item_count), 0), count(*) FROM executions WHERE map_run = ?1
            AND status IN ('FAILED', 'TIMED_OUT', 'ABORTED') AND (last_event >= ?2 OR stopped_at < ?3)";
        let values = rusqlite::params![map_run, rules.events_max.cast_signed(), rules.ended_since];
        let read = |row: &Row<'_>| {
            Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get::<_, i64>(1)?.cast_unsigned()))
        };
        Ok(self.0.prepare_cached(query)?.query_row(values, read)?)
    }

    /// Children with a history that still run.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn running(&self, map_run: i64) -> Result<Vec<(u64, String)>, Error> {
        let query =
            "SELECT child, arn FROM executions WHERE map_run = ?1 AND status = 'RUNNING' ORDER BY child";
        let mut statement = self.0.prepare_cached(query)?;
        let rows =
            statement.query_map([map_run], |row| Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Both lists lie in the order of the numbers, so that neither has to be sorted or held.
    fn merged<T>(
        &self,
        [in_memory, with_history]: [&str; 2],
        map_run: i64,
        from: u64,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
        number: impl Fn(&T) -> u64,
        mut each: impl FnMut(T) -> bool,
    ) -> Result<(), Error> {
        let mut left = self.0.prepare_cached(in_memory)?;
        let mut right = self.0.prepare_cached(with_history)?;
        let mut left = left.query([key(map_run, from), key(map_run + 1, 0)])?;
        let mut right = right.query([map_run, from.cast_signed()])?;
        let mut next_left = left.next()?.map(read).transpose()?;
        let mut next_right = right.next()?.map(read).transpose()?;
        loop {
            let is_left = match (&next_left, &next_right) {
                (Some(one), Some(other)) => number(one) <= number(other),
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => return Ok(()),
            };
            let taken = match is_left {
                true => std::mem::replace(&mut next_left, left.next()?.map(read).transpose()?),
                false => std::mem::replace(&mut next_right, right.next()?.map(read).transpose()?),
            };
            if !taken.is_none_or(&mut each) {
                return Ok(());
            }
        }
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Keeps a child that is over.
    ///
    /// # Errors
    /// If the database cannot be written, or has that child already.
    pub fn insert(&self, map_run: i64, row: &MapChild) -> Result<(), Error> {
        let query = "INSERT INTO map_children VALUES (:id, :items, :status, :started_at, :stopped_at, :input, :output,
            :error, :cause)";
        self.0.prepare_cached(query)?.execute(named_params! {
            ":id": key(map_run, row.number),
            ":items": row.items.cast_signed(),
            ":status": row.status,
            ":started_at": row.started_at,
            ":stopped_at": row.stopped_at.unwrap_or(row.started_at),
            ":input": row.input,
            ":output": row.output,
            ":error": row.error,
            ":cause": row.cause,
        })?;
        Ok(())
    }
}

impl Writes<'_> {
    /// Gets the children that did not succeed ready for a redrive of the Map Run: those with a history wait for it, the
    /// others are forgotten, so that they are begun afresh.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn redrive(&self, map_run: i64, rules: Redrivable) -> Result<(), Error> {
        let query = "DELETE FROM map_children WHERE id >= ?1 AND id < ?2 AND status <> 'SUCCEEDED'";
        self.0.prepare_cached(query)?.execute([key(map_run, 0), key(map_run + 1, 0)])?;
        let query = "UPDATE executions SET status = 'PENDING_REDRIVE' WHERE map_run = ?1
            AND status IN ('FAILED', 'TIMED_OUT', 'ABORTED') AND last_event < ?2 AND stopped_at >= ?3";
        let values = rusqlite::params![map_run, rules.events_max.cast_signed(), rules.ended_since];
        self.0.prepare_cached(query)?.execute(values)?;
        Ok(())
    }
}

fn key(map_run: i64, number: u64) -> i64 {
    (map_run << NUMBER_BITS) | number.cast_signed()
}
