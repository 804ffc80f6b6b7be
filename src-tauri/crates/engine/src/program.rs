//! A state machine made ready to run.

use std::sync::Arc;

use syntax::Diagnostic;

use crate::StateType;
use crate::catch::{self, Catcher};
use crate::compile::{Compiler, number};
use crate::dataflow::Dataflow;
use crate::needs::Needs;
use crate::retry::{self, Retrier};
use crate::states::Body;

/// A compiled state machine: every path, template and expression parsed once. Immutable and cheap to clone.
#[derive(Clone, Debug)]
pub struct Program {
    states: Arc<[State]>,
    /// Number of the first state.
    pub(crate) first: u32,
    /// `TimeoutSeconds` of the machine.
    pub(crate) timeout_seconds: Option<u32>,
    /// Whether it has expressions that may compute for long.
    pub(crate) has_jsonata: bool,
}

/// One compiled state.
#[derive(Debug)]
pub(crate) struct State {
    pub name: Arc<str>,
    pub state_type: StateType,
    pub dataflow: Dataflow,
    pub retry: Vec<Retrier>,
    pub catch: Vec<Catcher>,
    /// Number of the next state; none if the workflow ends here.
    pub next: Option<u32>,
    /// What its expressions may read.
    pub needs: Needs,
    pub body: Body,
}

impl Program {
    /// Parses every expression of `machine` and resolves every transition. A machine that `asl` lowered without
    /// errors compiles, unless a path, template or expression in it is wrong.
    ///
    /// # Errors
    /// Everything that keeps the machine from running, with places in its text.
    pub fn compile(machine: &asl::StateMachine) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut states = Vec::with_capacity(machine.states().len());
        for state in machine.states() {
            let mut compiler = Compiler::new(machine, state);
            states.extend(compile_state(&mut compiler));
            problems.append(&mut compiler.problems);
        }
        let Some(first) = machine.root().start().map(number) else {
            let span = machine.root().span;
            let message = "These fields are required: [StartAt]";
            problems.push(Diagnostic::error(asl::codes::SCHEMA_VALIDATION_FAILED, message, span).at("/"));
            return Err(problems);
        };
        if !problems.is_empty() || states.len() != machine.states().len() {
            return Err(problems);
        }
        let timeout_seconds =
            machine.timeout_seconds.as_ref().and_then(|field| u32::try_from(field.value).ok());
        let has_jsonata = states.iter().any(|state| state.dataflow.is_jsonata());
        Ok(Self { states: states.into(), first, timeout_seconds, has_jsonata })
    }

    /// The program of the child executions of a distributed Map, which is the state of that number. States keep their
    /// numbers in it.
    #[must_use]
    pub fn processor(&self, state: u32) -> Option<Self> {
        let Body::Map(map) = &self.state(state)?.body else { return None };
        let states = Arc::clone(&self.states);
        Some(Self { states, first: map.first(), timeout_seconds: None, has_jsonata: self.has_jsonata })
    }

    /// ARNs of the activities that its tasks name, those inside other states included.
    pub fn activities(&self) -> impl Iterator<Item = &str> {
        self.states.iter().filter_map(|state| match &state.body {
            Body::Task(task) => task.activity(),
            _ => None,
        })
    }

    /// The first state of that name, and its number.
    pub(crate) fn named(&self, name: &str) -> Option<(u32, &State)> {
        (0..).zip(self.states.iter()).find(|(_, state)| &*state.name == name)
    }

    pub(crate) fn state(&self, state: u32) -> Option<&State> {
        self.states.get(state as usize)
    }
}

fn compile_state(compiler: &mut Compiler<'_>) -> Option<State> {
    let state = compiler.state;
    let (state_type, body) = Body::compile(compiler)?;
    let dataflow = Dataflow::compile(compiler);
    let has_next = !state.is_terminal() && state_type != StateType::Choice;
    let next = if has_next { compiler.target("Next", state.next.as_ref()) } else { None };
    Some(State {
        name: compiler.name(),
        state_type,
        dataflow,
        retry: retry::compile(&state.retry),
        catch: catch::compile(compiler),
        next,
        needs: compiler.needs,
        body,
    })
}
