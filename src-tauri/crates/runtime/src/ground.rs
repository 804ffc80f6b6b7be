//! What all shards stand on.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use engine::Task;
use store::Store;
use tokio::sync::broadcast;

use crate::activities::Activities;
use crate::express_log::ExpressLog;
use crate::item_store::ItemStore;
use crate::map_runs::MapRuns;
use crate::programs::Programs;
use crate::{Change, Clock, Entropy, Integration};

#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) integrations: Vec<Arc<dyn Integration>>,
    pub(crate) item_store: Option<Arc<dyn ItemStore>>,
    pub(crate) activities: Activities,
    pub(crate) programs: Programs,
    pub(crate) express_log: ExpressLog,
    pub(crate) changes: broadcast::Sender<Change>,
    /// The highest number given to an execution.
    pub(crate) last_id: AtomicI64,
    pub(crate) map_runs: MapRuns,
}

impl Ground {
    /// The number of one more execution.
    pub(crate) fn next_number(&self) -> i64 {
        self.last_id.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Who does this task here.
    pub(crate) fn integration(&self, task: &Task) -> Option<&Arc<dyn Integration>> {
        self.integrations.iter().find(|integration| integration.takes(task))
    }

    pub(crate) fn is_repeatable(&self, task: &Task) -> bool {
        self.integration(task).is_some_and(|integration| integration.repeats_harmlessly())
    }
}
