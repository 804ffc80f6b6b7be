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

/// All steps in order of their dates.
pub(crate) fn all() -> Vec<Migration> {
    let mut steps: Vec<Migration> =
        tables::MIGRATIONS.iter().flat_map(|table| table.iter().copied()).collect();
    steps.sort_by_key(|step| step.date);
    steps
}

/// Applies the steps that are missing, all or none. True if there were any.
pub(crate) fn migrate(connection: &mut Connection) -> Result<bool, Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch("CREATE TABLE IF NOT EXISTS migrations (date INTEGER PRIMARY KEY) STRICT")?;
    let mut changed = false;
    for step in all() {
        let new = transaction.execute("INSERT OR IGNORE INTO migrations (date) VALUES (?1)", [step.date])?;
        if new == 1 {
            transaction.execute_batch(step.sql)?;
            changed = true;
        }
    }
    if changed {
        transaction.pragma_update(None, "user_version", SCHEMA)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    }
    transaction.commit()?;
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(connection: &Connection) -> String {
        let order = "CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name";
        let query = format!("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY {order}");
        let mut statement = connection.prepare(&query).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        let body: Vec<String> = rows.map(|sql| format!("{};\n", sql.unwrap())).collect();
        format!("-- The present schema, written by a test of `store`. Do not edit.\n\n{}", body.join("\n"))
    }

    #[test]
    fn the_schema_on_paper_is_the_schema_of_the_code() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert!(migrate(&mut connection).unwrap(), "a new database needs every step");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
        let found = dump(&connection);
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
