//! Remembers what is open.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OPEN_DOCUMENTS;
use crate::{Caller, Drivers, Error, Operation};

/// Remembers which documents are open in tabs, for the next start.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeepOpenDocuments {
    /// Paths, or keys of drafts, in the order of the tabs.
    pub keys: Vec<String>,
    /// The one that is seen; null if another screen is.
    pub shown: Option<String>,
}

/// They are remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeepOpenDocumentsReply {}

impl Operation for KeepOpenDocuments {
    type Reply = KeepOpenDocumentsReply;
    const NAME: &'static str = "keep_open_documents";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<KeepOpenDocumentsReply, Error> {
        let value = serde_json::json!({ "keys": self.keys, "shown": self.shown }).to_string();
        drivers.store.write(move |rows| rows.settings().put(OPEN_DOCUMENTS, &value)).await?;
        Ok(KeepOpenDocumentsReply {})
    }
}
