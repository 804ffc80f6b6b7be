//! The deterministic interpreter: decides events, folds them, names what is outstanding.
//!
//! Deliberately not here: clock, random source, thread, file, socket, async, SQL. Time arrives with every input,
//! randomness from a seed in the first event.
#![deny(missing_docs)]

mod payload;
mod task;
mod time;

pub use payload::{NotJson, Payload};
pub use task::{Failure, Outcome, Pattern, Task, Ticket};
pub use time::Timestamp;
