//! The deterministic interpreter: decides events, folds them, names what is outstanding.
//!
//! An execution is a list of [`Event`]s. [`Execution`] is the fold of that list, [`decide`] turns an [`Input`] into
//! the next events, and [`Execution::outstanding`] names what the outside world still owes.
//!
//! Deliberately not here: clock, random source, thread, file, socket, async, SQL. Time arrives with every input,
//! randomness from a seed in the first event.
#![deny(missing_docs)]

mod command;
mod decide;
mod event;
mod execution;
mod input;
mod payload;
mod program;
mod scope;
mod status;
mod task;
mod time;

pub use command::{Command, Pending, PendingKind, Phase};
pub use decide::{EVENTS_PER_TURN_MAX, decide};
pub use event::{Event, Kind, StateType};
pub use execution::Execution;
pub use input::{Input, Start};
pub use payload::{NotJson, Payload};
pub use program::Program;
pub use status::Status;
pub use task::{Failure, Outcome, Pattern, Task, Ticket};
pub use time::Timestamp;
