//! The list of states beside the canvas.

use asl::StateType;
use syntax::Span;

use crate::Document;

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
        .map(|state| {
            let workflow = machine.workflow(state.workflow);
            OutlineState {
                path: state.pointer.clone(),
                name: state.name.clone(),
                state_type: state.state_type(),
                subtitle: asl::subtitle(state, aws_models::service_name),
                span: state.span,
                scope: workflow.pointer.clone(),
                depth: workflow.depth(),
            }
        })
        .collect();
    rows.sort_by_key(|row| row.span.start);
    rows
}
