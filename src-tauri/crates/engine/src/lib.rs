//! The deterministic interpreter: decides events, folds them, names what is outstanding.
//!
//! An execution is a list of [`Event`]s. [`Execution`] is the fold of that list, [`decide`] turns an [`Input`] into
//! the next events, and [`Execution::outstanding`] names what the outside world still owes.
//!
//! A driver works in turns. Each turn: take one [`Input`], call [`decide`], append the events to the journal and
//! flush, then look at [`Execution::outstanding`]:
//!
//! | Command | What the driver does |
//! |---|---|
//! | `Perform`, `Scheduled` | feeds [`Input::Started`], flushes, dispatches; leaves an activity in its queue |
//! | `Perform`, `Started` | waits for the answer; after a restart feeds [`Input::Lost`], unless somebody else has the task |
//! | `Perform`, `Submitted` | waits for the end of the job, or for the token |
//! | `RunMap` | runs the children of the Map Run by [`map_run`], then feeds [`Input::MapRunEnded`] |
//! | `WakeAt` | feeds [`Input::Fired`] at that instant or later |
//! | `Continue` | feeds [`Input::Continue`] once others have had their turn |
//!
//! Commands are not a second output that could be lost: they are what the folded state waits for. After a crash
//! replay the journal and ask again.
//!
//! Deliberately not here: clock, random source, thread, file, socket, async, SQL. Time, and whether an activity exists,
//! arrive with every input ([`Moment`]), randomness from a seed in the first event.
#![deny(missing_docs)]

mod arrive;
mod broken;
mod catch;
mod command;
mod compile;
mod context;
mod dataflow;
mod decide;
mod details;
mod event;
mod execution;
pub mod execution_log;
mod failing;
mod fold;
pub mod history;
mod input;
pub mod map_run;
mod moment;
mod needs;
mod payload;
mod probe;
mod program;
mod redrive;
mod resource;
mod retry;
mod scope;
mod sight;
pub mod simulator;
mod states;
mod status;
mod task;
mod time;
pub mod token;
#[cfg(test)]
mod transcript;
pub mod trial;
mod variables;
mod virtual_time;

pub use command::{Command, Pending, PendingKind, Phase};
pub use context::instant_text;
pub use decide::{EVENTS_PER_TURN_MAX, decide};
pub use event::{Event, Kind, StateType};
pub use execution::Execution;
pub use input::{Input, Start};
pub use moment::Moment;
pub use payload::{NotJson, Payload};
pub use probe::{Inspection, Stage};
pub use program::Program;
pub use status::Status;
pub use task::{Failure, Outcome, Pattern, Task, TestCase, Ticket};
pub use time::Timestamp;
