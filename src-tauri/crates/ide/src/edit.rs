//! The edits a canvas or form can ask for.

use asl::StateType;
use serde_json::Value;
use syntax::TextEdit;

use crate::{Document, edits};

/// A change of the workflow. States and ports are named by JSON pointers.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Put a new state on a transition.
    InsertState {
        /// The transition.
        on: String,
        /// Wished name; made unique.
        name: String,
        /// The state's object; its transitions are set by the edit.
        body: Value,
    },
    /// Take a state out of its place and put it on a transition.
    MoveState {
        /// The state.
        state: String,
        /// The transition.
        on: String,
    },
    /// Delete states and join what was around them.
    DeleteStates {
        /// The states.
        states: Vec<String>,
    },
    /// Copy states and put the copies behind them.
    DuplicateStates {
        /// The states, all in one `States` object.
        states: Vec<String>,
    },
    /// Rename a state and everything that leads to it.
    RenameState {
        /// The state.
        state: String,
        /// Its new name.
        name: String,
    },
    /// Lead a transition to another state.
    Connect {
        /// The transition. `/Choices/-/Next` and `/Catch/-/Next` add a rule or a catcher.
        port: String,
        /// The state it is to lead to; `None` to end there, which removes a rule, default or catcher.
        to: Option<String>,
    },
    /// Make a state one of another type, keeping what both types have.
    ChangeType {
        /// The state.
        state: String,
        /// Its new type.
        to: StateType,
        /// Fields to start with.
        body: Value,
    },
    /// Write a value, creating what is missing on the way.
    SetField {
        /// Pointer of the field.
        at: String,
        /// Its value.
        value: Value,
    },
    /// Remove a member or an item.
    RemoveField {
        /// Pointer of the field.
        at: String,
    },
    /// Give a Parallel state one more branch.
    AddBranch {
        /// The Parallel state.
        state: String,
    },
}

/// What an edit does to the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// Changes of the text, all relative to the text before.
    pub edits: Vec<TextEdit>,
    /// States to select afterwards, as pointers into the new text.
    pub select: Vec<String>,
    /// For the undo list: `Insert Charge card`.
    pub summary: String,
}

/// Why an edit is not possible. The texts are for users.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The text holds no JSON object.
    #[error("the text holds no workflow yet; start with `{{\"StartAt\": …, \"States\": {{…}}}}`")]
    NoWorkflow,
    /// The text is broken where the edit would change it.
    #[error("the text is broken around there; repair it in the code first")]
    BrokenText,
    /// The state is gone.
    #[error("there is no state at `{0}`")]
    NoSuchState(String),
    /// The transition is gone.
    #[error("there is no transition at `{0}`")]
    NoSuchPort(String),
    /// The field is gone.
    #[error("there is no field at `{0}`")]
    NoSuchField(String),
    /// A transition out of Succeed or Fail.
    #[error("`{0}` ends the workflow; nothing can follow it")]
    NothingFollows(String),
    /// `Next` of a Choice.
    #[error("`{0}` is a Choice; it goes on by its rules and its default")]
    ChoiceHasNoNext(String),
    /// A transition across the border of a container.
    #[error("`{0}` is in another branch or container; transitions stay inside theirs")]
    OtherScope(String),
    /// A state moved into itself.
    #[error("`{0}` cannot be moved into itself")]
    IntoItself(String),
    /// A Choice or a handler whose targets cannot come along.
    #[error("`{0}` leads to states that would stay behind in its old container")]
    LeadsElsewhere(String),
    /// The only rule of a Choice.
    #[error("a Choice needs at least one rule; this is the only one of `{0}`")]
    OnlyRule(String),
    /// The only state of a branch or processor.
    #[error("`{0}` is the only state in its container; delete the container instead")]
    OnlyState(String),
    /// The start cannot lead to the end.
    #[error("a workflow starts with a state")]
    NeedsStart,
    /// The name is taken.
    #[error("there is a state called `{0}` already")]
    NameTaken(String),
    /// The name is blank.
    #[error("a state needs a name")]
    NameEmpty,
    /// The name is too long.
    #[error("a state's name has at most 80 characters")]
    NameTooLong,
    /// The new state's object says no known type.
    #[error("a new state needs a type")]
    NoType,
    /// Not a Parallel state.
    #[error("`{0}` is not a Parallel state")]
    NotParallel(String),
    /// States of different containers.
    #[error("choose states of one container only")]
    MixedScopes,
    /// Nothing was chosen.
    #[error("no state is selected")]
    NothingSelected,
    /// The whole document as a field.
    #[error("the whole workflow is not a field")]
    NotAField,
}

/// Computes an edit.
///
/// # Errors
/// [`Refusal`] if it is not possible; nothing is half done.
pub fn edit(document: &Document, edit: &Edit) -> Result<Edited, Refusal> {
    edits::run(document, edit)
}

/// Whether an edit is possible, and if not why. The same code as [`edit()`].
///
/// # Errors
/// The reason.
pub fn may(document: &Document, edit: &Edit) -> Result<(), Refusal> {
    edits::run(document, edit).map(|_| ())
}
