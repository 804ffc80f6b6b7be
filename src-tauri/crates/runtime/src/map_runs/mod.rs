//! Map Runs: the child executions of distributed Maps.
//!
//! What is stored is enough to go on after a crash: a row for each Map Run, written together with the events of the
//! execution that started it, and a row for each child. Which items are done is read from the children; everything
//! about a child but its input follows from its number, so none is begun twice and none is lost.

mod definition;
mod driver;
mod feeder;
mod in_memory;
mod inputs;
mod operations;
mod registry;
mod results;
mod rows;
mod starting;
mod taking_up;

pub(crate) use definition::program_of;
pub use operations::{MapRunChild, MapRunDescription};
pub(crate) use registry::{MapRuns, follow, resume};
pub(crate) use rows::also;
