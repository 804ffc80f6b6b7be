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
    /// Take states out of their place and put them on a transition, with the transitions among them.
    MoveStates {
        /// The states, all in one `States` object.
        states: Vec<String>,
        /// The transition.
        on: String,
    },
    /// Delete states and join what was around them.
    DeleteStates {
        /// The states.
        states: Vec<String>,
        /// False to leave the transitions that led to them as they are.
        relink: bool,
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
    /// Rename a variable where it is assigned and read.
    RenameVariable {
        /// Its name, without the `$`.
        name: String,
        /// JSON pointer of the workflow it belongs to; empty for the top level.
        scope: String,
        /// Its new name.
        to: String,
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
    /// Give a value another key, another number in its list or another container, with its text as it is.
    MoveField {
        /// Pointer of the value.
        from: String,
        /// Pointer it is to have; its container exists. An item makes room, `-` is the end.
        to: String,
    },
    /// Give a Parallel state one more branch.
    AddBranch {
        /// The Parallel state.
        state: String,
        /// Its number from then on; `None` for the last.
        at: Option<usize>,
    },
    /// Take a branch out of a Parallel state.
    RemoveBranch {
        /// Pointer of the branch.
        branch: String,
    },
    /// Give a branch another place among its neighbours.
    MoveBranch {
        /// Pointer of the branch.
        branch: String,
        /// Its number from then on.
        to: usize,
    },
    /// Put states into a new container in their place.
    WrapStates {
        /// The states, all in one `States` object, entered at one of them.
        states: Vec<String>,
        /// What is to be around them.
        into: Wrapping,
    },
    /// Put what is in a container in its place; branches one after the other.
    UnwrapState {
        /// The Parallel or Map state.
        state: String,
    },
    /// Make states a state machine of their own, with a task in their place that runs it.
    ExtractStates {
        /// The states, all in one `States` object, with one way in and one way out.
        states: Vec<String>,
        /// ARN that the state machine is to have.
        arn: String,
        /// Whether the task waits for the end and gives the output on.
        waits: bool,
    },
    /// Put the states of the state machine that a task runs in the task's place.
    InlineMachine {
        /// The task.
        state: String,
        /// The state machine's definition.
        definition: String,
    },
    /// Write states in JSONata that are written in JSONPath.
    UseJsonata {
        /// The states. Once none is left in JSONPath, the workflow itself says its language.
        states: Vec<String>,
    },
    /// Let states give their input on without doing anything, or do again what they did.
    SwitchStates {
        /// The states.
        states: Vec<String>,
        /// True to switch them on again.
        on: bool,
    },
    /// Put states from a text on a transition.
    PasteStates {
        /// A state machine, a `States` object or a single state, as JSON.
        text: String,
        /// The transition.
        on: String,
    },
}

/// What states can be wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// A Parallel state with the states as its first branch and an empty second one.
    Parallel,
    /// A Map state that does them for each item.
    Map,
    /// A Parallel state of one branch that catches every error.
    TryCatch,
}

/// What kind of thing follows from an edit beside what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// What kind of thing.
    pub kind: EffectKind,
    /// For users: ``rule 2 of `Check` leads to `Ship` ``.
    pub text: String,
    /// The state it is about, as a pointer into the text before.
    pub state: Option<String>,
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
    /// What else follows from it, in text order.
    pub effects: Vec<Effect>,
    /// The text of the state machine that states became.
    pub extracted: Option<String>,
}

