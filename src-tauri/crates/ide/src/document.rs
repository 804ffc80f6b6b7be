//! A workflow's text, read once for all questions about it.

use asl::{State, StateMachine};
use syntax::{Diagnostic, Kind, Node, Pointer, Severity, Tree};

/// How many problems break a text. What is filled in on deployment only has no value yet.
pub(crate) fn errors(problems: &[Diagnostic]) -> usize {
    problems.iter().filter(|problem| problem.severity == Severity::Error).count()
}

/// A text with its tree and its model.
#[derive(Debug)]
pub struct Document {
    /// The tree.
    pub tree: Tree,
    /// The model; `None` if the text holds no object.
    pub machine: Option<StateMachine>,
    /// What was found while reading: syntax, then names and types of fields.
    pub reading: Vec<Diagnostic>,
    /// How many of [`Document::reading`] say that the text is broken.
    pub syntax_problems: usize,
}

impl Document {
    /// Reads `text`, which is JSON or YAML.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self::of(text, syntax::read(text))
    }

    /// Reads `text` as AWS does, which knows JSON only.
    pub(crate) fn read_json(text: &str) -> Self {
        Self::of(text, syntax::parse(text))
    }

    fn of(text: &str, (tree, mut reading): (Tree, Vec<Diagnostic>)) -> Self {
        let syntax_problems = errors(&reading);
        let (machine, found) = asl::lower(&tree);
        // A broken text is not also "not an object", and a blank one not also broken.
        if text.trim().is_empty() {
            reading = found;
        } else if machine.is_some() || reading.is_empty() {
            reading.extend(found);
        }
        Self { tree, machine, reading, syntax_problems }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.tree.text()
    }

    /// The value at a JSON pointer.
    pub(crate) fn node(&self, pointer: &str) -> Option<Node<'_>> {
        Pointer::parse(pointer)?.find(&self.tree)
    }

    /// The object of a state.
    pub(crate) fn body(&self, state: &State) -> Option<Node<'_>> {
        Some(self.tree.node(state.node)).filter(|node| node.kind() != Kind::Missing)
    }
}
