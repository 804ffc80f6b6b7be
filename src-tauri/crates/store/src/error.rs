//! What can go wrong with the database, in the words a person reads.

use std::path::PathBuf;

/// Who holds a data directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// Process id.
    pub pid: u32,
    /// What the program calls itself.
    pub program: String,
    /// Where it answers, if it said so (an address for handing over).
    pub address: Option<String>,
}

/// Why the database cannot be opened, read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Another process has the data directory open.
    #[error(
        "the data folder is already open in `{}` (process {})\n  help: use that one, or quit it first",
        holder.program,
        holder.pid
    )]
    AlreadyOpen {
        /// The other process.
        holder: Holder,
    },
    /// Another process took the database over, for example on a network drive without working locks.
    #[error(
        "another copy of the app took over the data folder; nothing more is written here\n  help: quit this copy"
    )]
    LeaseLost,
    /// The database was written by a newer version of the app. It was not touched.
    #[error(
        "the database `{}` is from a newer version (schema {found}, known up to {known})\n  help: install the newer version; the file was left as it is",
        path.display()
    )]
    Newer {
        /// The database file.
        path: PathBuf,
        /// Its schema number.
        found: u32,
        /// The highest schema number this program knows.
        known: u32,
    },
    /// The file is a database, but of another program.
    #[error("`{}` is not a database of this app\n  help: choose another data folder", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file is not readable as a database. It was kept.
    #[error(
        "the database `{}` is damaged: {reason}\n  help: the file was kept; `signalbox recover` copies what can be read into a new one",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// The linked SQLite can corrupt a WAL database.
    #[error("SQLite {found} can corrupt the database; at least 3.51.3 is needed")]
    OldSqlite {
        /// The linked version.
        found: String,
    },
    /// The data folder cannot be made or used.
    #[error("the data folder `{}` cannot be used: {reason}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The disk is full; nothing of this change was kept.
    #[error("the disk is full; the change was not saved\n  help: free some space, then try again")]
    DiskFull,
    /// The change could not be made durable; whether a part reached the disk is unknown until it is read again.
    #[error("the change was not saved: {reason}")]
    NotSaved {
        /// What the system says.
        reason: String,
    },
    /// A page of the open database cannot be read.
    #[error(
        "the database is damaged: {reason}\n  help: quit Signalbox and start it again: it then offers to recover what can be read"
    )]
    Corrupt {
        /// What SQLite says.
        reason: String,
    },
    /// A recovery was stopped by the person who had begun it.
    #[error("the recovery was stopped; everything is as it was")]
    Stopped,
    /// A row with this key exists, or a row it needs does not.
    #[error("the change contradicts what is stored: {reason}")]
    Conflict {
        /// Which rule of the schema.
        reason: String,
    },
    /// Any other complaint of SQLite.
    #[error("the database could not answer: {reason}")]
    Sqlite {
        /// What SQLite says.
        reason: String,
    },
    /// The store was closed.
    #[error("the database is closed")]
    Closed,
}

impl Error {
    /// True if the connection that reported it must not be used again.
    #[must_use]
    pub fn is_grave(&self) -> bool {
        matches!(
            self,
            Self::DiskFull
                | Self::NotSaved { .. }
                | Self::Corrupt { .. }
                | Self::LeaseLost
                | Self::Damaged { .. }
                | Self::Closed
        )
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let reason = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt { reason },
            Some(ErrorCode::ConstraintViolation) => Self::Conflict { reason },
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::OutOfMemory,
            ) => Self::NotSaved { reason },
            _ => Self::Sqlite { reason },
        }
    }
}
