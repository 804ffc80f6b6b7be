//! One process per data folder: an operating system lock, and a note that says who holds it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::{Error, Holder};

/// How often an unsigned lock is tried, and how long to wait in between.
const TRIES: u32 = 25;
const PAUSE: Duration = Duration::from_millis(10);

/// Held as long as the store is open; the system lets go of the lock when the process dies.
#[derive(Debug)]
pub(crate) struct Lease {
    _lock: File,
    note: PathBuf,
    holder: Holder,
}

/// The lock is a file of its own, so that the note can be read by others on every system.
pub(crate) fn take(folder: &Path, program: &str) -> Result<Lease, Error> {
    let lock = open_private(&folder.join("signalbox.lock"))?;
    let note = folder.join("signalbox.holder");
    for tries_left in (0..TRIES).rev() {
        match lock.try_lock() {
            Ok(()) => break,
            // Locked, but nobody signed: a process that is just coming or going.
            Err(TryLockError::WouldBlock) if tries_left > 0 && !note.exists() => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(Error::AlreadyOpen { holder: read_note(&note) }),
            Err(TryLockError::Error(error)) => {
                return Err(Error::Folder { path: folder.into(), reason: error.to_string() });
            }
        }
    }
    let holder = Holder { pid: std::process::id(), program: program.into(), address: None };
    let lease = Lease { _lock: lock, note, holder };
    write_note(&lease.note, &lease.holder)?;
    Ok(lease)
}

impl Lease {
    /// Tells others where this process answers.
    pub(crate) fn publish(&self, address: &str) -> Result<(), Error> {
        write_note(&self.note, &Holder { address: Some(address.into()), ..self.holder.clone() })
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // The lock decides; a note that cannot be removed only names a process that is gone.
        let _ = std::fs::remove_file(&self.note);
    }
}

fn write_note(note: &Path, holder: &Holder) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::Folder { path: note.into(), reason: error.to_string() };
    let text =
        format!("{}\n{}\n{}\n", holder.pid, holder.program, holder.address.as_deref().unwrap_or_default());
    let mut file = open_private(note)?;
    file.set_len(0).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

fn read_note(note: &Path) -> Holder {
    let text = std::fs::read_to_string(note).unwrap_or_default();
    let mut lines = text.lines();
    let mut next = || lines.next().unwrap_or_default();
    let pid = next().parse().unwrap_or_default();
    let program = match next() {
        "" => "another program".into(),
        program => program.into(),
    };
    let address = Some(next()).filter(|address| !address.is_empty()).map(Into::into);
    Holder { pid, program, address }
}

/// Opens or creates a file that only this user may read.
pub(crate) fn open_private(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).map_err(|error| Error::Folder { path: path.into(), reason: error.to_string() })
}