impl Edited {
    /// An edit whose effects are still to be found.
    pub(crate) fn new(edits: Vec<TextEdit>, select: Vec<String>, summary: String) -> Self {
        Self { edits, select, summary, effects: Vec::new(), extracted: None }
    }
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
    /// A member in the way of another one.
    #[error("there is a field `{0}` already")]
    FieldTaken(String),
    /// A value moved into itself.
    #[error("the field at `{0}` cannot be moved into itself")]
    FieldIntoItself(String),
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
    /// The only branch of a Parallel state.
    #[error("a Parallel state needs at least one branch; this is the only one of `{0}`")]
    OnlyBranch(String),
    /// There is no such branch.
    #[error("there is no branch at `{0}`")]
    NoSuchBranch(String),
    /// States that are entered in two places.
    #[error("the selection is entered at `{0}` and at `{1}`; it can have one entry only")]
    SeveralEntries(String, String),
    /// States that lead to two places.
    #[error("the selection leads to {0} and to {1}; it can have one exit only")]
    SeveralExits(String, String),
    /// A Succeed state whose end would become another one.
    #[error(
        "`{0}` ends the whole workflow where it is and would end something else there; make it a Pass state first"
    )]
    EndsOtherwise(String),
    /// A variable that is the same on both sides of a border.
    #[error(
        "`{writer}` assigns `${name}`, which `{other}` uses outside; variables of a state machine are its own, so give it on in the output first"
    )]
    VariableLeaves {
        /// The variable.
        name: String,
        /// Who assigns it inside.
        writer: String,
        /// Who reads or assigns it outside.
        other: String,
    },
    /// A state that needs the Map around it.
    #[error(
        "`{0}` reads `{1}` of the Map around it, which another execution cannot see; hand it on in the input first"
    )]
    ReadsMap(String, String),
    /// A state that needs the input of the execution as a whole.
    #[error(
        "`{0}` reads `{1}`, which would be the input of another execution; read it from the state's own input first"
    )]
    ReadsExecutionInput(String, String),
    /// A catcher that would not mean the same outside of a nested execution.
    #[error(
        "`{0}` leads to `{1}` when it fails, and outside every error of a nested execution is `States.TaskFailed`; select `{1}` too"
    )]
    CatchesOutside(String, String),
    /// A nested execution to wait for where nobody can wait.
    #[error(
        "the items of `{0}` run as express executions, which cannot wait for another one; only start it, or make them standard"
    )]
    ExpressCannotWait(String),
    /// Not a task that runs a state machine.
    #[error("`{0}` does not run a state machine and wait for its output; that is `startExecution.sync:2`")]
    NotNested(String),
    /// A task that starts a state machine and goes on.
    #[error(
        "`{0}` only starts its state machine: what follows does not wait, and goes on if it fails; in its place the states would come first. Make it `startExecution.sync:2` if it is to wait"
    )]
    OnlyStarts(String),
    /// A task whose nested execution gives its output as a text.
    #[error(
        "`{0}` gets the output of its state machine as a text (`.sync`), and states give data; make it `startExecution.sync:2` and look at what reads the output"
    )]
    GivesText(String),
    /// A task that goes on when its token is answered.
    #[error(
        "`{0}` goes on when somebody answers its task token, and not when its state machine has ended; states have no such token"
    )]
    WaitsForAnswer(String),
    /// A definition with mistakes.
    #[error("the definition of the state machine has mistakes; mend them first")]
    BrokenMachine,
    /// A field of a task that its states cannot have together.
    #[error("`{0}` has `{1}`, and several states have no such thing together; remove it first")]
    NoPlaceFor(String, String),
    /// A task that gives on more than the output of the nested execution.
    #[error(
        "`{0}` uses more of the nested execution than its `Output`; there will be no execution to describe"
    )]
    NeedsExecution(String),
    /// A variable that both state machines have.
    #[error("both state machines have a variable `${0}`; rename one of them first")]
    VariableTaken(String),
    /// The variable is gone.
    #[error("there is no variable `${0}` any more")]
    NoSuchVariable(String),
    /// A name that no variable may have.
    #[error("{0}")]
    VariableName(String),
    /// A variable of that name, seen from the same states.
    #[error("there is a variable `${0}` already")]
    VariableExists(String),
    /// An expression in which the new name means something else.
    #[error("an expression of `{0}` calls something else `${1}` already")]
    VariableMeets(String, String),
    /// Neither Parallel nor Map.
    #[error("`{0}` contains no states")]
    NotAContainer(String),
    /// A text without states.
    #[error("the text holds no states; copy states of a workflow, or text of the Amazon States Language")]
    NoStatesInText,
    /// All chosen states are off.
    #[error("this is switched off already")]
    OffAlready,
    /// All chosen states are on.
    #[error("this is not switched off")]
    OnAlready,
    /// A state that has nothing to give on, or no single way to go on.
    #[error(
        "`{0}` decides how the workflow goes on or ends; only states with a next one can be switched off"
    )]
    CannotBeOff(String),
    /// A state that is off is to be rewritten.
    #[error("`{0}` is switched off; switch it on first")]
    IsOff(String),
    /// All chosen states are in JSONata.
    #[error("this is written in JSONata already")]
    JsonataAlready,
    /// A field of JSONPath that JSONata cannot say.
    #[error("{what} in `{field}` of `{state}` has no counterpart in JSONata; rewrite that field by hand")]
    NotInJsonata {
        /// The state.
        state: String,
        /// Its field.
        field: String,
        /// What it says, in back-ticks.
        what: String,
    },
    /// A field whose value is not what it should be.
    #[error("`{field}` of `{state}` cannot be read; mend the problem that is shown there first")]
    Unreadable {
        /// The state.
        state: String,
        /// Its field.
        field: String,
    },
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
    let (edited, after) = edits::run(document, edit)?;
    match edit {
        Edit::RenameState { .. }
        | Edit::RenameVariable { .. }
        | Edit::SetField { .. }
        | Edit::RemoveField { .. }
        | Edit::MoveField { .. } => Ok(edited),
        _ => Ok(edits::with_effects(document, edited, &after)),
    }
}

/// Whether an edit is possible, and if not why. The same code as [`edit()`].
///
/// # Errors
/// The reason.
pub fn may(document: &Document, edit: &Edit) -> Result<(), Refusal> {
    edits::run(document, edit).map(|_| ())
}
