//! Everything an editor asks about a document: problems, edits, layout.

mod layout;

pub use layout::{Area, EdgeKind, NodeKind, Scene, SceneEdge, SceneLabel, SceneNode, SceneState, layout};
