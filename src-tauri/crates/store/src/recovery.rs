//! Copies what can still be read of a damaged database into a new one, and keeps the damaged one.
//!
//! Rows are copied table by table. Where a page cannot be read, the rows on it are skipped and the copy goes on behind
//! them.

use std::cell::Cell;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::mending::{mend, schema_pages};
use crate::opening::{self, database};
use crate::{Error, lease, log};

/// What is made anew instead of copied.
const NOT_COPIED: [&str; 4] = ["migrations", "lease", "journal_index", "journal_index_end"];
/// Rows that are skipped at most before the rest of a table is given up.
const SKIPPED_MAX: i64 = 1 << 32;
/// How often [`Watch`] hears something.
const ROWS_BETWEEN_REPORTS: u64 = 256;
/// Bytes of a page of our databases.
const PAGE: usize = 4_096;

/// What a recovery came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// Where the damaged files are kept.
    pub kept: PathBuf,
    /// Rows that were copied, by table.
    pub rows: Vec<(String, u64)>,
    /// Tables of which a part could not be read.
    pub damaged: Vec<String>,
}

/// How far a recovery is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Rows that are copied.
    pub rows: u64,
    /// About which part of everything has been looked at, from 0 to 1.
    pub share: f64,
}

/// Hears how far a recovery is, some hundred rows apart, and may stop it.
pub type Watch<'a> = &'a dyn Fn(Progress) -> ControlFlow<()>;

/// Puts a new database with everything that can be read in the place of the one in `folder`.
///
/// # Errors
/// [`Error::AlreadyOpen`], [`Error::Newer`], [`Error::Folder`], [`Error::Stopped`]; the database is then as it was.
pub fn recover(folder: &Path, program: &str, watch: Watch<'_>) -> Result<Recovered, Error> {
    let _lease = lease::take(folder, program)?;
    let path = database(folder);
    let failed = |error: std::io::Error| Error::Folder { path: folder.into(), reason: error.to_string() };
    let kept = free_folder(folder).map_err(failed)?;
    let draft = path.with_extension("db-new");
    let copied =
        copy(&path, &database(&kept)).map_err(failed).and_then(|()| salvage(&path, &draft, &kept, watch));
    let (rows, damaged) = match copied {
        Ok(copied) => copied,
        Err(error) => {
            let _ = fs::remove_file(&draft);
            let _ = fs::remove_dir_all(&kept);
            return Err(error);
        }
    };
    remove_companions(&path).map_err(failed)?;
    fs::rename(&draft, &path).map_err(failed)?;
    opening::flush_folder(&path).map_err(failed)?;
    Ok(Recovered { kept, rows, damaged })
}

/// Makes a database with everything that can be read of the one in `folder` in the folder `to`, and leaves `folder` as
/// it is.
///
/// # Errors
/// Those of [`recover`]; nothing is left in `to` then.
pub fn copy_readable(folder: &Path, to: &Path, program: &str, watch: Watch<'_>) -> Result<(), Error> {
    let _lease = lease::take(folder, program)?;
    opening::prepare_folder(to)?;
    let draft = database(to);
    let copied = salvage(&database(folder), &draft, to, watch);
    if copied.is_err() {
        let _ = fs::remove_file(&draft);
    }
    copied.map(drop)
}

/// Puts the database in `folder` aside, so that the next opening begins with an empty one. Gives where it is kept.
///
/// # Errors
/// [`Error::AlreadyOpen`], [`Error::Folder`].
pub fn set_aside(folder: &Path, program: &str) -> Result<PathBuf, Error> {
    let _lease = lease::take(folder, program)?;
    let path = database(folder);
    let failed = |error: std::io::Error| Error::Folder { path: folder.into(), reason: error.to_string() };
    let kept = free_folder(folder).map_err(failed)?;
    copy(&path, &database(&kept)).map_err(failed)?;
    remove_companions(&path).map_err(failed)?;
    if path.exists() {
        fs::remove_file(&path).map_err(failed)?;
    }
    opening::flush_folder(&path).map_err(failed)?;
    Ok(kept)
}

/// The log of a database must not be taken for that of the next.
fn remove_companions(path: &Path) -> std::io::Result<()> {
    let _ = fs::remove_file(path.with_extension("db-shm"));
    let log = log::of(path);
    if log.exists() { fs::remove_file(log) } else { Ok(()) }
}

