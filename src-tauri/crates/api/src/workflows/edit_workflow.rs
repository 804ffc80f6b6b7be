//! Computes an edit.

use serde::Deserialize;
use ts_rs::TS;

use super::edit::edited;
use super::{Edit, Edited};
use crate::{Caller, Drivers, Error, Operation, waiting};

/// What does this edit do to this text? Nothing is kept: the caller applies the changes to its own text.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EditWorkflow {
    /// The whole text.
    pub text: String,
    /// What to do.
    pub edit: Edit,
}

impl Operation for EditWorkflow {
    type Reply = Edited;
    const NAME: &'static str = "edit_workflow";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<Edited, Error> {
        let work = move || {
            let document = ide::Document::read(&self.text);
            let done = ide::edit(&document, &self.edit.inner())?;
            Ok(edited(&self.text, done))
        };
        waiting(work).await?
    }
}
