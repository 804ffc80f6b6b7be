//! The language: what the editor shows of a text and does to it.

mod complete_text;
mod convert_workflow;
mod copy_states;
mod edit;
mod edit_workflow;
mod evaluate_expressions;
mod explain_text;
mod find_references;
mod list_variables;
mod may_edit;
mod notation;
mod scene;
mod view_workflow;

use asl::StateType as Type;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use complete_text::{Candidate, CandidateKind, CompleteText, CompleteTextReply};
pub use convert_workflow::{ConvertWorkflow, ConvertWorkflowReply};
pub use copy_states::{CopyStates, CopyStatesReply};
pub use edit::{Edit, Edited, Effect, EffectKind, TextChange, Wrapping};
pub use edit_workflow::EditWorkflow;
pub use evaluate_expressions::{EvaluateExpressions, EvaluateExpressionsReply, ExpressionValue};
pub use explain_text::{ExplainText, ExplainTextReply, Explanation, Fact};
pub use find_references::{FindReferences, FindReferencesReply, Reference};
pub use list_variables::{ListVariables, ListVariablesReply, Variable, VariableUse};
pub use may_edit::{MayEdit, MayEditReply, Verdict};
pub use notation::Notation;
pub use scene::{EdgeKind, EdgeLabel, NodeHeader, NodeKind, NodeState, Scene, SceneEdge, SceneNode};
pub(crate) use view_workflow::problems;
pub use view_workflow::{
    OutlineState, Problem, QueryLanguage, Severity, ViewWorkflow, WorkflowView, view, view_file,
};

/// JSON pointer of a state object: `/States/Charge`, `/States/P/Branches/0/States/X`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct StatePath(pub String);

/// JSON pointer of the field that holds a transition: `/StartAt`, `/States/A/Next`, `/States/A/End`,
/// `/States/C/Choices/0/Next`, `/States/C/Default`, `/States/T/Catch/0/Next`, `/States/P/Branches/1/StartAt`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Port(pub String);

/// The eight types of states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[allow(missing_docs, reason = "AWS's own words")]
pub enum StateType {
    Task,
    Pass,
    Choice,
    Wait,
    Succeed,
    Fail,
    Parallel,
    Map,
}

impl StateType {
    /// A state without a known type is drawn as a Task, as the layout does; a problem says what is wrong.
    fn shown(known: Option<Type>) -> Self {
        known.map_or(Self::Task, |known| match known {
            Type::Task => Self::Task,
            Type::Pass => Self::Pass,
            Type::Choice => Self::Choice,
            Type::Wait => Self::Wait,
            Type::Succeed => Self::Succeed,
            Type::Fail => Self::Fail,
            Type::Parallel => Self::Parallel,
            Type::Map => Self::Map,
        })
    }

    fn inner(self) -> Type {
        match self {
            Self::Task => Type::Task,
            Self::Pass => Type::Pass,
            Self::Choice => Type::Choice,
            Self::Wait => Type::Wait,
            Self::Succeed => Type::Succeed,
            Self::Fail => Type::Fail,
            Self::Parallel => Type::Parallel,
            Self::Map => Type::Map,
        }
    }
}