/// Writes what can be read of the database at `path` to `draft`. Works on a copy of it in `place`.
fn salvage(path: &Path, draft: &Path, place: &Path, watch: Watch<'_>) -> Result<Copied, Error> {
    let work = place.join("work");
    let failed = |error: std::io::Error| Error::Folder { path: work.clone(), reason: error.to_string() };
    fs::create_dir(&work).map_err(failed)?;
    let copied =
        copy(path, &database(&work)).map_err(failed).and_then(|()| rebuild(&database(&work), draft, watch));
    let _ = fs::remove_dir_all(&work);
    copied
}

/// `damaged-1`, or the next number that is free.
fn free_folder(folder: &Path) -> std::io::Result<PathBuf> {
    let mut number = 1_u32;
    loop {
        let kept = folder.join(format!("damaged-{number}"));
        match fs::create_dir(&kept) {
            Ok(()) => return Ok(kept),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// A database and its log, flushed.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for (from, to) in [(from.to_path_buf(), to.to_path_buf()), (log::of(from), log::of(to))] {
        if from.exists() {
            fs::copy(&from, &to)?;
            fs::File::open(&to)?.sync_all()?;
        }
    }
    Ok(())
}

type Copied = (Vec<(String, u64)>, Vec<String>);

fn rebuild(source: &Path, draft: &Path, watch: Watch<'_>) -> Result<Copied, Error> {
    let to = opening::new(draft)?;
    let from = match open_mended(source, &to) {
        Ok(from) => from,
        Err(Error::Newer { path, found, known }) => return Err(Error::Newer { path, found, known }),
        // Its schema says where the tables are. That of a new database says the same, if it was never upgraded.
        Err(_) => {
            lend_schema(draft, source)?;
            open_damaged(source)?
        }
    };
    to.pragma_update(None, "foreign_keys", false)?;
    let (mut rows, mut damaged) = (Vec::new(), Vec::new());
    let transaction = to.unchecked_transaction()?;
    let tables = tables(&to)?;
    let pace = Pace::new(&from, &tables, watch);
    for table in tables {
        let (count, whole) = copy_table(&from, &to, &table, &pace).unwrap_or((0, false));
        pace.table_done(&table)?;
        if !whole {
            damaged.push(table.clone());
        }
        rows.push((table, count));
    }
    transaction.commit()?;
    drop(to);
    let failed = |error: std::io::Error| Error::Folder { path: draft.into(), reason: error.to_string() };
    fs::File::open(draft).and_then(|file| file.sync_all()).map_err(failed)?;
    Ok((rows, damaged))
}

/// Tells how far the copying is, and whether it was stopped.
struct Pace<'a> {
    watch: Watch<'a>,
    /// The highest row number of each table, which is about the number of its rows.
    lengths: Vec<(String, i64)>,
    before: Cell<i64>,
    rows: Cell<u64>,
    stopped: Cell<bool>,
}

impl<'a> Pace<'a> {
    fn new(from: &Connection, tables: &[String], watch: Watch<'a>) -> Self {
        let length = |table: &String| {
            let query = format!("SELECT max(rowid) FROM {table}");
            from.query_row(&query, [], |row| row.get::<_, Option<i64>>(0)).ok().flatten().unwrap_or(0).max(0)
        };
        let lengths = tables.iter().map(|table| (table.clone(), length(table))).collect();
        Self { watch, lengths, before: Cell::new(0), rows: Cell::new(0), stopped: Cell::new(false) }
    }

    /// One more row was looked at, that of number `at`. Breaks once the work is to stop.
    fn step(&self, at: i64) -> ControlFlow<()> {
        self.rows.set(self.rows.get() + 1);
        if self.rows.get().is_multiple_of(ROWS_BETWEEN_REPORTS) { self.report(at) } else { self.verdict() }
    }

    fn table_done(&self, table: &str) -> Result<(), Error> {
        let length = self.lengths.iter().find(|(name, _)| name == table).map_or(0, |(_, length)| *length);
        self.before.set(self.before.get().saturating_add(length));
        if self.report(0).is_break() { Err(Error::Stopped) } else { Ok(()) }
    }

    fn report(&self, at: i64) -> ControlFlow<()> {
        let all = self.lengths.iter().fold(0_i64, |sum, (_, length)| sum.saturating_add(*length)).max(1);
        let share = self.before.get().saturating_add(at.max(0)) as f64 / all as f64;
        if (self.watch)(Progress { rows: self.rows.get(), share: share.clamp(0.0, 1.0) }).is_break() {
            self.stopped.set(true);
        }
        self.verdict()
    }

