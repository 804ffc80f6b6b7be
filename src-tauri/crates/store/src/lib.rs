//! The database: one SQLite file, one writer that groups changes into flushes, a few readers, one file per table.
//!
//! Deliberately not here: rules. Rows go in and out; what they mean is decided by the crates above. A change is
//! acknowledged only after the transaction that holds it was flushed.
#![deny(missing_docs)]

mod columns;
mod error;
mod gathering;
mod lease;
mod log;
mod mending;
mod migrations;
mod opening;
mod probe;
mod readers;
mod recovery;
mod store;
pub mod tables;
#[cfg(test)]
mod tests;
mod turn;
mod writer;
mod written;

pub use error::{Error, Holder};
pub use probe::{Point, Probe};
pub use recovery::{Progress, Recovered, Watch, copy_readable, recover, set_aside};
pub use store::{Options, Reading, Store, Writing};
pub use turn::{Also, RowChange, Turn};
pub use written::Written;
