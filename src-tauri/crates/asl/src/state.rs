//! A state: what all types share, and the type's own part.

use serde_json::Value;
use syntax::{NodeId, Span};

use crate::states::{
    choice::Choice, fail::Fail, map::Map, parallel::Parallel, pass::Pass, task::Task, wait::Wait,
};
use crate::{Catcher, Field, QueryLanguage, Retrier, StateId, WorkflowId};

/// A state. Fields that its type does not have are absent and reported.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Its number.
    pub id: StateId,
    /// The `States` object it lives in.
    pub workflow: WorkflowId,
    /// Its name.
    pub name: String,
    /// The key with its quotes.
    pub name_span: Span,
    /// Key and value.
    pub span: Span,
    /// The value.
    pub body: Span,
    /// The value in the tree it was lowered from.
    pub node: NodeId,
    /// JSON pointer of the value (`/States/A`).
    pub pointer: String,
    /// The same as AWS writes it (`/States/P/Branches[0]/States/X`).
    pub location: String,
    /// The type's own part.
    pub kind: StateKind,
    /// The language that applies.
    pub language: QueryLanguage,
    /// `QueryLanguage` as written.
    pub declared_query_language: Option<Field<String>>,
    /// `Comment`.
    pub comment: Option<Field<String>>,
    /// `Next`.
    pub next: Option<Field<String>>,
    /// `End`; `false` counts as absent.
    pub end: Option<Field<bool>>,
    /// `InputPath` (JSONPath); the inner `None` is `null`.
    pub input_path: Option<Field<Option<String>>>,
    /// `OutputPath` (JSONPath); the inner `None` is `null`.
    pub output_path: Option<Field<Option<String>>>,
    /// `ResultPath` (JSONPath); the inner `None` is `null`.
    pub result_path: Option<Field<Option<String>>>,
    /// `Parameters` (JSONPath): Task, Parallel, Pass; on Map the old name of `ItemSelector`.
    pub parameters: Option<Field<Value>>,
    /// `ResultSelector` (JSONPath).
    pub result_selector: Option<Field<Value>>,
    /// `Arguments` (JSONata).
    pub arguments: Option<Field<Value>>,
    /// `Output` (JSONata).
    pub output: Option<Field<Value>>,
    /// `Assign`.
    pub assign: Option<Field<Value>>,
    /// `Retry`, in order.
    pub retry: Vec<Retrier>,
    /// `Catch`, in order.
    pub catch: Vec<Catcher>,
}

/// The part that belongs to one type.
#[derive(Clone, Debug, PartialEq)]
pub enum StateKind {
    /// Asks somebody to do something.
    Task(Box<Task>),
    /// Shapes data.
    Pass(Pass),
    /// Picks the way.
    Choice(Choice),
    /// Lets time pass.
    Wait(Wait),
    /// Ends well.
    Succeed,
    /// Ends badly.
    Fail(Fail),
    /// Does several things at once.
    Parallel(Parallel),
    /// Does one thing for each item.
    Map(Box<Map>),
    /// The type is missing or unknown, which is reported. Holds the `Type` as far as it is a string.
    Unknown(Option<Field<String>>),
}

/// The eight types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateType {
    /// Asks somebody to do something.
    Task,
    /// Shapes data.
    Pass,
    /// Picks the way.
    Choice,
    /// Lets time pass.
    Wait,
    /// Ends well.
    Succeed,
    /// Ends badly.
    Fail,
    /// Does several things at once.
    Parallel,
    /// Does one thing for each item.
    Map,
}

impl StateType {
    /// All of them, in the order AWS lists them.
    pub const ALL: [Self; 8] = [
        Self::Task,
        Self::Wait,
        Self::Pass,
        Self::Succeed,
        Self::Fail,
        Self::Choice,
        Self::Parallel,
        Self::Map,
    ];

    /// The value of `Type`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Task => "Task",
            Self::Pass => "Pass",
            Self::Choice => "Choice",
            Self::Wait => "Wait",
            Self::Succeed => "Succeed",
            Self::Fail => "Fail",
            Self::Parallel => "Parallel",
            Self::Map => "Map",
        }
    }

    /// The type of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|candidate| candidate.name() == name)
    }

    /// Whether the work of such a state gives a result of its own: `$states.result` in JSONata.
    #[must_use]
    pub const fn has_result(self) -> bool {
        matches!(self, Self::Task | Self::Parallel | Self::Map)
    }
}

impl State {
    /// Its type; `None` if it is missing or unknown.
    #[must_use]
    pub fn state_type(&self) -> Option<StateType> {
        match self.kind {
            StateKind::Task(_) => Some(StateType::Task),
            StateKind::Pass(_) => Some(StateType::Pass),
            StateKind::Choice(_) => Some(StateType::Choice),
            StateKind::Wait(_) => Some(StateType::Wait),
            StateKind::Succeed => Some(StateType::Succeed),
            StateKind::Fail(_) => Some(StateType::Fail),
            StateKind::Parallel(_) => Some(StateType::Parallel),
            StateKind::Map(_) => Some(StateType::Map),
            StateKind::Unknown(_) => None,
        }
    }

    /// True if the execution, branch or iteration ends here: `End: true`, Succeed or Fail.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(self.kind, StateKind::Succeed | StateKind::Fail(_))
            || (self.end.as_ref().is_some_and(|end| end.value)
                && !matches!(self.kind, StateKind::Unknown(None)))
    }

    /// The workflows inside: branches or the processor.
    pub fn inner_workflows(&self) -> impl Iterator<Item = WorkflowId> {
        let (branches, processor) = match &self.kind {
            StateKind::Parallel(parallel) => (parallel.branches.as_slice(), None),
            StateKind::Map(map) => (&[][..], map.processor.as_ref().map(|processor| processor.workflow)),
            _ => (&[][..], None),
        };
        branches.iter().copied().chain(processor)
    }
}
