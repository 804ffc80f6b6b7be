//! Reads JSON. Recovers from the mistakes people make while typing: a missing comma, value, quote or bracket
//! costs that place only, the rest of the document stays readable.

mod complaint;
pub(crate) mod duplicates;
mod parser;
mod recovery;
#[cfg(test)]
mod tests;
mod token;

use crate::{Diagnostic, Language, Span, Tree};

/// Code of everything that is wrong with the JSON itself, as AWS names it.
pub(crate) const INVALID_JSON: &str = "INVALID_JSON_DESCRIPTION";

/// Code of a `${Name}` that stands where a value has to.
pub(crate) const PLACEHOLDER: &str = "PLACEHOLDER";

/// Code of a key that occurs twice in one object.
pub(crate) const DUPLICATE_KEY: &str = "DUPLICATE_KEY";

/// Reads JSON text into a tree and the problems found on the way, in text order. Linear in the size of the text
/// for any nesting. At most 100 problems are reported.
#[must_use]
pub fn parse(text: &str) -> (Tree, Vec<Diagnostic>) {
    if u32::try_from(text.len()).is_err() {
        let message = "the text is longer than 4 GB";
        return (
            Tree::empty(Language::Json),
            vec![Diagnostic::error(INVALID_JSON, message, Span::default())],
        );
    }
    let (mut tree, mut problems) = parser::Parser::new(text, false).run();
    if !problems.is_empty() {
        let (by_lines, fewer) = parser::Parser::new(text, true).run();
        if fewer.len() <= problems.len() {
            (tree, problems) = (by_lines, fewer);
        }
    }
    duplicates::report(&tree, &mut problems);
    problems.sort_by_key(|problem| problem.span.start);
    (tree, problems)
}
