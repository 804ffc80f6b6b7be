//! What is to be drawn: scopes, cards and the links between them, without positions.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::frame;
use super::scene::{EdgeKind, Scene, SceneState};

/// A whole machine. Equal plans give equal pictures.
#[derive(Debug, Clone, Default, Hash)]
pub struct Plan {
    /// A scope comes after the one that holds its container; the first is the top level.
    pub(super) scopes: Vec<Scope>,
}

impl Plan {
    /// A short name of what is drawn: another picture has another one, as far as 64 bits can tell.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }

    /// Draws it.
    #[must_use]
    pub fn scene(&self) -> Scene {
        frame::scene(self)
    }
}

/// One States object with its start.
#[derive(Debug, Clone, Default, Hash)]
pub(super) struct Scope {
    /// Pointer of the object that holds `StartAt` and `States`; empty at the top level.
    pub(super) id: String,
    pub(super) start: Link,
    pub(super) cards: Vec<Card>,
}

/// One state.
#[derive(Debug, Clone, Default, Hash)]
pub(super) struct Card {
    pub(super) path: String,
    pub(super) state: SceneState,
    pub(super) links: Vec<Link>,
    /// Numbers of the scopes inside: one for each branch of a Parallel, one for a Map.
    pub(super) inner: Vec<usize>,
    /// True for a Map, which has more room below its end.
    pub(super) is_map: bool,
}

/// One transition.
#[derive(Debug, Clone, Default, Hash)]
pub(super) struct Link {
    pub(super) port: String,
    pub(super) kind: EdgeKind,
    pub(super) target: Target,
    /// The text on it, cut when drawn; empty for none.
    pub(super) label: String,
    /// What a tooltip says.
    pub(super) full: String,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(super) enum Target {
    /// Number of a card of the same scope.
    Card(usize),
    /// The end of the scope.
    End,
    /// Nowhere yet, or to a state that does not exist.
    #[default]
    Slot,
}
