//! The moments of a commit at which a test may kill the process or make the disk fail.

use std::fmt::Debug;

/// A moment in the life of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// The batch is collected; nothing of it is in the database.
    BeforeWrite,
    /// All rows are written inside the transaction; it is not committed.
    BeforeFlush,
    /// The transaction is flushed; nobody was told.
    BeforeAnswer,
    /// Everybody was told.
    AfterAnswer,
}

/// Sees every batch pass; used by fault tests only.
pub trait Probe: Send + Sync + Debug {
    /// Called on the writer's thread.
    ///
    /// # Errors
    /// At [`Point::BeforeWrite`] and [`Point::BeforeFlush`] an error makes the batch fail as if the disk had.
    fn reach(&self, point: Point) -> std::io::Result<()>;
}
