//! A row's columns one after the other.

use rusqlite::Row;
use rusqlite::types::FromSql;

/// Takes the columns of a row in their order. Asking for each by its name would search all names each time, which for
/// rows of twenty columns takes longer than finding the row.
pub(crate) struct Columns<'r, 's> {
    row: &'r Row<'s>,
    next: usize,
}

impl<'r, 's> Columns<'r, 's> {
    pub(crate) fn of(row: &'r Row<'s>) -> Self {
        Self { row, next: 0 }
    }

    pub(crate) fn take<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        let at = self.next;
        self.next = at.saturating_add(1);
        self.row.get(at)
    }
}
