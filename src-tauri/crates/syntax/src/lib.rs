//! Source text as a lossless tree with positions, and the vocabulary for changing and judging text.
//!
//! Never fails: broken text gives a tree of what could be read, plus problems. Knows JSON, not workflows.
//! Nothing here recurses over the input, so depth of nesting is bounded by memory only.

mod diagnostic;
mod json;
mod line_index;
mod pointer;
mod span;
mod text_edit;
mod tree;
mod value;

pub use diagnostic::{Diagnostic, Severity};
pub use json::parse;
pub use line_index::{LineColumn, LineIndex};
pub use pointer::Pointer;
pub use span::Span;
pub use text_edit::{TextEdit, apply};
pub use tree::{Kind, Member, Node, NodeId, Tree};
pub use value::{TooDeep, VALUE_DEPTH_MAX};
