//! One row per execution: what lists show, and how a sleeping one is found again.
//!
//! The journal is the truth; a row repeats of it what must be found without folding events.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::columns::Columns;
use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { date: 202611232211, sql: CREATION },
    Migration {
        date: 202611281720,
        sql: "ALTER TABLE executions ADD COLUMN redrive_count INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE executions ADD COLUMN redriven_at INTEGER;
    ALTER TABLE executions ADD COLUMN opened_for INTEGER NOT NULL DEFAULT 0",
    },
    Migration {
        date: 202611281744,
        sql: "ALTER TABLE executions ADD COLUMN map_run INTEGER;
        ALTER TABLE executions ADD COLUMN child INTEGER;
        ALTER TABLE executions ADD COLUMN item_count INTEGER;
        CREATE INDEX executions_of_map_run ON executions (map_run, child) WHERE map_run IS NOT NULL;
        CREATE INDEX executions_of_their_own ON executions (id) WHERE map_run IS NULL",
    },
];

const CREATION: &str = "CREATE TABLE executions (
        id INTEGER PRIMARY KEY,
        arn TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        machine TEXT NOT NULL,
        definition TEXT NOT NULL REFERENCES definitions (hash),
        handlers_folder TEXT,
        status TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        stopped_at INTEGER,
        input TEXT NOT NULL,
        output TEXT,
        error TEXT,
        cause TEXT,
        last_event INTEGER NOT NULL,
        resting INTEGER NOT NULL,
        due_at INTEGER
    ) STRICT;
    CREATE INDEX executions_of_machine ON executions (machine, id);
    CREATE INDEX executions_running ON executions (id) WHERE status = 'RUNNING'";

/// An execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    /// Number in this database, given by the caller, rising.
    pub id: i64,
    /// ARN, unique.
    pub arn: String,
    /// Name within its state machine.
    pub name: String,
    /// Name of the state machine.
    pub machine: String,
    /// Hash of the definition it runs.
    pub definition: String,
    /// Folder of the local handlers it may use.
    pub handlers_folder: Option<String>,
    /// AWS's word: `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED`; of a child of a Map Run also
    /// `PENDING_REDRIVE`.
    pub status: String,
    /// Milliseconds since 1970.
    pub started_at: i64,
    /// Milliseconds since 1970; none while running.
    pub stopped_at: Option<i64>,
    /// Input as JSON text.
    pub input: String,
    /// Output as JSON text, if it succeeded.
    pub output: Option<String>,
    /// Error name, if it did not.
    pub error: Option<String>,
    /// Explanation, if it did not succeed.
    pub cause: Option<String>,
    /// Id of the last public event at the time the row was written; exact once the execution is over or resting.
    pub last_event: u64,
    /// How it waits; meaningless once it is over.
    pub rest: Rest,
    /// How often it was redriven, and with what effect.
    pub redrives: Redrives,
    /// The Map Run it is a child of.
    pub child_of: Option<ChildOf>,
}

/// A child's place in its Map Run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChildOf {
    /// Number of the Map Run in this database.
    pub map_run: i64,
    /// Number of the child within it, from 0.
    pub number: u64,
    /// How many items the child stands for.
    pub items: u64,
}

/// What redrives did to an execution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Redrives {
    /// How many there were.
    pub count: u32,
    /// When the last one was, milliseconds since 1970.
    pub last_at: Option<i64>,
    /// Milliseconds it had been open before the last one.
    pub opened_for: i64,
}

/// Whether a running execution must be looked at after a restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// It has work under way: its journal must be replayed.
    Awake,
    /// It only waits for a timer or for somebody's answer. The instant of its next timer, milliseconds since 1970.
    Resting(Option<i64>),
}

/// A running execution as a restart needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sleeper {
    /// Number in this database.
    pub id: i64,
    /// ARN.
    pub arn: String,
    /// How it waits.
    pub rest: Rest,
}

/// An execution in a list, without what may be large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Number in this database.
    pub id: i64,
    /// ARN.
    pub arn: String,
    /// Name within its state machine.
    pub name: String,
    /// Name of the state machine.
    pub machine: String,
    /// AWS's word.
    pub status: String,
    /// Milliseconds since 1970.
    pub started_at: i64,
    /// Milliseconds since 1970; none while running.
    pub stopped_at: Option<i64>,
    /// How often it was redriven.
    pub redrive_count: u32,
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// AWS's word for the final status.
    pub status: String,
    /// Milliseconds since 1970.
    pub stopped_at: i64,
    /// Output as JSON text.
    pub output: Option<String>,
    /// Error name.
    pub error: Option<String>,
    /// Explanation.
    pub cause: Option<String>,
    /// Id of the last public event.
    pub last_event: u64,
}

/// An execution that is over goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopening {
    /// Its redrives, this one included.
    pub redrives: Redrives,
    /// How it waits.
    pub rest: Rest,
    /// Id of the last public event.
    pub last_event: u64,
    /// How it ended again at once, if it did.
    pub closing: Option<Closing>,
}

