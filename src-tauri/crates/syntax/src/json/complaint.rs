//! The words for what the parser does not like.

use super::parser::Parser;
use super::token::Quality;
use super::{INVALID_JSON, PLACEHOLDER};
use crate::{Diagnostic, Span};

/// More problems than this help nobody.
pub(super) const PROBLEMS_MAX: usize = 100;

impl Parser<'_> {
    pub(super) fn after_last(&self) -> Span {
        Span::at(self.last_end)
    }

    pub(super) fn unknown(&mut self, span: Span) {
        let word = span.text(self.text);
        let message = format!("unrecognized token `{word}`");
        let found = Diagnostic::error(INVALID_JSON, message, span);
        let help = if word == "'" {
            "JSON strings stand in double quotes"
        } else if word == "/" {
            "JSON has no comments; use a `Comment` field"
        } else {
            "a value is a string in double quotes, a number, an array, an object, `true`, `false` or `null`"
        };
        self.push_problem(found.help(help));
    }

    pub(super) fn placeholder(&mut self, span: Span) {
        let message =
            format!("`{}` is filled in when this is deployed; it has no value here", span.text(self.text));
        self.push_problem(Diagnostic::warning(PLACEHOLDER, message, span));
    }

    pub(super) fn string_problem(&mut self, quality: Quality, span: Span) {
        match quality {
            Quality::Good => {}
            Quality::Bad => self.problem("the string is not closed before the end of its line", span),
            Quality::BadInside(at) => {
                let start = at.saturating_sub(1).max(span.start);
                self.problem("a bad escape or a control character in a string", Span::new(start, span.end));
            }
        }
    }

    pub(super) fn problem(&mut self, message: impl Into<String>, span: Span) {
        self.push_problem(Diagnostic::error(INVALID_JSON, message, span));
    }

    /// One mistake often surprises the parser twice at the same place; only the first is told.
    pub(super) fn push_problem(&mut self, problem: Diagnostic) {
        let repeated = self.problems.last().is_some_and(|last| last.span.start == problem.span.start);
        if !repeated && self.problems.len() < PROBLEMS_MAX {
            self.problems.push(problem);
        }
    }
}
