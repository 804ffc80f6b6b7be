//! What the canvas draws. The member names are those of `Scene` in `ui/src/api/generated.ts`.

use serde::Serialize;

/// A finished drawing. Lengths are CSS pixels at 100 %; the origin is the upper left corner.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Scene {
    /// Width of everything drawn.
    pub width: f64,
    /// Height of everything drawn.
    pub height: f64,
    /// Containers come before what they contain.
    pub nodes: Vec<SceneNode>,
    /// In the order of the definition.
    pub edges: Vec<SceneEdge>,
}

/// A box.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Area {
    /// Left side.
    pub x: f64,
    /// Upper side.
    pub y: f64,
    /// To the right.
    pub width: f64,
    /// Downwards.
    pub height: f64,
}

/// What kind of thing a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// Circle where the workflow starts.
    Start,
    /// Circle where it ends.
    End,
    /// Card of a state.
    #[default]
    State,
    /// Frame of a Parallel or Map.
    Container,
    /// Small circle at the end of a branch.
    BranchEnd,
    /// Empty place for a state.
    Slot,
}

/// One thing on the canvas.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SceneNode {
    /// State path, or `<scope>#start`, `<scope>#end`, `<port>#slot`.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// Where it is. For a container the whole frame.
    #[serde(flatten)]
    pub area: Area,
    /// Header card of a container, which overlaps the upper border of the frame.
    pub header: Option<Area>,
    /// The container it is drawn in.
    pub parent: Option<String>,
    /// The state it shows.
    pub state: Option<SceneState>,
}

/// What a card says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
pub struct SceneState {
    /// Name of the state.
    pub name: String,
    /// `Task`, `Choice` …
    #[serde(rename = "type")]
    pub kind: String,
    /// `Lambda: Invoke`, `Choice state` …
    pub subtitle: String,
    /// True for a container drawn as one card.
    pub folded: bool,
    /// True if it is switched off.
    pub off: bool,
    /// Its `Comment`, without blanks at the ends.
    pub comment: String,
    /// Lines of it that are written on the card; none if notes are not looked at.
    pub note: Vec<String>,
}

/// What kind of transition an edge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeKind {
    /// From the start circle.
    Start,
    /// `Next`.
    #[default]
    Next,
    /// To the end circle.
    End,
    /// A rule of a Choice.
    Choice,
    /// `Default` of a Choice.
    Default,
    /// A catcher.
    Catch,
    /// From a container's header to the first state of a branch.
    Branch,
}

/// One transition.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SceneEdge {
    /// Pointer of the field that holds the transition.
    pub id: String,
    /// What it is.
    pub kind: EdgeKind,
    /// Id of the node it leaves.
    pub from: String,
    /// Id of the node it enters.
    pub to: String,
    /// Text on it.
    pub label: Option<SceneLabel>,
    /// x and y in turn; only horizontal and vertical pieces.
    pub points: Vec<f64>,
    /// True if it runs against the flow.
    pub back: bool,
}

/// Text on an edge.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SceneLabel {
    /// As drawn, cut if it is long.
    pub text: String,
    /// All of it.
    pub full: String,
    /// Where it is.
    #[serde(flatten)]
    pub area: Area,
}
