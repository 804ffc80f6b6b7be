//! From a folder to a connection: everything that is checked before the first row is read.
//!
//! A file that is not ours, newer than us or damaged is never written to, and never replaced by an empty one.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags};

use crate::migrations::{APPLICATION, SCHEMA, migrate};
use crate::{Error, lease, log, tables};

/// First version without the WAL-reset fault, which can corrupt a database (sqlite.org, 3.51.3 release notes).
const SQLITE_MIN: i32 = 3_051_003;

/// Pages of 4 KiB in the write-ahead log before it is copied into the main file. Everybody waits while it is copied, and
/// pages that change again and again are copied once for all of their changes: four times the usual length halved the
/// time of the slowest hundredth of requests. The log must be read when a database is opened that was not closed.
pub(crate) const CHECKPOINT_PAGES: u32 = 16_000;

/// The database file inside a data folder.
pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join("signalbox.db")
}

/// Makes the folder, readable for this user only.
pub(crate) fn prepare_folder(folder: &Path) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::Folder { path: folder.into(), reason: error.to_string() };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(failed)?;
    }
    Ok(())
}

/// Refuses to run on a SQLite that can corrupt the database.
pub(crate) fn check_sqlite(version: i32) -> Result<(), Error> {
    if version >= SQLITE_MIN {
        return Ok(());
    }
    let (major, minor, patch) = (version / 1_000_000, version / 1_000 % 1_000, version % 1_000);
    Err(Error::OldSqlite { found: format!("{major}.{minor}.{patch}") })
}

/// Checks the database, creates it if there is none, brings it to the present schema and takes the lease. Gives the
/// connection that writes, and the number of this opening.
pub(crate) fn open(path: &Path, checkpoint_pages: u32) -> Result<(Connection, i64), Error> {
    check_sqlite(rusqlite::version_number())?;
    if !path.exists() {
        create(path)?;
    }
    check_header(path)?;
    let mut connection = connect(path).map_err(|error| damaged(path, &error))?;
    let found: u32 = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(|error| damaged(path, &error.into()))?;
    check_version(path, found)?;
    log::rewrite(path).map_err(|error| unsaved(&error))?;
    let changed = configure(path, &connection, checkpoint_pages)
        .and_then(|()| migrate(&mut connection))
        .and_then(|changed| tables::executions::check_index(&connection).map(|()| changed))
        .map_err(|error| damaged(path, &error))?;
    if changed {
        // The version belongs into the file itself, where an older program looks first.
        checkpoint(&connection)?;
    }
    let number = crate::tables::lease::take(&mut connection)?;
    copy_when_closed(&connection, true)?;
    Ok((connection, number))
}

/// Opens the writing connection again after a failure, trusting nothing that the failed one left behind: the log is
/// written once more, flushed, then copied into the main file and flushed there.
///
/// The main file is only touched through SQLite here: opening and closing it would let go of the locks that readers of
/// this process hold on it.
pub(crate) fn reopen(path: &Path, opening: i64, checkpoint_pages: u32) -> Result<Connection, Error> {
    let connection = connect(path)?;
    crate::tables::lease::check(&connection, opening)?;
    log::rewrite(path).map_err(|error| unsaved(&error))?;
    configure(path, &connection, checkpoint_pages)?;
    checkpoint(&connection)?;
    copy_when_closed(&connection, true)?;
    Ok(connection)
}

/// Whether `connection` copies the log into the main file when it is closed. It must not once a flush has failed, since
/// its own flush would then succeed without the pages that are lost, and tear what is copied.
fn copy_when_closed(connection: &Connection, copy: bool) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !copy).map(drop)
}

fn unsaved(error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => Error::DiskFull,
        _ => Error::NotSaved { reason: error.to_string() },
    }
}

/// Closes a connection whose last change failed.
pub(crate) fn abandon(connection: Connection) {
    // Fails for connections that are closed already.
    let _ = copy_when_closed(&connection, false);
}

/// A new database is built beside its place and moved there complete, so an empty file is never a database of ours.
fn create(path: &Path) -> Result<(), Error> {
    if log::of(path).metadata().is_ok_and(|log| log.len() > 0) {
        return Err(Error::Damaged {
            path: path.into(),
            reason: "the file is missing beside its log".into(),
        });
    }
    let draft = path.with_extension("db-new");
    drop(new(&draft)?);
    let failed = |error: std::io::Error| Error::Folder { path: path.into(), reason: error.to_string() };
    File::open(&draft).and_then(|file| file.sync_all()).map_err(failed)?;
    std::fs::rename(&draft, path).map_err(failed)?;
    flush_folder(path).map_err(failed)
}

