//! Copies what can still be read of a damaged database into a new one, and keeps the damaged one.
//!
//! Rows are copied table by table. Where a page cannot be read, the rows on it are skipped and the copy goes on behind
//! them.

use std::fs;
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

/// Puts a new database with everything that can be read in the place of the one in `folder`.
///
/// # Errors
/// [`Error::AlreadyOpen`], [`Error::Newer`], [`Error::Folder`]; the database is then as it was.
pub fn recover(folder: &Path, program: &str) -> Result<Recovered, Error> {
    let _lease = lease::take(folder, program)?;
    let path = database(folder);
    let failed = |error: std::io::Error| Error::Folder { path: folder.into(), reason: error.to_string() };
    let kept = free_folder(folder).map_err(failed)?;
    let work = kept.join("work");
    fs::create_dir(&work).map_err(failed)?;
    for place in [&kept, &work] {
        copy(&path, &database(place)).map_err(failed)?;
    }
    let draft = path.with_extension("db-new");
    let copied = rebuild(&database(&work), &draft);
    let _ = fs::remove_dir_all(&work);
    let (rows, damaged) = match copied {
        Ok(copied) => copied,
        Err(error) => {
            let _ = fs::remove_file(&draft);
            let _ = fs::remove_dir_all(&kept);
            return Err(error);
        }
    };
    // The old log must not be taken for that of the new database.
    let old_log = log::of(&path);
    if old_log.exists() {
        fs::remove_file(old_log).map_err(failed)?;
    }
    let _ = fs::remove_file(path.with_extension("db-shm"));
    fs::rename(&draft, &path).map_err(failed)?;
    opening::flush_folder(&path).map_err(failed)?;
    Ok(Recovered { kept, rows, damaged })
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

fn rebuild(source: &Path, draft: &Path) -> Result<Copied, Error> {
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
    for table in tables(&to)? {
        let (count, whole) = copy_table(&from, &to, &table).unwrap_or((0, false));
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
fn copy_table(from: &Connection, to: &Connection, table: &str) -> Result<(u64, bool), Error> {
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
        let (count, end) = copy_rows(&mut select, &mut insert, columns.len(), &mut 0);
        return Ok((count, end.is_ok()));
    };
    let (mut count, mut whole, mut last, mut step) = (0, true, i64::MIN, 1_i64);
    loop {
        let before = last;
        let (copied, end) = copy_rows(&mut select, &mut insert, columns.len(), &mut last);
        count += copied;
        if end.is_ok() {
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
        }
        Ok(())
    };
    let end = copy();
    (count, end)
}
