//! Brings a database to the present schema, in one transaction.

use rusqlite::{Connection, TransactionBehavior};

use crate::{Error, tables};

/// One step of the schema's history. Never edited once released; a change is a new step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Migration {
    /// When it was written: year, month, day, hour, minute as one number. Orders the steps of all tables.
    pub(crate) date: u64,
    pub(crate) sql: &'static str,
}

/// Raised when a step makes the file unreadable for older programs; stored as `user_version`.
pub(crate) const SCHEMA: u32 = 1;

/// `SGNB`, stored as `application_id`, so that a stranger's database is recognised.
pub(crate) const APPLICATION: u32 = 0x5347_4e42;

/// What all steps together make.
const PAPER: &str = include_str!("../schema.sql");

/// All steps in order of their dates.
pub(crate) fn all() -> Vec<Migration> {
    let mut steps: Vec<Migration> =
        tables::MIGRATIONS.iter().flat_map(|table| table.iter().copied()).collect();
    steps.sort_by_key(|step| step.date);
    steps
}

/// Applies the steps that are missing, all or none, and checks what they made. True if there were any.
pub(crate) fn migrate(connection: &mut Connection) -> Result<bool, Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let changed = apply(&transaction)?;
    check(&transaction)?;
    transaction.commit()?;
    Ok(changed)
}

fn apply(connection: &Connection) -> Result<bool, Error> {
    connection.execute_batch("CREATE TABLE IF NOT EXISTS migrations (date INTEGER PRIMARY KEY) STRICT")?;
    let mut changed = false;
    for step in all() {
        let new = connection.execute("INSERT OR IGNORE INTO migrations (date) VALUES (?1)", [step.date])?;
        if new == 1 {
            connection.execute_batch(step.sql)?;
            changed = true;
        }
    }
    if changed {
        connection.pragma_update(None, "user_version", SCHEMA)?;
        connection.pragma_update(None, "application_id", APPLICATION)?;
    }
    Ok(changed)
}

/// Compares the schema with the one on paper: SQLite takes it as it finds it, and a name with one flipped bit would
/// only be missed by the questions that use it. A newer program may have added to it.
fn check(connection: &Connection) -> Result<(), Error> {
    let steps: usize = connection.query_row("SELECT count(*) FROM migrations", [], |row| row.get(0))?;
    if steps > all().len() {
        return Ok(());
    }
    let corrupt = |reason: &str| Err(Error::Corrupt { reason: reason.into() });
    if dump(connection)? != PAPER {
        return corrupt("its schema is not the one of this program");
    }
    let shared = "SELECT count(*) > count(DISTINCT rootpage) FROM sqlite_schema WHERE rootpage > 0";
    match connection.query_row(shared, [], |row| row.get(0))? {
        true => corrupt("two tables lie in one place"),
        false => Ok(()),
    }
}

/// The schema as text. Indexes that SQLite makes by itself have no statement.
fn dump(connection: &Connection) -> Result<String, Error> {
    let query = "SELECT coalesce(sql || ';', '-- ' || name || ' of ' || tbl_name) FROM sqlite_schema \
        ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, sql IS NULL, name";
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query([])?;
    let mut text = "-- The present schema, written by a test of `store`. Do not edit.\n".to_owned();
    while let Some(row) = rows.next()? {
        text.push('\n');
        text.push_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?);
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_on_paper_is_the_schema_of_the_code() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert!(apply(&connection).unwrap(), "a new database needs every step");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
        let found = dump(&connection).unwrap();
        if std::env::var_os("REWRITE").is_some() {
            std::fs::write(path, &found).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(kept, found, "run this test with REWRITE=1 to write schema.sql anew");
        assert!(!migrate(&mut connection).unwrap(), "a second run has nothing to do");
    }

    #[test]
    fn dates_of_steps_are_unique() {
        let dates: Vec<u64> = all().iter().map(|step| step.date).collect();
        let mut unique = dates.clone();
        unique.dedup();
        assert_eq!(dates, unique, "two steps with one date have no order");
    }
}
