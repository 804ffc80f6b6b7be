//! The schema of a damaged database, put right after the one of a new database.

use std::collections::BTreeSet;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params};

use crate::{Error, migrations};

/// A row of `sqlite_schema`.
#[derive(PartialEq)]
struct Entry {
    row: i64,
    root: Value,
    /// `type`, `name`, `tbl_name` and `sql`.
    words: [Value; 4],
}

impl Entry {
    /// Whether this is what became of `ours`: a flipped bit spares the name or the statement.
    fn was(&self, ours: &Self) -> bool {
        let [[_, name, _, sql], [_, our_name, _, our_sql]] = [&self.words, &ours.words];
        name == our_name || (sql == our_sql && *sql != Value::Null)
    }
}

/// Gives each table of `damaged` the words that it has in `new`, and its place if all but one are where they are there.
/// True if there was something to change; the connection then knows the schema from before.
///
/// Databases of older versions are left alone: their schema differs by right.
pub(crate) fn mend(damaged: &Connection, new: &Connection) -> Result<bool, Error> {
    let steps = damaged.query_row("SELECT count(*) FROM migrations", [], |row| row.get(0));
    if steps.is_ok_and(|steps: usize| steps != migrations::all().len()) {
        return Ok(false);
    }
    let (found, ours) = (entries(damaged)?, entries(new)?);
    let elsewhere = ours.iter().filter(|ours| found.iter().all(|found| found.root != ours.root)).count();
    let mut changed = false;
    for ours in &ours {
        let Some(found) = found.iter().find(|found| found.was(ours)) else { continue };
        let root = if elsewhere <= 1 { &ours.root } else { &found.root };
        if found.words == ours.words && found.root == *root {
            continue;
        }
        let [kind, name, table, sql] = &ours.words;
        let query = "UPDATE sqlite_schema SET type = ?1, name = ?2, tbl_name = ?3, sql = ?4, rootpage = ?5
            WHERE rowid = ?6";
        damaged.execute(query, params![kind, name, table, sql, root, found.row])?;
        changed = true;
    }
    Ok(changed)
}

fn entries(connection: &Connection) -> Result<Vec<Entry>, Error> {
    let mut statement =
        connection.prepare("SELECT rowid, rootpage, type, name, tbl_name, sql FROM sqlite_schema")?;
    let rows = statement.query_map([], |row| {
        // What is no text any more is as different as any other.
        let value =
            |column| row.get_ref(column).map(|value: ValueRef<'_>| value.try_into().unwrap_or(Value::Null));
        Ok(Entry { row: row.get(0)?, root: value(1)?, words: [value(2)?, value(3)?, value(4)?, value(5)?] })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The numbers of the pages that hold the schema of a sound database, from 0.
pub(crate) fn schema_pages(file: &[u8], page_bytes: usize) -> BTreeSet<usize> {
    let (mut pages, mut open) = (BTreeSet::new(), vec![0]);
    while let Some(page) = open.pop() {
        if pages.insert(page) {
            open.extend(children(file, page, page_bytes).into_iter().flatten());
        }
    }
    pages
}

/// The pages below an inner page of a table (sqlite.org/fileformat2.html, 1.6); none for a leaf.
fn children(file: &[u8], number: usize, page_bytes: usize) -> Option<Vec<usize>> {
    const INNER: u8 = 5;
    let page = file.get(number.checked_mul(page_bytes)?..)?.get(..page_bytes)?;
    // The first page begins with the header of the file.
    let header = page.get(if number == 0 { 100 } else { 0 }..)?;
    if *header.first()? != INNER {
        return None;
    }
    let integer =
        |bytes: &[u8]| bytes.iter().fold(0_usize, |number, byte| (number << 8) | usize::from(*byte));
    let cells = integer(header.get(3..5)?);
    let mut children = vec![integer(header.get(8..12)?).checked_sub(1)?];
    for pointer in header.get(12..)?.chunks_exact(2).take(cells) {
        let cell = page.get(integer(pointer)..)?;
        children.push(integer(cell.get(..4)?).checked_sub(1)?);
    }
    Some(children)
}