/// A new database at `path`, in the place of what lies there.
pub(crate) fn new(path: &Path) -> Result<Connection, Error> {
    let _ = std::fs::remove_file(path);
    lease::open_private(path)?;
    let mut connection = connect(path)?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Looks at the first 100 bytes without SQLite, which would already touch the files beside it.
fn check_header(path: &Path) -> Result<(), Error> {
    let damaged = |reason: &str| Error::Damaged { path: path.into(), reason: reason.into() };
    let mut header = [0; 100];
    let mut file = File::open(path).map_err(|error| damaged(&error.to_string()))?;
    file.read_exact(&mut header).map_err(|_| damaged("it is shorter than a database header"))?;
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(damaged("it does not begin like a database"));
    }
    let number = |at: usize| {
        let bytes = header.iter().skip(at).take(4);
        bytes.fold(0_u32, |number, byte| (number << 8) | u32::from(*byte))
    };
    if number(68) != APPLICATION {
        return Err(Error::Foreign { path: path.into() });
    }
    check_version(path, number(60))?;
    let log = log::of(path).metadata().map_or(0, |log| log.len());
    let page = match number(16) >> 16 {
        1 => 65_536,
        size => u64::from(size),
    };
    let length = file.metadata().map_or(0, |file| file.len());
    if log == 0 && length < page.saturating_mul(u64::from(number(28))) {
        return Err(damaged("its end is missing"));
    }
    Ok(())
}

pub(crate) fn check_version(path: &Path, found: u32) -> Result<(), Error> {
    if found > SCHEMA {
        return Err(Error::Newer { path: path.into(), found, known: SCHEMA });
    }
    Ok(())
}

fn connect(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    plan_once(&connection)?;
    // Until the version is known and the log flushed.
    copy_when_closed(&connection, false)?;
    Ok(connection)
}

/// Keeps the plan of a statement as long as the statement. SQLite's estimates look at bound values (`a = ?` of 0 or 1
/// is taken for a common value), so it plans such a statement again when the values change; the cache of statements
/// clears them after every use.
pub(crate) fn plan_once(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

fn configure(path: &Path, connection: &Connection, checkpoint_pages: u32) -> Result<(), Error> {
    let mode: String = ask(connection, "PRAGMA journal_mode = WAL")?;
    if mode != "wal" {
        return Err(Error::NotSaved {
            reason: format!("the disk does not allow a write-ahead log (`{mode}`)"),
        });
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "wal_autocheckpoint", checkpoint_pages)?;
    connection.set_prepared_statement_cache_capacity(128);
    // SQLite makes the log of a new database at the next question only. The name of the log must last before a commit
    // is built on it: SQLite flushes the folder too, but takes a failure of that for success.
    let _: u32 = ask(connection, "PRAGMA user_version")?;
    flush_folder(path).map_err(|error| unsaved(&error))
}

fn checkpoint(connection: &Connection) -> Result<(), Error> {
    let _busy: bool = ask(connection, "PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

/// The answer of a statement that changes something. It is read to its end: what is changed outside of a transaction is
/// kept only then, and may fail after the answer was given.
fn ask<T: FromSql>(connection: &Connection, query: &str) -> Result<T, Error> {
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query([])?;
    let answer = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?.get(0)?;
    while rows.next()?.is_some() {}
    Ok(answer)
}

/// Makes the names of new files last. SQLite does so too, but does not notice when it fails.
pub(crate) fn flush_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        #[cfg(unix)]
        Some(folder) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

/// What a failure to open means for the person: the file is damaged, unless the disk is at fault.
fn damaged(path: &Path, error: &Error) -> Error {
    match error {
        Error::Corrupt { reason } | Error::Sqlite { reason } => {
            Error::Damaged { path: path.into(), reason: reason.clone() }
        }
        Error::NotSaved { reason } => Error::Folder { path: path.into(), reason: reason.clone() },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commit_is_flushed_and_nothing_is_mapped_into_memory() {
        let folder = std::env::temp_dir().join(format!("signalbox-opening-{}", std::process::id()));
        prepare_folder(&folder).unwrap();
        let path = database(&folder);
        let (first, number) = open(&path, CHECKPOINT_PAGES).unwrap();
        for connection in [reopen(&path, number, CHECKPOINT_PAGES).unwrap(), first] {
            let pragma = |name: &str| -> String {
                connection
                    .query_row(&format!("PRAGMA {name}"), [], |row| {
                        row.get_ref(0).map(|value| format!("{value:?}"))
                    })
                    .unwrap_or_default()
            };
            assert!(pragma("journal_mode").contains("[119, 97, 108]"), "wal");
            assert_eq!(
                pragma("synchronous"),
                "Integer(2)",
                "FULL: the log is flushed before a commit returns"
            );
            assert_eq!(pragma("foreign_keys"), "Integer(1)");
            assert!(["", "Integer(0)"].contains(&pragma("mmap_size").as_str()), "no memory map");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
