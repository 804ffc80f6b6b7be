//! A small pool of connections that only read.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::Error;
use crate::opening::plan_once;

/// Idle connections that are kept for the next question.
const IDLE_MAX: usize = 4;

#[derive(Debug)]
pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::new(Vec::new()) }
    }

    /// Runs `ask` on one snapshot: everything it reads belongs to one state of the database.
    pub(crate) fn with<T>(&self, ask: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.connect()?,
        };
        // Kept statements: preparing these two anew each time would cost as much as a question.
        connection.prepare_cached("BEGIN")?.execute([])?;
        let answer = ask(&connection);
        connection.prepare_cached("COMMIT")?.execute([])?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX && !answer.as_ref().is_err_and(Error::is_grave) {
            idle.push(connection);
        }
        answer
    }

    /// Closes those that are idle, so that the writer is the last to leave and can tidy up.
    pub(crate) fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn connect(&self) -> Result<Connection, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        plan_once(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        // Whether the log may be copied into the main file is the writer's to know.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(connection)
    }
}