    fn verdict(&self) -> ControlFlow<()> {
        if self.stopped.get() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Opens a copy of a damaged database, and gives it the schema of `new` where its own is damaged.
fn open_mended(source: &Path, new: &Connection) -> Result<Connection, Error> {
    let connection = open_damaged(source)?;
    if !mend(&connection, new)? {
        return Ok(connection);
    }
    drop(connection);
    open_damaged(source)
}

/// Opens a copy of a damaged database, so that what SQLite does to it does not matter.
fn open_damaged(source: &Path) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(source, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "writable_schema", true)?;
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    opening::check_version(source, found)?;
    tables(&connection)?;
    Ok(connection)
}

fn lend_schema(draft: &Path, source: &Path) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::Folder { path: source.into(), reason: error.to_string() };
    let lent = fs::read(draft).map_err(failed)?;
    let mut bytes = fs::read(source).map_err(failed)?;
    let damaged = || Error::Damaged { path: source.into(), reason: "nothing of it can be read".into() };
    for page in schema_pages(&lent, PAGE) {
        let place = page * PAGE..(page + 1) * PAGE;
        let page = lent.get(place.clone()).ok_or_else(damaged)?;
        bytes.get_mut(place).ok_or_else(damaged)?.copy_from_slice(page);
    }
    // How many pages there are is counted anew where the header does not vouch for it.
    bytes.get_mut(28..32).ok_or_else(damaged)?.fill(0);
    fs::write(source, bytes).map_err(failed)
}

fn tables(connection: &Connection) -> Result<Vec<String>, Error> {
    let query =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut statement = connection.prepare(query)?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    let names: Vec<String> = names.collect::<Result<_, _>>()?;
    Ok(names.into_iter().filter(|name| !NOT_COPIED.contains(&name.as_str())).collect())
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, Error> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// How many rows were copied, and whether these are all.
fn copy_table(
    from: &Connection,
    to: &Connection,
    table: &str,
    pace: &Pace<'_>,
) -> Result<(u64, bool), Error> {
    let there = columns(from, table)?;
    let columns: Vec<String> =
        columns(to, table)?.into_iter().filter(|column| there.contains(column)).collect();
    let list = columns.join(", ");
    let places = vec!["?"; columns.len()].join(", ");
    let mut insert = to.prepare(&format!("INSERT OR IGNORE INTO {table} ({list}) VALUES ({places})"))?;
    let by_number = format!("SELECT rowid, {list} FROM {table} WHERE rowid > ?1 ORDER BY rowid");
    let Ok(mut select) = from.prepare(&by_number) else {
        // A table that is kept in the order of its key has no row numbers: it is read as far as it can be.
        let mut select = from.prepare(&format!("SELECT 0, {list} FROM {table} WHERE ?1 IS NOT NULL"))?;
        let (count, end) = copy_rows(&mut select, &mut insert, columns.len(), &mut 0, pace);
        return Ok((count, end.is_ok()));
    };
    let (mut count, mut whole, mut last, mut step) = (0, true, i64::MIN, 1_i64);
    loop {
        let before = last;
        let (copied, end) = copy_rows(&mut select, &mut insert, columns.len(), &mut last, pace);
        count += copied;
        if end.is_ok() || pace.verdict().is_break() {
            return Ok((count, whole));
        }
        whole = false;
        step = if last == before { step.saturating_mul(2) } else { 1 };
        if step > SKIPPED_MAX {
            return Ok((count, whole));
        }
        last = last.max(0).saturating_add(step);
    }
}

/// Copies rows after the number `last`, which becomes that of the last one copied.
fn copy_rows(
    select: &mut rusqlite::Statement<'_>,
    insert: &mut rusqlite::Statement<'_>,
    width: usize,
    last: &mut i64,
    pace: &Pace<'_>,
) -> (u64, Result<(), rusqlite::Error>) {
    let mut count = 0;
    let mut copy = || -> Result<(), rusqlite::Error> {
        let mut rows = select.query([*last])?;
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            let values = (1..=width).map(|column| row.get(column)).collect::<Result<Vec<Value>, _>>();
            // A row that breaks a rule of the schema is as good as unreadable.
            if let Ok(values) = values
                && insert.execute(params_from_iter(values)).is_ok()
            {
                count += 1;
            }
            *last = number;
            if pace.step(number).is_break() {
                break;
            }
        }
        Ok(())
    };
    let end = copy();
    (count, end)
}
