//! Reads YAML into the same tree as JSON. A text that breaks off gives what stands before the break, and one problem.
//!
//! An alias becomes a copy of what it names, at the place of the original. What a deployment fills in (`!Sub`, `!Ref`,
//! `!GetAtt`) is a placeholder, as `${Name}` is in JSON. Deliberately not here: YAML 1.1's `yes` and `no`, merge keys.

mod builder;
mod places;
mod scalar;
#[cfg(test)]
mod tests;

use saphyr_parser::{Event, Parser};

use crate::{Diagnostic, Language, Span, Tree, json};

/// Code of everything that is wrong with the YAML itself.
pub(crate) const INVALID_YAML: &str = "INVALID_YAML";

/// Whether a YAML text has anchors or aliases. False for a text that cannot be read.
#[must_use]
pub fn has_anchors(text: &str) -> bool {
    Parser::new_from_str(text).map_while(Result::ok).any(|(event, _)| match event {
        Event::Alias(_) => true,
        Event::Scalar(_, _, anchor, _) | Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
            anchor > 0
        }
        _ => false,
    })
}

/// Reads YAML text into a tree and the problems found on the way, in text order.
#[must_use]
pub(crate) fn parse(text: &str) -> (Tree, Vec<Diagnostic>) {
    if u32::try_from(text.len()).is_err() {
        let message = "the text is longer than 4 GB";
        return (
            Tree::empty(Language::Yaml),
            vec![Diagnostic::error(INVALID_YAML, message, Span::default())],
        );
    }
    let mut builder = builder::Builder::new(text);
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.take(event, span),
            Err(broken) => {
                builder.broken(broken.marker().index(), broken.info());
                break;
            }
        }
    }
    let (tree, mut problems) = builder.finish();
    json::duplicates::report(&tree, &mut problems);
    problems.sort_by_key(|problem| problem.span.start);
    (tree, problems)
}
