//! From the tree to the model.
//!
//! Nested workflows wait in a queue instead of on the stack.

mod allowed;
mod fields;
mod state;
#[cfg(test)]
mod tests;
mod workflow;

use std::collections::VecDeque;

use syntax::{Diagnostic, Kind, Node, Span, Tree};

pub use allowed::{allowed_fields, is_allowed};
pub(crate) use fields::Fields;
pub(crate) use workflow::Nested;

use crate::{Field, QueryLanguage, StateMachine, codes};

/// How many containers may be inside one another. AWS gives no number; anything deeper is reported and left out.
pub const NESTING_MAX: usize = 256;

/// Reads a definition. The machine is absent only if the text holds no JSON object at all; the diagnostics are
/// those of reading and of names and types of fields.
#[must_use]
pub fn parse(text: &str) -> (Option<StateMachine>, Vec<Diagnostic>) {
    let (tree, mut problems) = syntax::parse(text);
    let (machine, found) = lower(&tree);
    problems.extend(found);
    (machine, problems)
}

/// Reads a definition that has been parsed already.
#[must_use]
pub fn lower(tree: &Tree) -> (Option<StateMachine>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let Some(root) = tree.root().filter(|root| root.kind() == Kind::Object) else {
        let span = tree.root().map_or(Span::default(), Node::span);
        let message = "Definition must be a valid JSON object";
        problems.push(
            Diagnostic::error(codes::SCHEMA_VALIDATION_FAILED, message, span)
                .help("a definition starts as `{\"StartAt\": …, \"States\": {…}}`"),
        );
        return (None, problems);
    };
    let machine = machine(root, &mut problems);
    (Some(machine), problems)
}

fn machine(root: Node<'_>, problems: &mut Vec<Diagnostic>) -> StateMachine {
    let mut fields = Fields::new(root, String::new(), QueryLanguage::JsonPath, problems);
    fields.only(&["Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage"]);
    let declared = fields.query_language();
    let language = effective(declared.as_ref(), QueryLanguage::JsonPath);
    let mut machine = StateMachine {
        query_language: language,
        declared_query_language: declared.and_then(declared_text),
        version: fields.string("Version"),
        timeout_seconds: fields.integer("TimeoutSeconds"),
        workflows: Vec::new(),
        states: Vec::new(),
    };
    let mut waiting = VecDeque::from([workflow::Job::root(root)]);
    let mut numbered = 1;
    while let Some(job) = waiting.pop_front() {
        let lowered = workflow::lower(&job, &mut machine, &mut numbered, problems);
        waiting.extend(lowered);
    }
    machine
}

/// `QueryLanguage` as found: the text if it is one.
type Declared = Field<Option<String>>;

fn effective(declared: Option<&Declared>, inherited: QueryLanguage) -> QueryLanguage {
    declared.map_or(inherited, |field| QueryLanguage::effective(field.value.as_deref().unwrap_or("")))
}

fn declared_text(declared: Declared) -> Option<Field<String>> {
    let place = declared.with(());
    declared.value.map(|text| place.with(text))
}
