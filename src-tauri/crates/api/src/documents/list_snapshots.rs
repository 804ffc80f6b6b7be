//! The local history of a document.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::history::SnapshotReason;
use crate::{Caller, Drivers, Error, Operation};

/// Which texts did a document have?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListSnapshots {
    /// The document's path, or the key of its draft if it has none.
    pub document: String,
}

/// A text that a document had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Snapshot {
    /// For `read_snapshot`.
    pub id: i64,
    /// Why it was taken.
    pub reason: SnapshotReason,
    /// When.
    pub taken_at: i64,
    /// Length of the text.
    pub bytes: i64,
    /// Hash of the text, to compare with that of a file.
    pub fingerprint: String,
}

/// Latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListSnapshotsReply {
    /// All that are kept.
    pub snapshots: Vec<Snapshot>,
}

impl Operation for ListSnapshots {
    type Reply = ListSnapshotsReply;
    const NAME: &'static str = "list_snapshots";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListSnapshotsReply, Error> {
        let rows = drivers.store.read(|rows| rows.snapshots().of_document(&self.document))?;
        let snapshots = rows.into_iter().map(|(id, about)| Snapshot {
            id,
            reason: SnapshotReason::parse(&about.reason),
            taken_at: about.taken_at,
            bytes: about.bytes,
            fingerprint: about.hash,
        });
        Ok(ListSnapshotsReply { snapshots: snapshots.collect() })
    }
}
