//! Rows named by small numbers.

use std::ops::{Index, IndexMut};

/// A growing list read by number. A number that was never given out names the spare row, so no lookup can
/// panic: a mistake in the layout gives an ugly picture, never a crash.
#[derive(Debug, Clone, Default)]
pub(super) struct Table<T> {
    rows: Vec<T>,
    spare: T,
}

impl<T: Default + Clone> Table<T> {
    pub(super) fn of(count: usize) -> Table<T> {
        Table { rows: vec![T::default(); count], spare: T::default() }
    }

    pub(super) fn filled(count: usize, row: T) -> Table<T> {
        Table { rows: vec![row.clone(); count], spare: row }
    }
}

impl<T> Table<T> {
    /// Adds a row and returns its number.
    pub(super) fn push(&mut self, row: T) -> usize {
        self.rows.push(row);
        self.rows.len() - 1
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    pub(super) fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }
}

impl<T: Default> From<Vec<T>> for Table<T> {
    fn from(rows: Vec<T>) -> Table<T> {
        Table { rows, spare: T::default() }
    }
}

impl<T> Index<usize> for Table<T> {
    type Output = T;
    fn index(&self, at: usize) -> &T {
        self.rows.get(at).unwrap_or(&self.spare)
    }
}

impl<T> IndexMut<usize> for Table<T> {
    fn index_mut(&mut self, at: usize) -> &mut T {
        let Table { rows, spare } = self;
        rows.get_mut(at).unwrap_or(spare)
    }
}
