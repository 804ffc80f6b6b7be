//! The write-ahead log as a file, written once more before anything is built on it.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Bytes that are read and written back at a time.
const PIECE: usize = 1 << 20;

/// The log of a database file.
pub(crate) fn of(database: &Path) -> PathBuf {
    database.with_extension("db-wal")
}

/// Writes the log over itself, byte for byte.
///
/// After a flush that failed, systems take the pages it was about for clean: what is read may never have reached the
/// disk, and the next flush succeeds without them. Written again, they are flushed with the next commit, or before they
/// are copied into the main file; or that fails again, and the log must be written once more.
///
/// # Errors
/// If the log cannot be read or written. No log is fine.
pub(crate) fn rewrite(database: &Path) -> std::io::Result<()> {
    let mut log = match OpenOptions::new().read(true).write(true).open(of(database)) {
        Ok(log) => log,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut piece = vec![0; PIECE];
    let mut at = 0;
    loop {
        let length = log.read(&mut piece)?;
        if length == 0 {
            return Ok(());
        }
        log.seek(SeekFrom::Start(at))?;
        log.write_all(piece.get(..length).unwrap_or_default())?;
        at = log.stream_position()?;
    }
}
