//! Lets a run that did not succeed go on where it stopped.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// Go on with a run that failed, timed out or was stopped.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RedriveExecution {
    /// Which one.
    pub execution_arn: String,
}

/// It goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RedriveExecutionReply {
    /// Since when.
    pub redriven_at: i64,
}

impl Operation for RedriveExecution {
    type Reply = RedriveExecutionReply;
    const NAME: &'static str = "redrive_execution";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<RedriveExecutionReply, Error> {
        let redriven_at = drivers.runtime.redrive(&self.execution_arn, None).await?;
        Ok(RedriveExecutionReply { redriven_at: redriven_at.0 })
    }
}
