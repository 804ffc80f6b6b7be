//! Keeps unsaved text.

use serde::{Deserialize, Serialize};
use store::tables::drafts;
use ts_rs::TS;

use super::check_size;
use crate::{Caller, Drivers, Error, Operation, Tag};

/// Unsaved text survives a crash: kept per document key until saved or dropped.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeepDraft {
    /// The document's path, or a key of the caller's for one that has none.
    pub key: String,
    /// The whole text.
    pub text: String,
}

/// It is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeepDraftReply {}

impl Operation for KeepDraft {
    type Reply = KeepDraftReply;
    const NAME: &'static str = "keep_draft";
    const TOUCHES: &'static [Tag] = &[Tag::Drafts];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<KeepDraftReply, Error> {
        check_size(&self.text)?;
        let draft = drafts::Draft { key: self.key, text: self.text, kept_at: drivers.chance.now() };
        drivers.store.write(move |rows| rows.drafts().keep(&draft)).await?;
        Ok(KeepDraftReply {})
    }
}
