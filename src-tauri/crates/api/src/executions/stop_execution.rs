//! Stops a run.

use engine::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// Ends a run now, as aborted.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StopExecution {
    /// Which one.
    pub execution_arn: String,
    /// Error name to record.
    pub error: Option<String>,
    /// Why, for people.
    pub cause: Option<String>,
}

/// It has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StopExecutionReply {
    /// When.
    pub stopped_at: i64,
}

impl Operation for StopExecution {
    type Reply = StopExecutionReply;
    const NAME: &'static str = "stop_execution";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<StopExecutionReply, Error> {
        let failure = Failure { error: self.error, cause: self.cause };
        let stopped_at = drivers.runtime.stop(&self.execution_arn, failure).await?;
        Ok(StopExecutionReply { stopped_at: stopped_at.0 })
    }
}