impl Listed {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            arn: row.get("arn")?,
            name: row.get("name")?,
            machine: row.get("machine")?,
            status: row.get("status")?,
            started_at: row.get("started_at")?,
            stopped_at: row.get("stopped_at")?,
            redrive_count: row.get("redrive_count")?,
        })
    }
}

impl Execution {
    /// As the row is once the execution is over.
    pub fn close(&mut self, closing: Closing) {
        let Closing { status, stopped_at, output, error, cause, last_event } = closing;
        (self.status, self.stopped_at, self.output) = (status, Some(stopped_at), output);
        (self.error, self.cause, self.last_event) = (error, cause, last_event);
    }

    /// Reads a row of `SELECT *`: migrations only append columns.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let mut columns = Columns::of(row);
        Ok(Self {
            id: columns.take()?,
            arn: columns.take()?,
            name: columns.take()?,
            machine: columns.take()?,
            definition: columns.take()?,
            handlers_folder: columns.take()?,
            status: columns.take()?,
            started_at: columns.take()?,
            stopped_at: columns.take()?,
            input: columns.take()?,
            output: columns.take()?,
            error: columns.take()?,
            cause: columns.take()?,
            last_event: columns.take()?,
            rest: rest(&mut columns)?,
            redrives: Redrives {
                count: columns.take()?,
                last_at: columns.take()?,
                opened_for: columns.take()?,
            },
            child_of: child_of(&mut columns)?,
        })
    }
}

fn rest(columns: &mut Columns<'_, '_>) -> rusqlite::Result<Rest> {
    let (resting, due_at) = (columns.take()?, columns.take()?);
    Ok(if resting { Rest::Resting(due_at) } else { Rest::Awake })
}

fn child_of(columns: &mut Columns<'_, '_>) -> rusqlite::Result<Option<ChildOf>> {
    let Some(map_run) = columns.take()? else { return Ok(None) };
    let (number, items): (i64, i64) = (columns.take()?, columns.take()?);
    Ok(Some(ChildOf { map_run, number: number.cast_unsigned(), items: items.cast_unsigned() }))
}

/// Samples by which [`check_index`] looks at the index.
const SAMPLES: i64 = 8;

