//! Unsaved text that was kept.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// Which unsaved text is kept?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListDrafts {}

/// Unsaved text of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Draft {
    /// Which document.
    pub key: String,
    /// What to call it.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Of the file that the text was made from.
    pub fingerprint: Option<String>,
    /// As in `Document`.
    pub handlers_folder: Option<String>,
    /// As in `Document`.
    pub input: Option<String>,
    /// False for a text that is as it was opened.
    pub edited: bool,
    /// When it was kept.
    pub kept_at: i64,
}

/// Latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListDraftsReply {
    /// All that is kept.
    pub drafts: Vec<Draft>,
}

impl Operation for ListDrafts {
    type Reply = ListDraftsReply;
    const NAME: &'static str = "list_drafts";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListDraftsReply, Error> {
        let rows = drivers.store.read(|rows| rows.drafts().all())?;
        let drafts = rows.into_iter().map(|row| Draft {
            key: row.key,
            name: row.name,
            text: row.text,
            fingerprint: row.fingerprint,
            handlers_folder: row.handlers_folder,
            input: row.input,
            edited: row.edited,
            kept_at: row.kept_at,
        });
        Ok(ListDraftsReply { drafts: drafts.collect() })
    }
}
