//! Where a name is defined and where it is used.

use asl::graph::transitions;
use asl::{State, StateMachine};
use syntax::Span;

use super::variables::{self, Use, VariableUses};
use crate::Document;

/// What a name belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A state, by its JSON pointer.
    State {
        /// JSON pointer of the state.
        pointer: String,
        /// Its name.
        name: String,
    },
    /// A variable.
    Variable {
        /// Its name without the `$`.
        name: String,
        /// JSON pointer of the workflow it belongs to.
        scope: String,
    },
}

/// One place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where.
    pub span: Span,
    /// True where the name is defined: the key of a state, the key in an `Assign`.
    pub is_definition: bool,
    /// JSON pointer of the state around; `None` for `StartAt`.
    pub state: Option<String>,
    /// The field, as AWS locates it: `/States/A/Next`.
    pub location: String,
}

/// A name and every place where it stands, in text order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct References {
    /// The name.
    pub name: Name,
    /// The place that was asked about.
    pub span: Span,
    /// All places.
    pub all: Vec<Reference>,
}

/// Everything about the name at byte `offset`; `None` if no name stands there.
#[must_use]
pub fn references(document: &Document, offset: usize) -> Option<References> {
    let machine = document.machine.as_ref()?;
    let touches = |span: Span| span.start as usize <= offset && offset <= span.end as usize;
    for workflow in machine.workflows() {
        let defined = machine.states_of(workflow.id).find(|state| touches(state.name_span));
        if let Some(state) = defined {
            return Some(of_state(machine, state, state.name_span));
        }
        for transition in transitions(machine, workflow.id) {
            if transition.target.is_some() && touches(transition.span) {
                let state = machine.state(transition.to?);
                return Some(of_state(machine, state, transition.span));
            }
        }
    }
    of_variable(document, offset)
}

fn of_state(machine: &StateMachine, state: &State, span: Span) -> References {
    let mut all = vec![Reference {
        span: state.name_span,
        is_definition: true,
        state: Some(state.pointer.clone()),
        location: state.location.clone(),
    }];
    let leading = transitions(machine, state.workflow).into_iter().filter(|one| one.to == Some(state.id));
    all.extend(leading.map(|one| Reference {
        span: one.span,
        is_definition: false,
        state: one.from.map(|id| machine.state(id).pointer.clone()),
        location: one.location(),
    }));
    all.sort_by_key(|reference| reference.span.start);
    References { name: Name::State { pointer: state.pointer.clone(), name: state.name.clone() }, span, all }
}

fn of_variable(document: &Document, offset: usize) -> Option<References> {
    let touches = |span: Span| span.start as usize <= offset && offset <= span.end as usize;
    let uses = variables::variables(document);
    let found = uses.into_iter().find_map(|variable| {
        let places = variable.written.iter().chain(&variable.read);
        let here = places.filter(|one| touches(one.span)).map(|one| one.span).next()?;
        let under = document.text().get(..offset).map(super::expression::last_word).unwrap_or("");
        let after = document.text().get(offset..).unwrap_or("");
        let more = after.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(0);
        let word = format!("{under}{}", after.get(..more).unwrap_or(""));
        let name = word.trim_start_matches('$').split('.').next().unwrap_or("");
        (name == variable.name).then_some((here, variable))
    });
    let (span, variable) = found?;
    let reference = |one: &Use, is_definition| Reference {
        span: one.span,
        is_definition,
        state: Some(one.state.clone()),
        location: one.location.clone(),
    };
    let mut all: Vec<Reference> = variable.written.iter().map(|one| reference(one, true)).collect();
    all.extend(variable.read.iter().map(|one| reference(one, false)));
    all.sort_by_key(|reference| reference.span.start);
    let VariableUses { name, scope, .. } = variable;
    Some(References { name: Name::Variable { name, scope }, span, all })
}
