//! One turn of one execution as it is stored: its events and its row, together or not at all.

use std::fmt;

use crate::tables::executions::{Closing, Execution, Reopening, Rest};
use crate::tables::journal::Entry;
use crate::{Error, Writing};

/// A change that must be kept together with a turn, for example a person's decision. If it fails, the turn fails.
pub type Also = Box<dyn FnOnce(&Writing<'_>) -> Result<(), Error> + Send>;

/// What a turn changes.
pub struct Turn {
    /// Its events; none if only the row changes.
    pub entry: Option<Entry>,
    /// The change of the execution's row.
    pub row: RowChange,
    /// What must be kept together with it.
    pub also: Option<Also>,
}

/// The change of the execution's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// The row stays as it is.
    Keep,
    /// The execution is new; with the text of its definition if that may be new too.
    Insert(Box<Execution>, Option<Box<str>>),
    /// It rests, or wakes.
    Rest {
        /// Number of the execution.
        execution: i64,
        /// How it waits now.
        rest: Rest,
        /// Id of the last public event.
        last_event: u64,
    },
    /// It is over.
    Close(i64, Box<Closing>),
    /// It was over and goes on.
    Reopen(i64, Box<Reopening>),
}

impl fmt::Debug for Turn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Turn")
            .field("entry", &self.entry)
            .field("row", &self.row)
            .finish_non_exhaustive()
    }
}
