//! The parser: a loop over tokens with its own stack.

use super::INVALID_JSON;
use super::token::{Quality, Token, Tokens};
use crate::tree::{Child, Slot};
use crate::{Diagnostic, Kind, Language, NodeId, Span, Tree};

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expect {
    /// A value: at the top, after a colon.
    Value,
    /// First thing in an array.
    ItemOrClose,
    /// After a comma in an array.
    Item,
    /// First thing in an object.
    KeyOrClose,
    /// After a comma in an object.
    Key,
    Colon,
    CommaOrClose,
    /// After the top-level value.
    Nothing,
}

pub(super) struct Frame {
    pub(super) node: NodeId,
    pub(super) kind: Kind,
    /// Indentation of the line it was opened in.
    pub(super) indent: u32,
    /// Indentation of its first entry, if that begins a line.
    pub(super) entry_indent: Option<u32>,
    /// Where this container's children begin in [`Parser::waiting`].
    first: usize,
    /// Key of the member being read.
    key: Option<Span>,
}

pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Tokens<'t>,
    slots: Vec<Slot>,
    children: Vec<Child>,
    /// Children of the open containers, innermost last; moved to `children` when their container closes.
    waiting: Vec<Child>,
    pub(super) frames: Vec<Frame>,
    open_objects: usize,
    root: Option<NodeId>,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) expect: Expect,
    /// Whether indentation tells where brackets are missing.
    pub(super) by_lines: bool,
    /// End of the last token that belongs to the tree.
    pub(super) last_end: u32,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, by_lines: bool) -> Self {
        Self {
            text,
            tokens: Tokens::new(text),
            slots: Vec::with_capacity(text.len() / 12),
            children: Vec::with_capacity(text.len() / 12),
            waiting: Vec::new(),
            frames: Vec::new(),
            open_objects: 0,
            root: None,
            problems: Vec::new(),
            expect: Expect::Value,
            by_lines,
            last_end: 0,
        }
    }

    /// INVARIANT: every turn takes a token, pops a frame, or moves `expect` towards one that does.
    pub(super) fn run(mut self) -> (Tree, Vec<Diagnostic>) {
        let (mut token, mut span) = self.tokens.next(false);
        loop {
            if token == Token::End {
                self.finish(span);
                break;
            }
            if self.take(token, span) {
                self.last_end = span.end;
                let may_be_key = matches!(self.expect, Expect::Key | Expect::KeyOrClose);
                (token, span) = self.tokens.next(may_be_key);
            }
        }
        let tree = Tree {
            text: self.text.into(),
            slots: self.slots,
            children: self.children,
            root: self.root,
            ..Tree::empty(Language::Json)
        };
        (tree, self.problems)
    }

    /// Handles one token; false if it must be looked at again.
    fn take(&mut self, token: Token, span: Span) -> bool {
        if self.by_lines && self.tokens.place.is_first && self.is_stray_by_lines(token, span) {
            return true;
        }
        self.note_entry(token);
        match self.expect {
            Expect::Value | Expect::Item | Expect::ItemOrClose => self.value(token, span),
            Expect::Key | Expect::KeyOrClose => self.key(token, span),
            Expect::Colon => self.colon(token),
            Expect::CommaOrClose => self.comma_or_close(token, span),
            Expect::Nothing => {
                self.problem("the document ends before this", span);
                true
            }
        }
    }

    fn value(&mut self, token: Token, span: Span) -> bool {
        match token {
            Token::OpenObject => self.open(Kind::Object, span),
            Token::OpenArray => self.open(Kind::Array, span),
            Token::CloseArray if self.expect == Expect::ItemOrClose => self.close(span.end),
            Token::CloseArray if self.expect == Expect::Item => {
                self.problem("trailing comma", Span::new(self.last_end.saturating_sub(1), self.last_end));
                self.close(span.end);
            }
            Token::CloseObject if self.expect != Expect::Value => return self.mismatch(span),
            Token::CloseArray | Token::CloseObject | Token::Comma => {
                if self.frames.is_empty() {
                    self.problem("a value must stand here", span);
                    return true;
                }
                self.missing_value();
                return false;
            }
            Token::Colon => self.problem("unexpected `:`", span),
            Token::String(quality) => {
                if self.is_next_key() {
                    self.missing_value_or_bracket();
                    return false;
                }
                self.string_problem(quality, span);
                self.leaf(Kind::String, span);
            }
            Token::Number(quality) => {
                if quality != Quality::Good {
                    self.problem(format!("`{}` is not a number", span.text(self.text)), span);
                }
                self.leaf(if quality == Quality::Good { Kind::Number } else { Kind::Missing }, span);
            }
            Token::True => self.leaf(Kind::Bool(true), span),
            Token::False => self.leaf(Kind::Bool(false), span),
            Token::Null => self.leaf(Kind::Null, span),
            Token::Unknown => {
                self.unknown(span);
                self.leaf(Kind::Missing, span);
            }
            Token::Placeholder => {
                self.placeholder(span);
                self.leaf(Kind::Missing, span);
            }
            Token::End => {}
        }
        true
    }

    /// `"Next": ⏎ "Retry": […]`: the string after the colon is already the next key. At the very beginning, the
    /// outermost bracket is missing.
    fn is_next_key(&mut self) -> bool {
        let in_object = self.frames.last().is_none_or(|frame| frame.kind == Kind::Object);
        in_object && self.expect == Expect::Value && self.tokens.peek() == Some(b':')
    }

    fn key(&mut self, token: Token, span: Span) -> bool {
        match token {
            Token::String(quality) => {
                self.string_problem(quality, span);
                self.set_key(span);
            }
            Token::CloseObject => {
                if self.expect == Expect::Key {
                    self.problem("trailing comma", Span::new(self.last_end.saturating_sub(1), self.last_end));
                }
                self.close(span.end);
            }
            Token::Unknown
            | Token::Placeholder
            | Token::True
            | Token::False
            | Token::Null
            | Token::Number(_) => {
                self.problem("a key must be a string in double quotes", span);
                self.set_key(span);
            }
            Token::Comma => self.problem("unexpected `,`", span),
            Token::CloseArray => return self.mismatch(span),
            Token::OpenObject | Token::OpenArray | Token::Colon => {
                self.problem("a key must stand here", span);
                self.expect = Expect::Value;
                return token == Token::Colon;
            }
            Token::End => {}
        }
        true
    }

    fn colon(&mut self, token: Token) -> bool {
        self.expect = Expect::Value;
        if token == Token::Colon {
            return true;
        }
        self.problem("missing `:` after the key", self.after_last());
        false
    }

    fn comma_or_close(&mut self, token: Token, span: Span) -> bool {
        let in_object = self.frames.last().is_some_and(|frame| frame.kind == Kind::Object);
        match token {
            Token::Comma => self.expect = if in_object { Expect::Key } else { Expect::Item },
            Token::CloseObject if in_object => self.close(span.end),
            Token::CloseArray if !in_object => self.close(span.end),
            Token::CloseObject | Token::CloseArray => return self.mismatch(span),
            Token::Colon => self.problem("unexpected `:`", span),
            Token::Unknown => self.unknown(span),
            // The end quote of a value that lost its first one.
            Token::String(Quality::Bad) if span.len() == 1 => self.problem("unexpected `\"`", span),
            _ => {
                self.problem("missing `,`", self.after_last());
                self.expect = if in_object { Expect::Key } else { Expect::Item };
                return false;
            }
        }
        true
    }

    /// A bracket that does not fit the innermost container: closes containers up to the one it fits, or is skipped
    /// if there is none.
    fn mismatch(&mut self, span: Span) -> bool {
        let in_object = self.frames.last().is_some_and(|frame| frame.kind == Kind::Object);
        let fitting = if in_object { self.frames.len() - self.open_objects } else { self.open_objects };
        if fitting == 0 {
            self.problem("nothing is open that this could close", span);
            return true;
        }
        self.problem(if in_object { "missing `}`" } else { "missing `]`" }, self.after_last());
        self.close(self.last_end);
        false
    }

    /// The text is over: closes everything.
    fn finish(&mut self, end: Span) {
        if self.root.is_none() && self.frames.is_empty() {
            self.problem("the text holds no JSON value", end);
        }
        let unclosed = self.frames.last().map(|frame| (frame.node, frame.kind));
        if let Some((node, kind)) = unclosed {
            let bracket = if kind == Kind::Object { "missing `}`" } else { "missing `]`" };
            let opened = self.slots.get(node.0 as usize).map_or(end, |slot| Span::at(slot.span.start));
            let line = self.text.get(..opened.start as usize).unwrap_or("").lines().count().max(1);
            let found = Diagnostic::error(INVALID_JSON, bracket, self.after_last());
            self.push_problem(found.help(format!("it was opened in line {line}")));
        }
        while let Some(frame) = self.frames.last() {
            if matches!(self.expect, Expect::Colon) || (self.expect == Expect::Value && frame.key.is_some()) {
                self.missing_value();
            }
            self.close(self.last_end);
        }
    }

    pub(super) fn open(&mut self, kind: Kind, span: Span) {
        let node = self.add(kind, span);
        let (first, indent) = (self.waiting.len(), self.tokens.place.indent);
        self.frames.push(Frame { node, kind, indent, entry_indent: None, first, key: None });
        if kind == Kind::Object {
            self.open_objects += 1;
            self.expect = Expect::KeyOrClose;
        } else {
            self.expect = Expect::ItemOrClose;
        }
    }

    pub(super) fn close(&mut self, end: u32) {
        let Some(frame) = self.frames.pop() else { return };
        if frame.kind == Kind::Object {
            self.open_objects -= 1;
        }
        let start = small(self.children.len());
        self.children.extend(self.waiting.drain(frame.first..));
        let children = Span::new(start, small(self.children.len()));
        if let Some(slot) = self.slots.get_mut(frame.node.0 as usize) {
            slot.children = children;
            slot.span.end = end.max(slot.span.end);
        }
        self.expect = if self.frames.is_empty() { Expect::Nothing } else { Expect::CommaOrClose };
    }

    fn leaf(&mut self, kind: Kind, span: Span) {
        self.add(kind, span);
        self.expect = if self.frames.is_empty() { Expect::Nothing } else { Expect::CommaOrClose };
    }

    fn add(&mut self, kind: Kind, span: Span) -> NodeId {
        let id = NodeId(small(self.slots.len()));
        let parent = self.frames.last().map(|frame| frame.node);
        self.slots.push(Slot { kind, span, parent, children: Span::default(), is_block: false });
        match self.frames.last_mut() {
            Some(frame) => self.waiting.push(Child { key: frame.key.take(), value: id }),
            None => self.root = Some(id),
        }
        id
    }

    fn set_key(&mut self, span: Span) {
        if let Some(frame) = self.frames.last_mut() {
            frame.key = Some(span);
        }
        self.expect = Expect::Colon;
    }

    pub(super) fn missing_value(&mut self) {
        self.problem("missing value", self.after_last());
        self.leaf(Kind::Missing, self.after_last());
    }
}

fn small(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
