//! Keeps unsaved text.

use serde::{Deserialize, Serialize};
use store::tables::drafts;
use ts_rs::TS;

use super::{check_size, history};
use crate::{Caller, Drivers, Error, Operation, Tag};

/// Unsaved text survives a crash: kept per document key until saved or dropped, with what a text without a file cannot
/// be found again from. An hour of work without a snapshot makes one.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeepDraft {
    /// The document's path, or a key of the caller's for one that has none.
    pub key: String,
    /// What to call it.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// From the reply that opened or last saved the file the text was made from.
    pub fingerprint: Option<String>,
    /// As in `Document`.
    pub handlers_folder: Option<String>,
    /// As in `Document`.
    pub input: Option<String>,
    /// False for a text that is as it was opened.
    pub edited: bool,
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
        let draft = drafts::Draft {
            key: self.key,
            name: self.name,
            text: self.text,
            fingerprint: self.fingerprint,
            handlers_folder: self.handlers_folder,
            input: self.input,
            edited: self.edited,
            kept_at: drivers.chance.now(),
        };
        let kept = drivers.store.write(move |rows| {
            let begun_at = rows.drafts().keep(&draft)?;
            if draft.edited {
                history::worked(&rows.snapshots(), &draft, begun_at)?;
            }
            Ok(())
        });
        kept.await?;
        Ok(KeepDraftReply {})
    }
}
