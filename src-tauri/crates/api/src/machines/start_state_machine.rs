//! Starts an execution of a state machine that is kept.

use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::{missing, text};
use crate::executions::check_grants;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Start an execution. Refused until the functions it would run are allowed: those of AWS clients, or for this definition.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StartStateMachine {
    /// Which state machine, without version or alias.
    pub state_machine_arn: String,
    /// JSON.
    pub input: String,
    /// Name of the execution; null for a random one.
    pub name: Option<String>,
    /// Whether its clock jumps over waits.
    #[serde(default)]
    pub virtual_time: bool,
}

/// It has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StartStateMachineReply {
    /// Names it everywhere.
    pub execution_arn: String,
}

impl Operation for StartStateMachine {
    type Reply = StartStateMachineReply;
    const NAME: &'static str = "start_state_machine";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<StartStateMachineReply, Error> {
        let arn = self.state_machine_arn.clone();
        let definition = drivers.store.read(|tables| {
            let Some(row) = tables.state_machines().by_arn(&arn)? else { return Ok(None) };
            tables.definitions().text(&row.definition)
        })?;
        let definition = definition.ok_or_else(|| missing(&arn))?;
        let folder = drivers.client_functions.folder()?;
        if !folder.allowed {
            let inner = drivers.clone();
            waiting(move || check_grants(&inner, &definition, Some(folder.path))).await??;
        }
        let mut members = json!({ "stateMachineArn": arn, "input": self.input });
        if let (Some(name), Some(members)) = (self.name, members.as_object_mut()) {
            members.insert("name".to_owned(), name.into());
        }
        let answer = drivers.step_functions.start(members, self.virtual_time).await?;
        Ok(StartStateMachineReply { execution_arn: text(&answer, "executionArn") })
    }
}
