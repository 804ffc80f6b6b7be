//! The edits of the canvas and the forms, as they cross the border.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Port, StatePath, StateType};
use crate::utf16::Utf16;
use crate::{Error, Json};

/// A change of the workflow.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "`ide::Edit` says what each does")]
pub enum Edit {
    InsertState {
        on: Port,
        name: String,
        body: Json,
    },
    MoveState {
        state: StatePath,
        on: Port,
    },
    DeleteStates {
        states: Vec<StatePath>,
    },
    DuplicateStates {
        states: Vec<StatePath>,
    },
    RenameState {
        state: StatePath,
        name: String,
    },
    Connect {
        port: Port,
        to: Option<StatePath>,
    },
    ChangeType {
        state: StatePath,
        #[serde(rename = "type")]
        state_type: StateType,
        body: Json,
    },
    SetField {
        at: String,
        value: Json,
    },
    RemoveField {
        at: String,
    },
    AddBranch {
        state: StatePath,
    },
}

/// Replace the text between two positions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[allow(missing_docs, reason = "the words say it")]
pub struct TextChange {
    pub from: u32,
    pub to: u32,
    pub insert: String,
}

/// What an edit does to the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Edited {
    /// All relative to the text before.
    pub changes: Vec<TextChange>,
    /// States to select afterwards.
    pub select: Vec<StatePath>,
    /// For the undo list: "Insert Charge card".
    pub summary: String,
}

impl Edit {
    pub(super) fn inner(self) -> ide::Edit {
        let paths = |states: Vec<StatePath>| states.into_iter().map(|state| state.0).collect();
        match self {
            Self::InsertState { on, name, body } => ide::Edit::InsertState { on: on.0, name, body: body.0 },
            Self::MoveState { state, on } => ide::Edit::MoveState { state: state.0, on: on.0 },
            Self::DeleteStates { states } => ide::Edit::DeleteStates { states: paths(states) },
            Self::DuplicateStates { states } => ide::Edit::DuplicateStates { states: paths(states) },
            Self::RenameState { state, name } => ide::Edit::RenameState { state: state.0, name },
            Self::Connect { port, to } => ide::Edit::Connect { port: port.0, to: to.map(|to| to.0) },
            Self::ChangeType { state, state_type, body } => {
                ide::Edit::ChangeType { state: state.0, to: state_type.inner(), body: body.0 }
            }
            Self::SetField { at, value } => ide::Edit::SetField { at, value: value.0 },
            Self::RemoveField { at } => ide::Edit::RemoveField { at },
            Self::AddBranch { state } => ide::Edit::AddBranch { state: state.0 },
        }
    }
}

/// The border's form of what `ide` computed for `text`.
pub(super) fn edited(text: &str, edited: ide::Edited) -> Edited {
    let mut utf16 = Utf16::new(text);
    let changes = edited.edits.into_iter().map(|edit| {
        let (from, to) = utf16.range(edit.span);
        TextChange { from, to, insert: edit.insert }
    });
    Edited {
        changes: changes.collect(),
        select: edited.select.into_iter().map(StatePath).collect(),
        summary: edited.summary,
    }
}

impl From<ide::Refusal> for Error {
    fn from(refusal: ide::Refusal) -> Self {
        let message = refusal.to_string();
        match message.split_once("; ") {
            Some((message, hint)) => Self::invalid(message).with_hint(hint),
            None => Self::invalid(message),
        }
    }
}
