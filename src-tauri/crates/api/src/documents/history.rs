//! The local history: when a text is kept, and how much of it.

use serde::Serialize;
use store::tables::drafts::Draft;
use store::tables::snapshots::{About, Limits, Writes};
use ts_rs::TS;

use super::disk;

/// The oldest snapshots go first: of a document beyond a hundred or 16 MB, of all documents beyond 128 MB.
const LIMITS: Limits =
    Limits { of_document: 100, bytes_of_document: 16 * 1024 * 1024, bytes: 128 * 1024 * 1024 };

/// Work that is not saved is kept once in this many milliseconds.
const HOUR: i64 = 60 * 60 * 1000;

/// Why a snapshot was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SnapshotReason {
    /// The text was saved.
    Saved,
    /// It was worked on for an hour without saving.
    Worked,
    /// It lay in the file until a save replaced it.
    Replaced,
}

impl SnapshotReason {
    const fn word(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Worked => "worked",
            Self::Replaced => "replaced",
        }
    }

    pub(super) fn parse(word: &str) -> Self {
        [Self::Saved, Self::Replaced].into_iter().find(|each| each.word() == word).unwrap_or(Self::Worked)
    }
}

/// A text was saved.
pub(super) fn saved(rows: &Writes<'_>, document: &str, text: &str, now: i64) -> Result<(), store::Error> {
    take(rows, document, SnapshotReason::Saved, text, now)
}

/// A text that lay in the file is gone from there.
pub(super) fn replaced(rows: &Writes<'_>, document: &str, text: &str, now: i64) -> Result<(), store::Error> {
    take(rows, document, SnapshotReason::Replaced, text, now)
}

/// A text is worked on; kept if nothing was in the last hour, and not in the first of the work.
pub(super) fn worked(rows: &Writes<'_>, draft: &Draft, begun_at: i64) -> Result<(), store::Error> {
    let last = rows.latest(&draft.key)?.map_or(begun_at, |(_, taken_at)| taken_at.max(begun_at));
    if draft.kept_at - last < HOUR {
        return Ok(());
    }
    take(rows, &draft.key, SnapshotReason::Worked, &draft.text, draft.kept_at)
}

fn take(
    rows: &Writes<'_>,
    document: &str,
    reason: SnapshotReason,
    text: &str,
    now: i64,
) -> Result<(), store::Error> {
    let about = About {
        document: document.to_owned(),
        reason: reason.word().to_owned(),
        hash: disk::fingerprint(text.as_bytes()),
        bytes: i64::try_from(text.len()).unwrap_or(i64::MAX),
        taken_at: now,
    };
    rows.take(&about, text, LIMITS)?;
    Ok(())
}