/// Whether the index finds executions that are there: one damaged page of it would hide all of them without a word. To
/// look at every one would cost as much as reading the table.
pub(crate) fn check_index(connection: &Connection) -> Result<(), Error> {
    // In the order of the table: for both ends at once SQLite would read the whole index.
    let ends = "SELECT (SELECT id FROM executions ORDER BY id LIMIT 1),
        (SELECT id FROM executions ORDER BY id DESC LIMIT 1)";
    let ends: rusqlite::Result<(i64, i64)> =
        connection.query_row(ends, [], |row| Ok((row.get(0)?, row.get(1)?)));
    let Ok((first, last)) = ends else { return Ok(()) };
    let mut sample =
        connection.prepare("SELECT id, arn FROM executions WHERE id >= ?1 ORDER BY id LIMIT 1")?;
    let mut find = connection.prepare("SELECT id FROM executions WHERE arn = ?1")?;
    let step = last.saturating_sub(first) / SAMPLES;
    for at in (0..SAMPLES).map(|number| first.saturating_add(step.saturating_mul(number))).chain([last]) {
        // What cannot be read says so itself, and hides nothing else.
        let there = sample.query_row([at], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)));
        let Ok((id, arn)) = there else { continue };
        if find.query_row([&arn], |row| row.get(0)).optional()? != Some(id) {
            return Err(Error::Corrupt { reason: "an execution is not found by its ARN".into() });
        }
    }
    Ok(())
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// The execution with this ARN.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_arn(&self, arn: &str) -> Result<Option<Execution>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM executions WHERE arn = ?1")?;
        Ok(statement.query_row([arn], Execution::read).optional()?)
    }

    /// The execution with this number.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_id(&self, id: i64) -> Result<Option<Execution>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM executions WHERE id = ?1")?;
        Ok(statement.query_row([id], Execution::read).optional()?)
    }

    /// At most `max` executions with ids below `before`, newest first; of one state machine, or of all but without
    /// the children of Map Runs.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn latest(
        &self,
        machine: Option<&str>,
        before: Option<i64>,
        max: u32,
    ) -> Result<Vec<Execution>, Error> {
        let before = before.unwrap_or(i64::MAX);
        let query = match machine {
            Some(_) => "SELECT * FROM executions WHERE machine = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
            None => {
                "SELECT * FROM executions WHERE ?1 IS NULL AND map_run IS NULL AND id < ?2 ORDER BY id DESC LIMIT ?3"
            }
        };
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map(rusqlite::params![machine, before, max], Execution::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// At most `max` executions of the state machine called `machine` whose ARN begins with `prefix`, with ids below
    /// `before`, newest first; of one status or of all.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn listed(
        &self,
        machine: &str,
        prefix: &str,
        status: Option<&str>,
        before: Option<i64>,
        max: u32,
    ) -> Result<Vec<Listed>, Error> {
        let query =
            "SELECT id, arn, name, machine, status, started_at, stopped_at, redrive_count FROM executions
            WHERE machine = ?1 AND substr(arn, 1, length(?2)) = ?2 AND (?3 IS NULL OR status = ?3) AND id < ?4
            ORDER BY id DESC LIMIT ?5";
        let mut statement = self.0.prepare_cached(query)?;
        let before = before.unwrap_or(i64::MAX);
        let rows =
            statement.query_map(rusqlite::params![machine, prefix, status, before, max], Listed::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many executions run, by the names of their state machines.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn running_by_machine(&self) -> Result<Vec<(String, u64)>, Error> {
        let query = "SELECT machine, count(*) FROM executions WHERE status = 'RUNNING' GROUP BY machine";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// At most `max` children of a Map Run with numbers below `before`, latest first.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn children(&self, map_run: i64, before: u64, max: u32) -> Result<Vec<Execution>, Error> {
        let query = "SELECT * FROM executions WHERE map_run = ?1 AND child < ?2 ORDER BY child DESC LIMIT ?3";
        let before = i64::try_from(before).unwrap_or(i64::MAX);
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map(rusqlite::params![map_run, before, max], Execution::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The highest number given so far; 0 if there is none.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn last_id(&self) -> Result<i64, Error> {
        Ok(self.0.query_row("SELECT coalesce(max(id), 0) FROM executions", [], |row| row.get(0))?)
    }

    /// Calls `each` with every running execution, in order of their numbers.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn running(&self, mut each: impl FnMut(Sleeper)) -> Result<(), Error> {
        let query = "SELECT id, arn, resting, due_at FROM executions WHERE status = 'RUNNING' ORDER BY id";
        let mut statement = self.0.prepare_cached(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut columns = Columns::of(row);
            each(Sleeper { id: columns.take()?, arn: columns.take()?, rest: rest(&mut columns)? });
        }
        Ok(())
    }
}

/// Changes to the table; only through [`Turn`](crate::Turn), beside the journal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// An ARN that exists is a conflict, and leaves no trace.
    pub(crate) fn insert(&self, row: &Execution) -> Result<(), Error> {
        let query =
            "INSERT INTO executions (id, arn, name, machine, definition, handlers_folder, status, started_at,
            stopped_at, input, output, error, cause, last_event, resting, due_at, map_run, child, item_count)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
            ON CONFLICT (arn) DO NOTHING";
        let (resting, due_at) = columns(row.rest);
        let inserted = self.0.prepare_cached(query)?.execute(rusqlite::params![
            row.id,
            row.arn,
            row.name,
            row.machine,
            row.definition,
            row.handlers_folder,
            row.status,
            row.started_at,
            row.stopped_at,
            row.input,
            row.output,
            row.error,
            row.cause,
            row.last_event,
            resting,
            due_at,
            row.child_of.map(|child| child.map_run),
            row.child_of.map(|child| child.number.cast_signed()),
            row.child_of.map(|child| child.items.cast_signed()),
        ])?;
        match inserted {
            0 => Err(Error::Conflict { reason: format!("there is an execution {}", row.arn) }),
            _ => Ok(()),
        }
    }

    pub(crate) fn set_rest(&self, id: i64, rest: Rest, last_event: u64) -> Result<(), Error> {
        let (resting, due_at) = columns(rest);
        let query = "UPDATE executions SET resting = ?2, due_at = ?3, last_event = ?4 WHERE id = ?1";
        self.0.prepare_cached(query)?.execute(rusqlite::params![id, resting, due_at, last_event])?;
        Ok(())
    }

    /// INVARIANT: a final status changes only by a redrive, and success never does.
    pub(crate) fn reopen(&self, id: i64, reopening: &Reopening) -> Result<(), Error> {
        let Reopening { redrives, rest, last_event, closing } = reopening;
        let (resting, due_at) = columns(*rest);
        let query = "UPDATE executions SET status = 'RUNNING', stopped_at = NULL, error = NULL, cause = NULL,
            redrive_count = ?2, redriven_at = ?3, opened_for = ?4, last_event = ?5, resting = ?6, due_at = ?7
            WHERE id = ?1 AND status IN ('FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE')";
        self.0.prepare_cached(query)?.execute(rusqlite::params![
            id,
            redrives.count,
            redrives.last_at,
            redrives.opened_for,
            last_event,
            resting,
            due_at,
        ])?;
        closing.as_ref().map_or(Ok(()), |closing| self.close(id, closing))
    }

    /// INVARIANT: only a running execution can be closed.
    pub(crate) fn close(&self, id: i64, closing: &Closing) -> Result<(), Error> {
        let query = "UPDATE executions SET status = ?2, stopped_at = ?3, output = ?4, error = ?5, cause = ?6,
            last_event = ?7, resting = 0, due_at = NULL WHERE id = ?1 AND status = 'RUNNING'";
        self.0.prepare_cached(query)?.execute(rusqlite::params![
            id,
            closing.status,
            closing.stopped_at,
            closing.output,
            closing.error,
            closing.cause,
            closing.last_event,
        ])?;
        Ok(())
    }
}

fn columns(rest: Rest) -> (bool, Option<i64>) {
    match rest {
        Rest::Awake => (false, None),
        Rest::Resting(due_at) => (true, due_at),
    }
}
