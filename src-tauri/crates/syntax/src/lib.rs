//! Source text as a lossless tree with positions, and the vocabulary for changing and judging text.
//!
//! Never fails: broken text gives a tree of what could be read, plus problems. Knows JSON and YAML, not workflows.
//! Nothing here recurses over the input, so depth of nesting is bounded by memory only.

mod diagnostic;
pub mod jackson;
mod json;
mod language;
mod line_index;
mod pointer;
mod span;
mod text_edit;
mod tree;
mod value;
mod yaml;

pub use diagnostic::{Diagnostic, Severity};
pub use json::parse;
pub use language::Language;
pub use line_index::{LineColumn, LineIndex};
pub use pointer::Pointer;
pub use span::Span;
pub use text_edit::{TextEdit, apply};
pub use tree::{Kind, Member, Node, NodeId, Tree};
pub use value::{TooDeep, VALUE_DEPTH_MAX};
pub use yaml::has_anchors;

/// Reads JSON or YAML into a tree and the problems found on the way, in text order. The first words of the text tell
/// which it is. Linear in the size of the text for any nesting. At most 100 problems are reported.
#[must_use]
pub fn read(text: &str) -> (Tree, Vec<Diagnostic>) {
    match Language::of(text) {
        Language::Json => parse(text),
        Language::Yaml => yaml::parse(text),
    }
}
