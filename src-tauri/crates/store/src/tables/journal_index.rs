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
pub(crate) struct Tail(RwLock<BTreeMap<i64, Vec<Place>>>);

impl Tail {
    pub(crate) fn extend(&self, places: &[Place]) {
        let mut rows = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for place in places {
            rows.entry(place.execution).or_default().push(*place);
        }
    }

    pub(crate) fn replace(&self, places: &[Place]) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
        self.extend(places);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.read().unwrap_or_else(PoisonError::into_inner).values().map(Vec::len).sum()
    }

    fn of(&self, execution: i64) -> Vec<Place> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&execution).cloned().unwrap_or_default()
    }
}

/// All places of one execution, in order.
///
/// The tail is read first: a row that moves into the table in between is then seen twice, never missed.
pub(crate) fn places(connection: &Connection, tail: &Tail, execution: i64) -> Result<Vec<Place>, Error> {
    let recent = tail.of(execution);
    let mut all = Vec::new();
    let query = "SELECT places FROM journal_index WHERE execution = ?1 ORDER BY first_row";
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query([execution])?;
    while let Some(row) = rows.next()? {
        unpack(execution, row.get_ref(0)?.as_blob().unwrap_or_default(), &mut all);
    }
    let indexed = all.last().map_or(0, |place: &Place| place.row);
    all.extend(recent.into_iter().filter(|place| place.row > indexed));
    Ok(all)
}

/// The rows at the end of the log that are not indexed.
pub(crate) fn unindexed(connection: &Connection) -> Result<Vec<Place>, Error> {
    let query = "SELECT execution, id, last_event FROM journal
        WHERE id > (SELECT last_row FROM journal_index_end) ORDER BY id";
    let mut statement = connection.prepare(query)?;
    let rows = statement.query_map([], |row| {
        Ok(Place { execution: row.get(0)?, row: row.get(1)?, last_event: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Indexes everything that is in the tail. The caller empties the tail once this is committed.
pub(crate) fn index(connection: &Connection, tail: &Tail) -> Result<(), Error> {
    let rows = tail.0.read().unwrap_or_else(PoisonError::into_inner);
    let mut insert = connection.prepare_cached("INSERT INTO journal_index VALUES (?1, ?2, ?3)")?;
    let mut last_row = 0;
    for (execution, places) in rows.iter() {
        let (Some(first), Some(last)) = (places.first(), places.last()) else { continue };
        last_row = last_row.max(last.row);
        insert.execute(rusqlite::params![execution, first.row, pack(places)])?;
    }
    connection.execute("UPDATE journal_index_end SET last_row = max(last_row, ?1)", [last_row])?;
    Ok(())
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
