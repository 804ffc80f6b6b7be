//! A text from the local history.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// What was the text then?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadSnapshot {
    /// From `list_snapshots`.
    pub id: i64,
}

/// The text of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReadSnapshotReply {
    /// The whole text, byte for byte.
    pub text: String,
}

impl Operation for ReadSnapshot {
    type Reply = ReadSnapshotReply;
    const NAME: &'static str = "read_snapshot";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ReadSnapshotReply, Error> {
        let found = drivers.store.read(|rows| rows.snapshots().by_id(self.id))?;
        let snapshot = found.ok_or_else(|| Error::not_found("this version is no longer kept"))?;
        Ok(ReadSnapshotReply { text: snapshot.text })
    }
}
