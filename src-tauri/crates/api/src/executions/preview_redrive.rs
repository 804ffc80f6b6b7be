//! What a redrive would run again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation, waiting};

/// What would run again if this run were redriven?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewRedrive {
    /// Which one.
    pub execution_arn: String,
}

/// A state that would run again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RedrivenState {
    /// Its name.
    pub name: String,
    /// In how many branches or iterations.
    pub count: usize,
}

/// What would run again. Everything else keeps its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PreviewRedriveReply {
    /// Where it would go on, in the order in which it came there.
    pub states: Vec<RedrivenState>,
    /// Why it cannot be redriven, if it cannot.
    pub problem: Option<String>,
}

impl Operation for PreviewRedrive {
    type Reply = PreviewRedriveReply;
    const NAME: &'static str = "preview_redrive";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<PreviewRedriveReply, Error> {
        let runtime = drivers.runtime.clone();
        let row = runtime.describe(&self.execution_arn)?;
        if let Err(reason) = runtime.check_redrivable(&row) {
            return Ok(PreviewRedriveReply { states: Vec::new(), problem: Some(reason.to_string()) });
        }
        let states = waiting(move || runtime.redriven_states(&self.execution_arn)).await??;
        let states = states.into_iter().map(|(name, count)| RedrivenState { name: name.to_string(), count });
        Ok(PreviewRedriveReply { states: states.collect(), problem: None })
    }
}
