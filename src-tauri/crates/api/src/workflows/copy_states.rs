//! Copies states as a text of their own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::StatePath;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// What do these states look like as a workflow of their own? For the clipboard: any editor takes it, and so does
/// pasting on the canvas.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CopyStates {
    /// The whole text.
    pub text: String,
    /// The states, all in one `States` object.
    pub states: Vec<StatePath>,
}

/// States as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CopyStatesReply {
    /// Amazon States Language.
    pub text: String,
}

impl Operation for CopyStates {
    type Reply = CopyStatesReply;
    const NAME: &'static str = "copy_states";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<CopyStatesReply, Error> {
        let work = move || {
            let states: Vec<String> = self.states.into_iter().map(|state| state.0).collect();
            Ok(CopyStatesReply { text: ide::copy(&ide::Document::read(&self.text), &states)? })
        };
        waiting(work).await?
    }
}
