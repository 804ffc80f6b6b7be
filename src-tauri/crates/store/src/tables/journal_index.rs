//! Which rows of the journal belong to an execution.
//!
//! An ordinary index would cost more than the log itself. Rows are therefore indexed a few thousand at a time: each
//! execution among them gets one row here that lists its places. The rows since the last such step, the tail, are
//! kept in memory and found again by reading the end of the log when the database is opened.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use rusqlite::Connection;

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232213,
    sql: "CREATE TABLE journal_index (
        execution INTEGER NOT NULL,
        first_row INTEGER NOT NULL,
        places BLOB NOT NULL,
        PRIMARY KEY (execution, first_row)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE journal_index_end (one INTEGER PRIMARY KEY CHECK (one = 1), last_row INTEGER NOT NULL) STRICT;
    INSERT INTO journal_index_end VALUES (1, 0)",
}];

/// Rows of the journal that are indexed in one step.
pub(crate) const STEP: usize = 8_192;

/// Where a row of the journal is and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) execution: i64,
    pub(crate) row: i64,
    pub(crate) last_event: u64,
}

/// The rows that are not indexed yet, shared between the writer and the readers.
#[derive(Debug, Default)]
pub(crate) struct Tail(RwLock<Rows>);

#[derive(Debug, Default)]
struct Rows {
    /// All rows after this one are here.
    after: i64,
    /// The last row that is here.
    last: i64,
    of: BTreeMap<i64, Vec<Place>>,
    count: usize,
}

impl Rows {
    fn extend(&mut self, places: &[Place]) {
        for place in places {
            self.of.entry(place.execution).or_default().push(*place);
            self.last = place.row;
        }
        self.count = self.count.saturating_add(places.len());
    }
}

impl Tail {
    pub(crate) fn extend(&self, places: &[Place]) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).extend(places);
    }

    /// Starts again after the row `after`, up to which everything is indexed.
    pub(crate) fn replace(&self, after: i64, places: &[Place]) {
        let mut rows = Rows { after, last: after, ..Rows::default() };
        rows.extend(places);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = rows;
    }

    /// What an opened database has at its end.
    pub(crate) fn read(&self, connection: &Connection) -> Result<(), Error> {
        let after = indexed_up_to(connection)?;
        self.replace(after, &scan(connection, after, None)?);
        Ok(())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.read().unwrap_or_else(PoisonError::into_inner).count
    }

    /// Rows of one execution after the row `after`, and the last row that was looked at; `None` if the tail begins
    /// later than `after`.
    fn of(&self, execution: i64, after: i64) -> Option<(Vec<Place>, i64)> {
        let rows = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (rows.after <= after).then(|| (rows.of.get(&execution).cloned().unwrap_or_default(), rows.last))
    }
}

/// All places of one execution that the connection's snapshot holds, in order.
///
/// The tail is not part of the snapshot. It may hold newer rows, which are left out. It may lack the last batch, which
/// is committed before it is told, or begin later, because rows were indexed since; then the log itself is read.
pub(crate) fn places(connection: &Connection, tail: &Tail, execution: i64) -> Result<Vec<Place>, Error> {
    let mut all = Vec::new();
    let query = "SELECT places FROM journal_index WHERE execution = ?1 ORDER BY first_row";
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query([execution])?;
    while let Some(row) = rows.next()? {
        unpack(execution, row.get_ref(0)?.as_blob().unwrap_or_default(), &mut all);
    }
    let indexed = indexed_up_to(connection)?;
    let mut statement = connection.prepare_cached("SELECT coalesce(max(id), 0) FROM journal")?;
    let last: i64 = statement.query_row([], |row| row.get(0))?;
    let (recent, seen) = tail.of(execution, indexed).unwrap_or((Vec::new(), indexed));
    all.extend(recent.into_iter().filter(|place| indexed < place.row && place.row <= last));
    if seen < last {
        all.extend(scan(connection, seen.max(indexed), Some(execution))?);
    }
    Ok(all)
}

fn indexed_up_to(connection: &Connection) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached("SELECT last_row FROM journal_index_end")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The rows of the log after the row `after`, of one execution or of all.
fn scan(connection: &Connection, after: i64, execution: Option<i64>) -> Result<Vec<Place>, Error> {
    let query = "SELECT execution, id, last_event FROM journal
        WHERE id > ?1 AND (?2 IS NULL OR execution = ?2) ORDER BY id";
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map(rusqlite::params![after, execution], |row| {
        Ok(Place { execution: row.get(0)?, row: row.get(1)?, last_event: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Indexes everything that is in the tail; gives the last row. The caller starts the tail anew after it once this is
/// committed.
pub(crate) fn index(connection: &Connection, tail: &Tail) -> Result<i64, Error> {
    let rows = tail.0.read().unwrap_or_else(PoisonError::into_inner);
    let mut insert = connection.prepare_cached("INSERT INTO journal_index VALUES (?1, ?2, ?3)")?;
    let mut last_row = rows.after;
    for (execution, places) in &rows.of {
        let (Some(first), Some(last)) = (places.first(), places.last()) else { continue };
        last_row = last_row.max(last.row);
        insert.execute(rusqlite::params![execution, first.row, pack(places)])?;
    }
    connection.execute("UPDATE journal_index_end SET last_row = ?1", [last_row])?;
    Ok(last_row)
}

/// Pairs of growing numbers, written as differences of seven bits per byte.
fn pack(places: &[Place]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(places.len().saturating_mul(4));
    let (mut row, mut event) = (0, 0);
    for place in places {
        let place_row = u64::try_from(place.row).unwrap_or_default();
        push_number(&mut bytes, place_row.saturating_sub(row));
        push_number(&mut bytes, place.last_event.saturating_sub(event));
        (row, event) = (place_row, place.last_event);
    }
    bytes
}

fn unpack(execution: i64, bytes: &[u8], into: &mut Vec<Place>) {
    let mut bytes = bytes.iter().copied();
    let (mut row, mut event) = (0_u64, 0_u64);
    while let (Some(rows), Some(events)) = (next_number(&mut bytes), next_number(&mut bytes)) {
        (row, event) = (row.saturating_add(rows), event.saturating_add(events));
        into.push(Place { execution, row: i64::try_from(row).unwrap_or(i64::MAX), last_event: event });
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn next_number(bytes: &mut impl Iterator<Item = u8>) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = bytes.next()?;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_places_come_back() {
        let places: Vec<Place> =
            [(1, 5), (2, 5), (300, 131), (40_000_000_000, 25_000), (40_000_000_001, u64::MAX)]
                .map(|(row, last_event)| Place { execution: 7, row, last_event })
                .into();
        let mut back = Vec::new();
        unpack(7, &pack(&places), &mut back);
        assert_eq!(back, places, "packing loses nothing");
    }
}
