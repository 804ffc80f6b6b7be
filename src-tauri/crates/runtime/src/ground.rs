//! What all shards stand on.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use engine::{Program, Task};
use store::Store;
use store::tables::activities::Activity;
use tokio::sync::broadcast;

use crate::activities::{self, Activities};
use crate::beginnings::Beginnings;
use crate::deletions::Deletions;
use crate::express_log::ExpressLog;
use crate::item_store::ItemStore;
use crate::map_runs::MapRuns;
use crate::programs::Programs;
use crate::quotas::{OpenExecutions, Quotas};
use crate::{Change, Clock, Entropy, Error, Integration, LogSink};

#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) integrations: Vec<Arc<dyn Integration>>,
    pub(crate) item_store: Option<Arc<dyn ItemStore>>,
    pub(crate) log: Option<Arc<dyn LogSink>>,
    pub(crate) activities: Activities,
    pub(crate) programs: Programs,
    pub(crate) beginnings: Beginnings,
    pub(crate) express_log: ExpressLog,
    pub(crate) changes: broadcast::Sender<Change>,
    /// The highest number given to an execution.
    pub(crate) last_id: AtomicI64,
    pub(crate) map_runs: MapRuns,
    pub(crate) deletions: Deletions,
    pub(crate) open: OpenExecutions,
    pub(crate) quotas: Quotas,
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

    /// Whether there is an activity of this ARN. If the database cannot answer, it refuses what follows from it as well.
    pub(crate) fn has_activity(&self, arn: &str) -> bool {
        self.store.read(|tables| Ok(tables.activities().by_arn(arn)?.is_some())).unwrap_or(true)
    }

    /// Creates those activities that the tasks of a program name and nobody has created.
    pub(crate) async fn create_activities(&self, program: &Program) -> Result<(), Error> {
        let missing = program.activities().filter(|arn| !self.has_activity(arn));
        let created_at = self.clock.now().0;
        let created: Vec<Activity> = missing.map(|arn| activities::unnamed(arn, created_at)).collect();
        if created.is_empty() {
            return Ok(());
        }
        let keep = move |tables: &store::Writing<'_>| {
            created.iter().try_for_each(|activity| tables.activities().keep(activity))
        };
        Ok(self.store.write(keep).await?)
    }

    pub(crate) fn is_repeatable(&self, task: &Task) -> bool {
        self.integration(task).is_some_and(|integration| integration.repeats_harmlessly())
    }
}
