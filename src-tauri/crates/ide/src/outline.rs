//! The list of states beside the canvas.

use asl::{State, StateMachine, StateType};
use syntax::Span;

use crate::Document;
use crate::face::Face;
use crate::switched_off::SwitchedOff;

/// A row of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineState {
    /// JSON pointer of the state.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Its type; `None` if that is missing or unknown.
    pub state_type: Option<StateType>,
    /// What it is, in a few words.
    pub subtitle: String,
    /// Key and value.
    pub span: Span,
    /// True if it is switched off.
    pub off: bool,
    /// JSON pointer of the branch or processor it lives in; empty for the top level.
    pub scope: String,
    /// How many containers are around it.
    pub depth: usize,
}

/// All states at all levels, as written.
#[must_use]
pub fn outline(document: &Document) -> Vec<OutlineState> {
    let Some(machine) = &document.machine else { return Vec::new() };
    let mut rows: Vec<OutlineState> = machine
        .states()
        .iter()
        .filter(|state| !is_stand_in(machine, state))
        .map(|state| {
            let workflow = machine.workflow(state.workflow);
            let Face { state_type, subtitle, off } = Face::of(state);
            OutlineState {
                path: state.pointer.clone(),
                name: state.name.clone(),
                state_type,
                subtitle,
                off,
                span: state.span,
                scope: workflow.pointer.clone(),
                depth: workflow.depth(),
            }
        })
        .collect();
    rows.sort_by_key(|row| row.span.start);
    rows
}

/// What stands inside of a state that is switched off is no work of its own.
fn is_stand_in(machine: &StateMachine, state: &State) -> bool {
    let owner = machine.workflow(state.workflow).owner;
    owner.is_some_and(|owner| SwitchedOff::of(machine.state(owner.state)).is_some())
}
