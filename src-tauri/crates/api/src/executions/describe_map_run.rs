//! How far a Map Run is.

use engine::map_run::Counts;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ExecutionStatus;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// How is this Map Run?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DescribeMapRun {
    /// Which one.
    pub map_run_arn: String,
}

/// How many are in which status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[allow(missing_docs, reason = "AWS's own words")]
pub struct MapRunCounts {
    pub pending: u64,
    pub running: u64,
    pub succeeded: u64,
    pub failed: u64,
    pub timed_out: u64,
    pub aborted: u64,
    pub pending_redrive: u64,
}

/// A Map Run.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MapRun {
    /// Names it everywhere.
    pub map_run_arn: String,
    /// The run it belongs to.
    pub execution_arn: String,
    /// How far it is.
    pub status: ExecutionStatus,
    /// When it began.
    pub started_at: i64,
    /// When it ended.
    pub stopped_at: Option<i64>,
    /// Children at once, 0 for as many as there may be.
    pub max_concurrency: u32,
    /// Items that may fail.
    pub tolerated_failure_count: Option<u64>,
    /// Part of the items that may fail, in percent.
    pub tolerated_failure_percentage: Option<f64>,
    /// Whether its children are executions with a history.
    pub has_histories: bool,
    /// Items by status.
    pub items: MapRunCounts,
    /// Children by status.
    pub executions: MapRunCounts,
    /// How often it was redriven.
    pub redrive_count: u32,
}

impl Operation for DescribeMapRun {
    type Reply = MapRun;
    const NAME: &'static str = "describe_map_run";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<MapRun, Error> {
        let runtime = drivers.runtime.clone();
        let found = waiting(move || runtime.map_run(&self.map_run_arn)).await??;
        Ok(MapRun {
            map_run_arn: found.row.arn,
            execution_arn: found.execution_arn,
            status: ExecutionStatus::from_word(&found.row.status),
            started_at: found.row.started_at,
            stopped_at: found.row.stopped_at,
            max_concurrency: found.row.concurrency_max,
            tolerated_failure_count: found.row.tolerated_count,
            tolerated_failure_percentage: found.row.tolerated_percentage,
            has_histories: !found.row.is_express,
            items: found.items.into(),
            executions: found.executions.into(),
            redrive_count: found.row.redrive_count,
        })
    }
}

impl From<Counts> for MapRunCounts {
    fn from(counts: Counts) -> Self {
        let Counts { pending, running, succeeded, failed, timed_out, aborted, pending_redrive } = counts;
        Self { pending, running, succeeded, failed, timed_out, aborted, pending_redrive }
    }
}
