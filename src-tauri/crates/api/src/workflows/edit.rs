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
    MoveStates {
        states: Vec<StatePath>,
        on: Port,
    },
    DeleteStates {
        states: Vec<StatePath>,
        relink: bool,
    },
    DuplicateStates {
        states: Vec<StatePath>,
    },
    RenameState {
        state: StatePath,
        name: String,
    },
    RenameVariable {
        name: String,
        scope: String,
        to: String,
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
    MoveField {
        from: String,
        to: String,
    },
    AddBranch {
        state: StatePath,
        at: Option<u32>,
    },
    RemoveBranch {
        branch: String,
    },
    MoveBranch {
        branch: String,
        to: u32,
    },
    WrapStates {
        states: Vec<StatePath>,
        into: Wrapping,
    },
    UnwrapState {
        state: StatePath,
    },
    ExtractStates {
        states: Vec<StatePath>,
        arn: String,
        waits: bool,
    },
    InlineMachine {
        state: StatePath,
        definition: String,
    },
    UseJsonata {
        states: Vec<StatePath>,
    },
    SwitchStates {
        states: Vec<StatePath>,
        on: bool,
    },
    PasteStates {
        text: String,
        on: Port,
    },
}

/// What states can be wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "`ide::Wrapping` says what each is")]
pub enum Wrapping {
    Parallel,
    Map,
    TryCatch,
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
    /// What follows from it beside what was asked for.
    pub effects: Vec<Effect>,
    /// The text of the state machine that states became.
    pub extracted: Option<String>,
}

/// What kind of thing follows from an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// A transition leads elsewhere.
    Relinked,
    /// A rule, default or catcher goes away.
    Lost,
    /// Nothing leads to a state any more.
    Unreachable,
    /// Worth knowing.
    Note,
}

/// Something that follows from an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Effect {
    /// What kind of thing.
    pub kind: EffectKind,
    /// For people: "rule 2 of `Check` leads to `Ship`".
    pub text: String,
    /// The state it is about, in the text before.
    pub state: Option<StatePath>,
}

impl Edit {
    pub(super) fn inner(self) -> ide::Edit {
        let paths = |states: Vec<StatePath>| states.into_iter().map(|state| state.0).collect();
        match self {
            Self::InsertState { on, name, body } => ide::Edit::InsertState { on: on.0, name, body: body.0 },
            Self::MoveStates { states, on } => ide::Edit::MoveStates { states: paths(states), on: on.0 },
            Self::DeleteStates { states, relink } => {
                ide::Edit::DeleteStates { states: paths(states), relink }
            }
            Self::DuplicateStates { states } => ide::Edit::DuplicateStates { states: paths(states) },
            Self::RenameState { state, name } => ide::Edit::RenameState { state: state.0, name },
            Self::RenameVariable { name, scope, to } => ide::Edit::RenameVariable { name, scope, to },
            Self::Connect { port, to } => ide::Edit::Connect { port: port.0, to: to.map(|to| to.0) },
            Self::ChangeType { state, state_type, body } => {
                ide::Edit::ChangeType { state: state.0, to: state_type.inner(), body: body.0 }
            }
            Self::SetField { at, value } => ide::Edit::SetField { at, value: value.0 },
            Self::RemoveField { at } => ide::Edit::RemoveField { at },
            Self::MoveField { from, to } => ide::Edit::MoveField { from, to },
            Self::AddBranch { state, at } => {
                ide::Edit::AddBranch { state: state.0, at: at.map(|at| at as usize) }
            }
            Self::RemoveBranch { branch } => ide::Edit::RemoveBranch { branch },
            Self::MoveBranch { branch, to } => ide::Edit::MoveBranch { branch, to: to as usize },
            Self::WrapStates { states, into } => {
                ide::Edit::WrapStates { states: paths(states), into: into.inner() }
            }
            Self::UnwrapState { state } => ide::Edit::UnwrapState { state: state.0 },
            Self::ExtractStates { states, arn, waits } => {
                ide::Edit::ExtractStates { states: paths(states), arn, waits }
            }
            Self::InlineMachine { state, definition } => {
                ide::Edit::InlineMachine { state: state.0, definition }
            }
            Self::UseJsonata { states } => ide::Edit::UseJsonata { states: paths(states) },
            Self::SwitchStates { states, on } => ide::Edit::SwitchStates { states: paths(states), on },
            Self::PasteStates { text, on } => ide::Edit::PasteStates { text, on: on.0 },
        }
    }
}

impl Wrapping {
    fn inner(self) -> ide::Wrapping {
        match self {
            Self::Parallel => ide::Wrapping::Parallel,
            Self::Map => ide::Wrapping::Map,
            Self::TryCatch => ide::Wrapping::TryCatch,
        }
    }
}

fn effect(effect: ide::Effect) -> Effect {
    Effect {
        kind: match effect.kind {
            ide::EffectKind::Relinked => EffectKind::Relinked,
            ide::EffectKind::Lost => EffectKind::Lost,
            ide::EffectKind::Unreachable => EffectKind::Unreachable,
            ide::EffectKind::Note => EffectKind::Note,
        },
        text: effect.text,
        state: effect.state.map(StatePath),
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
        effects: edited.effects.into_iter().map(effect).collect(),
        extracted: edited.extracted,
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
