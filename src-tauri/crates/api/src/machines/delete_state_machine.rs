//! Deletes a state machine with its versions and aliases. Its executions go on and stay in the history.

use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation, Tag};

/// Delete it. One that is gone already is no error, as on AWS.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeleteStateMachine {
    /// Which one.
    pub state_machine_arn: String,
}

/// It is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeleteStateMachineReply {}

impl Operation for DeleteStateMachine {
    type Reply = DeleteStateMachineReply;
    const NAME: &'static str = "delete_state_machine";
    const TOUCHES: &'static [Tag] = &[Tag::Machines];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<DeleteStateMachineReply, Error> {
        drivers
            .step_functions
            .call("DeleteStateMachine", json!({ "stateMachineArn": self.state_machine_arn }))
            .await?;
        Ok(DeleteStateMachineReply {})
    }
}
