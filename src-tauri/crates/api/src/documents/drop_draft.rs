//! Drops unsaved text.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation, Tag};

/// Drops what was kept for a document. Nothing happens if nothing was.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DropDraft {
    /// Which document.
    pub key: String,
}

/// Nothing is kept for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DropDraftReply {}

impl Operation for DropDraft {
    type Reply = DropDraftReply;
    const NAME: &'static str = "drop_draft";
    const TOUCHES: &'static [Tag] = &[Tag::Drafts];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<DropDraftReply, Error> {
        drivers.store.write(move |rows| rows.drafts().drop_draft(&self.key)).await?;
        Ok(DropDraftReply {})
    }
}
