//! Writes a definition the other way.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Notation;
use crate::{Caller, Code, Drivers, Error, Operation, waiting};

/// The same definition in JSON or YAML. Comments have no place in JSON and are lost on the way there.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConvertWorkflow {
    /// The whole text.
    pub text: String,
    /// What it is to become.
    pub to: Notation,
}

/// The definition, written the other way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConvertWorkflowReply {
    /// The whole text.
    pub text: String,
}

impl Operation for ConvertWorkflow {
    type Reply = ConvertWorkflowReply;
    const NAME: &'static str = "convert_workflow";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<ConvertWorkflowReply, Error> {
        let text = waiting(move || convert(&self.text, self.to)).await?;
        let unreadable = || {
            Error::new(Code::Invalid, "the text cannot be read, so it cannot be written the other way")
                .with_hint("mend what the problems list shows first")
        };
        text.map(|text| ConvertWorkflowReply { text }).ok_or_else(unreadable)
    }
}

fn convert(text: &str, to: Notation) -> Option<String> {
    match to {
        Notation::Json => {
            let json = ide::as_json(text).into_owned();
            (Notation::of(&json) == Notation::Json).then_some(json)
        }
        Notation::Yaml => ide::as_yaml(text).map(Into::into),
    }
}
