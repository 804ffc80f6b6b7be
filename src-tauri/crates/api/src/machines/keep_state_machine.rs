//! Keeps a workflow as a state machine that AWS clients find under its name, with the activities that it names.

use runtime::names;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::{MachineKind, text};
use crate::{Caller, Code, Drivers, Error, Operation, Tag};

/// Keep this text under this name. What runs keeps the definition it was started with.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeepStateMachine {
    /// 1 to 80 letters, digits, `-` and `_`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// How it runs. A state machine that exists cannot change it.
    pub kind: MachineKind,
    /// Changes the state machine of this name; without it the name must be free.
    pub replace: bool,
}

/// It is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeepStateMachineReply {
    /// Names it everywhere.
    pub state_machine_arn: String,
    /// True if it is new, false if it was changed.
    pub created: bool,
}

impl Operation for KeepStateMachine {
    type Reply = KeepStateMachineReply;
    const NAME: &'static str = "keep_state_machine";
    const TOUCHES: &'static [Tag] = &[Tag::Machines];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<KeepStateMachineReply, Error> {
        let keys = drivers.client_door.keys();
        let arn = format!("arn:aws:states:{}:{}:stateMachine:{}", keys.region, keys.account, self.name);
        let kept = drivers.store.read(|tables| tables.state_machines().by_arn(&arn))?;
        let Some(kept) = kept else {
            let members = json!({
                "name": self.name,
                "definition": self.text,
                "roleArn": names::role_arn(),
                "type": self.kind.word(),
            });
            let answer = drivers.step_functions.call("CreateStateMachine", members).await?;
            drivers.runtime.create_activities(&self.text).await?;
            return Ok(KeepStateMachineReply {
                state_machine_arn: text(&answer, "stateMachineArn"),
                created: true,
            });
        };
        if !self.replace {
            let error =
                Error::new(Code::Conflict, format!("there is a state machine `{}` already", self.name));
            return Err(error.with_hint("choose another name, or change the one that is there"));
        }
        if kept.kind != self.kind.word() {
            let message = format!("`{}` is {}, which cannot be changed", self.name, kept.kind.to_lowercase());
            return Err(Error::new(Code::Conflict, message).with_hint("choose another name"));
        }
        let members = json!({ "stateMachineArn": arn, "definition": self.text });
        drivers.step_functions.call("UpdateStateMachine", members).await?;
        drivers.runtime.create_activities(&self.text).await?;
        Ok(KeepStateMachineReply { state_machine_arn: arn, created: false })
    }
}
