//! Drives executions: gives them their turns, keeps the journal, sets timers, hands work to integrations.
//!
//! Deliberately not here: what a workflow means (`engine`), SQL (`store`), how work is done (`resources`), and any
//! real clock or random source (`host`).
#![deny(missing_docs)]

mod activities;
mod beginnings;
mod clock;
mod deletions;
mod desk;
mod dispatch;
mod error;
mod express;
mod express_log;
mod ground;
mod integration;
pub mod item_store;
mod journal;
mod kept;
mod letter;
mod logging;
mod map_runs;
pub mod names;
mod presence;
mod programs;
mod quotas;
mod reading;
mod redrive;
mod requests;
mod resident;
mod runtime;
mod set_back;
mod shard;
mod slow;
#[cfg(test)]
mod tests;
mod trusted_keys;
mod views;
mod whose_move;

pub use clock::{Clock, Entropy, Followed, Later};
pub use desk::Desk;
pub use dispatch::NOT_AVAILABLE;
pub use error::Error;
pub use express::{Ended, Express, Running};
pub use integration::{Begun, Integration, Origin, Work};
pub use kept::Kept;
pub use logging::{LogSink, LoggedTurn};
pub use map_runs::{MapRunChild, MapRunDescription};
pub use programs::definition_hash;
pub use quotas::Quotas;
pub use redrive::NotRedrivable;
pub use requests::{ActivityTask, Change, History, StartExecution, Started};
pub use runtime::{Parts, Runtime};
pub use trusted_keys::{Spread, Trusted};
