//! The whole state machine: states and nested workflows, flat, by number.
//!
//! Flat, because containers nest to any depth a text can express, and neither walking nor dropping the model
//! may depend on the stack.

use std::collections::BTreeMap;

use syntax::Span;

use crate::{Field, QueryLanguage, State};

/// Names a state of one [`StateMachine`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(pub(crate) u32);

/// Names a `States` object of one [`StateMachine`]: the top level, a branch or a Map's processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkflowId(pub(crate) u32);

impl StateId {
    /// Position in [`StateMachine::states`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl WorkflowId {
    /// The top level.
    pub const ROOT: Self = Self(0);

    /// Position in [`StateMachine::workflows`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A state machine as written.
#[derive(Clone, Debug, PartialEq)]
pub struct StateMachine {
    /// The language of states that declare none.
    pub query_language: QueryLanguage,
    /// `QueryLanguage` as written.
    pub declared_query_language: Option<Field<String>>,
    /// `Version`, default `1.0`.
    pub version: Option<Field<String>>,
    /// `TimeoutSeconds` of the whole execution.
    pub timeout_seconds: Option<Field<i64>>,
    pub(crate) workflows: Vec<Workflow>,
    pub(crate) states: Vec<State>,
}

/// A `States` object with its entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Workflow {
    /// Its number.
    pub id: WorkflowId,
    /// The container it belongs to; `None` for the top level.
    pub owner: Option<Owner>,
    /// The object that holds `StartAt` and `States`.
    pub span: Span,
    /// JSON pointer of that object; empty for the top level.
    pub pointer: String,
    /// The same as AWS writes it; empty for the top level.
    pub location: String,
    /// `Comment`.
    pub comment: Option<Field<String>>,
    /// `StartAt`.
    pub start_at: Option<Field<String>>,
    /// Place of the `States` value, if it is there.
    pub states_span: Option<Span>,
    /// Its states as written.
    pub states: Vec<StateId>,
    pub(crate) names: BTreeMap<String, StateId>,
}

/// Which container a nested workflow belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The Parallel or Map state.
    pub state: StateId,
    /// Position in `Branches`; 0 for a Map's processor.
    pub branch: usize,
    /// How many containers are around it, at least 1.
    pub depth: usize,
}

impl Workflow {
    /// The state a transition to `name` leads to. Of duplicate names the last, as in JSON.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<StateId> {
        self.names.get(name).copied()
    }

    /// The state `StartAt` names.
    #[must_use]
    pub fn start(&self) -> Option<StateId> {
        self.find(&self.start_at.as_ref()?.value)
    }

    /// How many containers are around it.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.owner.map_or(0, |owner| owner.depth)
    }
}

#[allow(clippy::indexing_slicing, reason = "ids are made by lowering, for the machine that hands them out")]
impl StateMachine {
    /// The top level.
    #[must_use]
    pub fn root(&self) -> &Workflow {
        self.workflow(WorkflowId::ROOT)
    }

    /// The workflow of that number.
    #[must_use]
    pub fn workflow(&self, id: WorkflowId) -> &Workflow {
        &self.workflows[id.index()]
    }

    /// The state of that number.
    #[must_use]
    pub fn state(&self, id: StateId) -> &State {
        &self.states[id.index()]
    }

    /// All workflows; the top level first, every container's before those inside it.
    #[must_use]
    pub fn workflows(&self) -> &[Workflow] {
        &self.workflows
    }

    /// All states at all levels, by number.
    #[must_use]
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// The states of one workflow as written.
    pub fn states_of(&self, workflow: WorkflowId) -> impl Iterator<Item = &State> {
        self.workflow(workflow).states.iter().map(|id| self.state(*id))
    }

    /// The state a transition of `from` to `name` leads to.
    #[must_use]
    pub fn target(&self, from: &State, name: &str) -> Option<&State> {
        self.workflow(from.workflow).find(name).map(|id| self.state(id))
    }

    /// The state with that JSON pointer (`/States/P/Branches/0/States/X`). Of duplicate names the last, as in JSON.
    #[must_use]
    pub fn at_pointer(&self, pointer: &str) -> Option<&State> {
        self.states.iter().rev().find(|state| state.pointer == pointer)
    }
}
