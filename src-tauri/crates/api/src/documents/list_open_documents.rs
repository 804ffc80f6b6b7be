//! What was open last time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OPEN_DOCUMENTS;
use crate::{Caller, Drivers, Error, Operation};

/// Which documents were open in tabs?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListOpenDocuments {}

/// What `keep_open_documents` remembered last; nothing before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListOpenDocumentsReply {
    /// Paths, or keys of drafts, in the order of the tabs.
    pub keys: Vec<String>,
    /// The one that was seen.
    pub shown: Option<String>,
}

impl Operation for ListOpenDocuments {
    type Reply = ListOpenDocumentsReply;
    const NAME: &'static str = "list_open_documents";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListOpenDocumentsReply, Error> {
        let value = drivers.store.read(|rows| rows.settings().value(OPEN_DOCUMENTS))?;
        // What cannot be read is as good as nothing: it is a convenience.
        Ok(value.and_then(|value| serde_json::from_str(&value).ok()).unwrap_or_default())
    }
}
