//! The picture of a workflow, as the canvas draws it.

use ide::layout;
use serde::Serialize;
use ts_rs::TS;

use super::{Port, StatePath, StateType};

/// A finished drawing; lengths are pixels at 100 %.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Scene {
    /// Of everything drawn.
    pub width: f64,
    /// Of everything drawn.
    pub height: f64,
    /// Containers come before what they contain.
    pub nodes: Vec<SceneNode>,
    /// In the order of the definition.
    pub edges: Vec<SceneEdge>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum NodeKind {
    Start,
    End,
    State,
    Container,
    BranchEnd,
    Slot,
}

/// One thing on the canvas.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SceneNode {
    /// State path; for start, end, `branch_end` and slot: `<scope>#start`, `<scope>#end`, `<port>#slot`.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// Left side.
    pub x: f64,
    /// Upper side.
    pub y: f64,
    /// Of the box; for a container the whole frame.
    pub width: f64,
    /// Of the box; for a container the whole frame.
    pub height: f64,
    /// Header card of a container; null for others.
    #[ts(inline)]
    pub header: Option<NodeHeader>,
    /// Container this node is drawn inside; null at the top level.
    pub parent: Option<StatePath>,
    /// What the card says; null for what shows no state.
    #[ts(inline)]
    pub state: Option<NodeState>,
}

/// Where a container's header card is.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[allow(missing_docs, reason = "the words say it")]
pub struct NodeHeader {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[allow(missing_docs, reason = "the words say it")]
pub struct NodeState {
    pub name: String,
    #[serde(rename = "type")]
    pub state_type: StateType,
    pub subtitle: String,
    /// True for a container drawn as one card.
    pub folded: bool,
    /// True if it is switched off.
    pub off: bool,
    /// Its comment.
    pub comment: String,
    /// Lines of it that are written on the card; none if notes are not looked at.
    pub note: Vec<String>,
}

/// What a transition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum EdgeKind {
    Start,
    Next,
    End,
    Choice,
    Default,
    Catch,
    Branch,
}

/// One transition.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SceneEdge {
    /// The field that holds it.
    pub id: Port,
    /// What it is.
    pub kind: EdgeKind,
    /// Node it leaves.
    pub from: String,
    /// Node it enters.
    pub to: String,
    /// Text on it.
    #[ts(inline)]
    pub label: Option<EdgeLabel>,
    /// Polyline x0,y0,x1,y1,…; the canvas rounds the corners.
    pub points: Vec<f64>,
    /// True if the edge runs against the flow.
    pub back: bool,
}

/// Text on a transition: as drawn, and in full.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[allow(missing_docs, reason = "the words say it")]
pub struct EdgeLabel {
    pub text: String,
    pub full: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl From<layout::Scene> for Scene {
    fn from(scene: layout::Scene) -> Self {
        Self {
            width: scene.width,
            height: scene.height,
            nodes: scene.nodes.into_iter().map(node).collect(),
            edges: scene.edges.into_iter().map(edge).collect(),
        }
    }
}

fn node(node: layout::SceneNode) -> SceneNode {
    let header =
        node.header.map(|area| NodeHeader { x: area.x, y: area.y, width: area.width, height: area.height });
    let state = node.state.map(|state| NodeState {
        state_type: StateType::shown(asl::StateType::parse(&state.kind)),
        name: state.name,
        subtitle: state.subtitle,
        folded: state.folded,
        off: state.off,
        comment: state.comment,
        note: state.note,
    });
    SceneNode {
        id: node.id,
        kind: match node.kind {
            layout::NodeKind::Start => NodeKind::Start,
            layout::NodeKind::End => NodeKind::End,
            layout::NodeKind::State => NodeKind::State,
            layout::NodeKind::Container => NodeKind::Container,
            layout::NodeKind::BranchEnd => NodeKind::BranchEnd,
            layout::NodeKind::Slot => NodeKind::Slot,
        },
        x: node.area.x,
        y: node.area.y,
        width: node.area.width,
        height: node.area.height,
        header,
        parent: node.parent.map(StatePath),
        state,
    }
}

fn edge(edge: layout::SceneEdge) -> SceneEdge {
    let label = edge.label.map(|label| EdgeLabel {
        text: label.text,
        full: label.full,
        x: label.area.x,
        y: label.area.y,
        width: label.area.width,
        height: label.area.height,
    });
    SceneEdge {
        id: Port(edge.id),
        kind: match edge.kind {
            layout::EdgeKind::Start => EdgeKind::Start,
            layout::EdgeKind::Next => EdgeKind::Next,
            layout::EdgeKind::End => EdgeKind::End,
            layout::EdgeKind::Choice => EdgeKind::Choice,
            layout::EdgeKind::Default => EdgeKind::Default,
            layout::EdgeKind::Catch => EdgeKind::Catch,
            layout::EdgeKind::Branch => EdgeKind::Branch,
        },
        from: edge.from,
        to: edge.to,
        label,
        points: edge.points,
        back: edge.back,
    }
}
