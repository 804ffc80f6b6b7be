//! Everything Signalbox can do, one file per operation, and the shapes that cross the border.
//!
//! Deliberately not here: HTTP, windows, cookies (doors), and rules (the crates below). Text positions leave as UTF-16
//! offsets; inside they are bytes.
#![deny(missing_docs)]

pub mod approvals;
mod caller;
pub mod catalogue;
mod change;
pub mod clients;
pub mod documents;
mod drivers;
mod error;
pub mod executions;
#[cfg(test)]
mod fixture;
pub mod functions;
mod json;
pub mod machines;
mod operation;
mod operations;
pub mod people;
pub mod rescue;
mod typescript;
mod utf16;
pub mod workflows;

pub use caller::{Caller, Door};
pub use change::{Change, Tag};
pub use drivers::Drivers;
pub(crate) use drivers::waiting;
pub use error::{Code, Error};
pub use identity::SessionToken;
pub use json::Json;
pub use machines::StepFunctions;
pub use operation::{Answer, Asked, Entry, Operation};
pub use operations::{LIST, RESCUE, find, find_rescue};
pub use typescript::generated;
pub use utf16::Utf16;
