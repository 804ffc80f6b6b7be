//! The change stream: what is new, so that windows ask again.

use serde::Serialize;
use ts_rs::TS;

/// What the change stream names: something with this tag is new; ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// Who is signed in, or the list of sessions.
    Session,
    /// The list of recent files.
    Recents,
    /// An execution.
    Executions,
    /// An approval.
    Approvals,
    /// Unsaved text.
    Drafts,
    /// The local history.
    Snapshots,
    /// Templates of one's own.
    Templates,
    /// A state machine that is kept under a name, its versions and aliases, or an activity.
    Machines,
    /// The door of AWS clients, their keys and functions.
    Clients,
}

/// One thing that is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Change {
    /// What kind.
    pub tag: Tag,
    /// The execution ARN for `executions`, else null.
    pub id: Option<String>,
}
