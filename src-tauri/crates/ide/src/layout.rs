//! Where everything is on the canvas.
//!
//! A layered drawing, top-down, computed from the definition alone: the same text gives the same picture.
//! Stages, one file each: `read` (model to plan), `rank` (which way edges run), `rows` (edges through rows),
//! `order` (inside a row), `align` (x), `route` (lines and y), `frame` (containers, from the inside out).
//! Every stage is linear in cards and edges or nearly so, and none recurses.

use std::collections::BTreeSet;

mod align;
mod frame;
mod metrics;
mod order;
mod plan;
mod rank;
mod read;
mod route;
mod rows;
mod scene;
mod table;
#[cfg(test)]
mod tests;

pub use plan::Plan;
pub use scene::{Area, EdgeKind, NodeKind, Scene, SceneEdge, SceneLabel, SceneNode, SceneState};

/// How somebody looks at a state machine.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Pointers of the containers that are drawn as one card.
    pub folded: BTreeSet<String>,
    /// Whether cards have their comments on them.
    pub notes: bool,
}

/// Draws a state machine.
#[must_use]
pub fn layout(machine: &asl::StateMachine, view: &View) -> Scene {
    plan(machine, view).scene()
}

/// What is to be drawn of a state machine, which takes a fifth of the time that drawing it takes.
#[must_use]
pub fn plan(machine: &asl::StateMachine, view: &View) -> Plan {
    read::plan(machine, view)
}
