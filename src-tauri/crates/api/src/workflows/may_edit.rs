//! Is an edit possible?

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Edit;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Would this edit be possible, and if not, why? For feedback while somebody drags.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MayEdit {
    /// The whole text.
    pub text: String,
    /// What somebody is about to do.
    pub edit: Edit,
}

/// Whether, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MayEditReply {
    /// It is possible.
    pub allowed: bool,
    /// Why not.
    pub reason: Option<String>,
}

impl Operation for MayEdit {
    type Reply = MayEditReply;
    const NAME: &'static str = "may_edit";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<MayEditReply, Error> {
        let verdict = waiting(move || ide::may(&ide::Document::read(&self.text), &self.edit.inner())).await?;
        let reason = verdict.err().map(|refusal| refusal.to_string());
        Ok(MayEditReply { allowed: reason.is_none(), reason })
    }
}
