//! Deletes an activity. Tasks that wait for its workers go on waiting.

use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation, Tag};

/// Delete it. One that is gone already is no error, as on AWS.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeleteActivity {
    /// Which one.
    pub activity_arn: String,
}

/// It is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeleteActivityReply {}

impl Operation for DeleteActivity {
    type Reply = DeleteActivityReply;
    const NAME: &'static str = "delete_activity";
    const TOUCHES: &'static [Tag] = &[Tag::Machines];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<DeleteActivityReply, Error> {
        drivers.step_functions.call("DeleteActivity", json!({ "activityArn": self.activity_arn })).await?;
        Ok(DeleteActivityReply {})
    }
}
