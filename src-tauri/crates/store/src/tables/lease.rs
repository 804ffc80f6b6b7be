//! Which opening of the database may write: a number that every opening raises.
//!
//! The lock file keeps a second process out on ordinary disks. On network drives locks may not work; then the
//! process that lost the database notices here, before it writes anything.

use rusqlite::Connection;

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232210,
    sql: "CREATE TABLE lease (one INTEGER PRIMARY KEY CHECK (one = 1), opening INTEGER NOT NULL) STRICT;
        INSERT INTO lease VALUES (1, 0)",
}];

/// Takes the lease: nobody who took it earlier may write any more.
pub(crate) fn take(connection: &mut Connection) -> Result<i64, Error> {
    let transaction = connection.transaction()?;
    let query = "UPDATE lease SET opening = opening + 1 RETURNING opening";
    let opening = transaction.query_row(query, [], |row| row.get(0))?;
    transaction.commit()?;
    Ok(opening)
}

/// Checks inside a transaction that `opening` is still the latest.
pub(crate) fn check(connection: &Connection, opening: i64) -> Result<(), Error> {
    let mut statement = connection.prepare_cached("SELECT opening FROM lease")?;
    let latest: i64 = statement.query_row([], |row| row.get(0))?;
    if latest == opening { Ok(()) } else { Err(Error::LeaseLost) }
}
