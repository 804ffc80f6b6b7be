//! A Map Run: what a distributed Map does with its items, one child execution for each of them or for each batch.
//!
//! Pure like the rest of this crate. [`MapRun`] is what the state has configured, [`Feed`] makes the inputs of the
//! children out of items, [`Progress`] counts and decides. Reading items, starting children and keeping their results
//! is the driver's work.

mod batch;
mod child;
mod feed;
mod progress;
mod results;
pub(crate) mod run;

pub use crate::states::map::distributed::reader_config;
pub use batch::{Batch, Batcher};
pub use child::{Child, Children};
pub use feed::{Feed, SourceItem};
pub use progress::{CONCURRENCY_MAX, Counts, Ending, Happening, Progress, Settings, Verdict};
pub use results::{Finished, Results};
pub use run::{BatchLimits, ExecutionType, ItemSource, MapRun, Percentage, Transformation, Writer};
