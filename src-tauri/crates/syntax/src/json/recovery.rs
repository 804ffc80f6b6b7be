//! Guesses from indentation where a bracket is missing or too much. Only used for texts that are broken anyway, and only
//! kept if it finds fewer mistakes than reading without it.

use super::parser::{Expect, Frame, Parser};
use super::token::Token;
use crate::{Kind, Span};

/// How far out a fitting container is looked for. A bound, so that hostile texts stay linear.
const LOOK_OUT_MAX: usize = 64;

impl Parser<'_> {
    /// Looks at the first token of a line: closes what its indentation says is over. True if the token itself closes
    /// nothing that was ever opened.
    pub(super) fn is_stray_by_lines(&mut self, token: Token, span: Span) -> bool {
        let indent = self.tokens.place.indent;
        match token {
            Token::CloseObject => self.closer(Kind::Object, indent, span),
            Token::CloseArray => self.closer(Kind::Array, indent, span),
            Token::String(_) | Token::Unknown => {
                let between = !matches!(self.expect, Expect::Value | Expect::Colon | Expect::Nothing);
                if between && (token == Token::Unknown || self.tokens.peek() == Some(b':')) {
                    self.close_before_key(indent);
                }
                false
            }
            _ => false,
        }
    }

    /// Remembers how the entries of a container are indented.
    pub(super) fn note_entry(&mut self, token: Token) {
        let place = self.tokens.place;
        let begins = matches!(self.expect, Expect::KeyOrClose | Expect::ItemOrClose);
        let closes = matches!(token, Token::CloseObject | Token::CloseArray);
        if begins
            && place.is_first
            && !closes
            && let Some(frame) = self.frames.last_mut()
        {
            frame.entry_indent = Some(place.indent);
        }
    }

    /// `"States": ⏎ "A": …`: if the next key stands further in, its bracket is missing; otherwise the value is.
    pub(super) fn missing_value_or_bracket(&mut self) {
        let place = self.tokens.place;
        let outer = self.frames.last().map(|frame| frame.entry_indent);
        let deeper = match outer {
            None => true,
            Some(entry) => self.by_lines && place.is_first && entry.is_some_and(|entry| place.indent > entry),
        };
        if !deeper {
            self.missing_value();
            return;
        }
        self.problem("missing `{`", self.after_last());
        self.open(Kind::Object, self.after_last());
        if let (Some(frame), Some(Some(entry))) = (self.frames.last_mut(), outer) {
            frame.indent = entry;
        }
    }

    fn closer(&mut self, kind: Kind, indent: u32, span: Span) -> bool {
        let Some(innermost) = self.frames.last() else { return false };
        if innermost.indent == indent {
            return false;
        }
        if innermost.indent < indent {
            self.problem("nothing is open that this could close", span);
            return true;
        }
        self.close_down_to(|frame| frame.indent == indent && frame.kind == kind);
        false
    }

    fn close_before_key(&mut self, indent: u32) {
        let Some(innermost) = self.frames.last() else { return };
        let entry = innermost.entry_indent.unwrap_or(innermost.indent + 1);
        if indent < entry {
            self.close_down_to(|frame| frame.entry_indent == Some(indent) && frame.kind == Kind::Object);
        }
    }

    /// Closes the containers inside the nearest fitting one, if there is one.
    fn close_down_to(&mut self, fits: impl Fn(&Frame) -> bool) {
        let found = self.frames.iter().rev().take(LOOK_OUT_MAX).position(fits);
        for _ in 0..found.unwrap_or(0) {
            let is_object = self.frames.last().is_some_and(|frame| frame.kind == Kind::Object);
            self.problem(if is_object { "missing `}`" } else { "missing `]`" }, self.after_last());
            self.close(self.last_end);
        }
    }
}
