//! From the parser's events to the tree.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, ScalarStyle, Tag};

use super::places::Places;
use super::{INVALID_YAML, scalar};
use crate::json::PLACEHOLDER;
use crate::tree::{Child, Slot};
use crate::{Diagnostic, Kind, Language, NodeId, Span, Tree};

/// More problems than this help nobody.
const PROBLEMS_MAX: usize = 100;
/// Values that aliases may add to a document. Ten lines of aliases of aliases can ask for millions.
const ALIASED_MAX: usize = 50_000;

/// Collects values, as the JSON parser does.
pub(super) struct Builder<'t> {
    text: &'t str,
    places: Places,
    slots: Vec<Slot>,
    children: Vec<Child>,
    waiting: Vec<Child>,
    frames: Vec<Frame>,
    root: Option<NodeId>,
    decoded: BTreeMap<u32, Box<str>>,
    anchors: BTreeMap<usize, NodeId>,
    aliased: usize,
    problems: Vec<Diagnostic>,
    /// End of the last scalar, bracket or key.
    last_end: u32,
    /// Inside a key that is no plain text: how deep. Nothing of it is kept.
    ignored: usize,
    documents: usize,
}

struct Frame {
    node: NodeId,
    kind: Kind,
    /// Where its children begin in [`Builder::waiting`].
    first: usize,
    key: Option<Key>,
    /// Written with brackets.
    is_flow: bool,
    anchor: usize,
}

/// The key of the member that comes next.
#[derive(Clone, Copy)]
enum Key {
    Readable(Span),
    Unreadable,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            places: Places::of(text),
            slots: Vec::new(),
            children: Vec::new(),
            waiting: Vec::new(),
            frames: Vec::new(),
            root: None,
            decoded: BTreeMap::new(),
            anchors: BTreeMap::new(),
            aliased: 0,
            problems: Vec::new(),
            last_end: 0,
            ignored: 0,
            documents: 0,
        }
    }

    pub(super) fn take(&mut self, event: Event<'_>, span: saphyr_parser::Span) {
        let span = Span::new(self.places.byte(span.start.index()), self.places.byte(span.end.index()));
        if self.documents > 1 {
            return;
        }
        if self.ignored > 0 || self.begins_odd_key(&event, span) {
            return self.ignore(&event);
        }
        match event {
            Event::DocumentStart(_) => self.document(span),
            Event::Scalar(value, style, anchor, tag) => self.scalar(&value, style, anchor, tag, span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::MappingStart(anchor, tag) => self.open(Kind::Object, anchor, tag, span),
            Event::SequenceStart(anchor, tag) => self.open(Kind::Array, anchor, tag, span),
            Event::MappingEnd | Event::SequenceEnd => self.close(span.end),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }

    /// The parser gave up at a character.
    pub(super) fn broken(&mut self, character: usize, reason: &str) {
        let at = self.places.byte(character);
        let line = self.text.get(at as usize..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let end = at + u32::try_from(line.len()).unwrap_or(0);
        self.problem(reason.to_owned(), Span::new(at, end));
    }

    pub(super) fn finish(mut self) -> (Tree, Vec<Diagnostic>) {
        while !self.frames.is_empty() {
            self.close(self.last_end);
        }
        let tree = Tree {
            text: self.text.into(),
            slots: self.slots,
            children: self.children,
            root: self.root,
            language: Language::Yaml,
            decoded: self.decoded,
        };
        (tree, self.problems)
    }

    fn document(&mut self, span: Span) {
        self.documents += 1;
        if self.documents > 1 {
            self.problem("a workflow is one document; what follows here is not read", span);
        }
    }

    fn expects_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.kind == Kind::Object && frame.key.is_none())
    }

    /// Something else than a text where a key has to stand.
    fn begins_odd_key(&mut self, event: &Event<'_>, span: Span) -> bool {
        let is_value = matches!(event, Event::MappingStart(..) | Event::SequenceStart(..) | Event::Alias(_));
        if !is_value || !self.expects_key() {
            return false;
        }
        self.problem("a key must be a text", span);
        if let Some(frame) = self.frames.last_mut() {
            frame.key = Some(Key::Unreadable);
        }
        true
    }

    fn ignore(&mut self, event: &Event<'_>) {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => self.ignored += 1,
            Event::MappingEnd | Event::SequenceEnd => self.ignored = self.ignored.saturating_sub(1),
            _ => {}
        }
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        span: Span,
    ) {
        let span = self.scalar_span(style, span);
        self.last_end = span.end.max(self.last_end);
        if self.expects_key() {
            self.keep_decoded(span, value);
            if value == "<<" && style == ScalarStyle::Plain {
                self.problem("merge keys are not read; write the members out", span);
            }
            if let Some(frame) = self.frames.last_mut() {
                frame.key = Some(Key::Readable(span));
            }
            return;
        }
        let node = match tag {
            Some(tag) if !tag.is_yaml_core_schema() => {
                self.placeholder(span);
                self.add(Kind::Missing, span)
            }
            Some(tag) if tag.suffix == "str" => self.text_value(value, span),
            _ if style == ScalarStyle::Plain => match scalar::resolve(value) {
                (Kind::String, _) => self.text_value(value, span),
                (kind, spelled) => {
                    self.keep_decoded(span, spelled.as_deref().unwrap_or(value));
                    self.add(kind, span)
                }
            },
            _ => self.text_value(value, span),
        };
        self.anchored(anchor, node);
    }

    fn text_value(&mut self, value: &str, span: Span) -> NodeId {
        self.keep_decoded(span, value);
        self.add(Kind::String, span)
    }

    /// Where a scalar stands: without its anchor, with the sign of a block scalar, without the line end behind one.
    fn scalar_span(&self, style: ScalarStyle, mut span: Span) -> Span {
        let source = span.text(self.text);
        if let Some(rest) = source.strip_prefix('&') {
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let blank = rest.get(word..).map_or(0, |after| after.len() - after.trim_start().len());
            span.start += u32::try_from(1 + word + blank).unwrap_or(0);
        }
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            let from = self.last_end;
            let before = self.text.get(from as usize..span.start as usize).unwrap_or("");
            if let Some(sign) = before.find(['|', '>']) {
                span.start = from + u32::try_from(sign).unwrap_or(0);
            }
            let content = span.text(self.text).trim_end_matches([' ', '\n', '\r']);
            span.end = span.start + u32::try_from(content.len()).unwrap_or(0);
        }
        span
    }

    /// A text that reads otherwise than it is written.
    fn keep_decoded(&mut self, span: Span, value: &str) {
        if span.text(self.text) != value {
            self.decoded.insert(span.start, value.into());
        }
    }

    fn open(&mut self, kind: Kind, anchor: usize, tag: Option<Cow<'_, Tag>>, span: Span) {
        let bracket = span.end.saturating_sub(1);
        let source = Span::new(bracket, span.end).text(self.text);
        let is_flow = !span.is_empty() && matches!(source, "{" | "[");
        let start = if is_flow { bracket } else { span.end };
        if is_flow {
            self.last_end = span.end;
        }
        if tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
            self.placeholder(span);
        }
        let node = self.add(kind, Span::at(start));
        let first = self.waiting.len();
        self.frames.push(Frame { node, kind, first, key: None, is_flow, anchor });
    }

    fn close(&mut self, end: u32) {
        let Some(frame) = self.frames.pop() else { return };
        if frame.is_flow {
            self.last_end = self.last_end.max(end);
        }
        let start = small(self.children.len());
        self.children.extend(self.waiting.drain(frame.first..));
        let children = Span::new(start, small(self.children.len()));
        let last = self.last_end;
        let first = self.children.get(start as usize).map(|child| self.start_of(child));
        if let Some(slot) = self.slots.get_mut(frame.node.0 as usize) {
            slot.children = children;
            if !frame.is_flow {
                slot.span.start = first.unwrap_or(slot.span.start);
                slot.is_block = true;
            }
            slot.span.end = last.max(slot.span.start);
        }
        self.anchored(frame.anchor, frame.node);
    }

    fn start_of(&self, child: &Child) -> u32 {
        let value = self.slots.get(child.value.0 as usize).map_or(0, |slot| slot.span.start);
        child.key.map_or(value, |key| key.start)
    }

    fn add(&mut self, kind: Kind, span: Span) -> NodeId {
        let parent = self.frames.last().map(|frame| frame.node);
        let id = NodeId(small(self.slots.len()));
        self.slots.push(Slot { kind, span, parent, children: Span::default(), is_block: false });
        match self.frames.last_mut() {
            Some(frame) => {
                let key = match frame.key.take() {
                    Some(Key::Readable(span)) => Some(span),
                    Some(Key::Unreadable) | None => None,
                };
                self.waiting.push(Child { key, value: id });
            }
            None => self.root = self.root.or(Some(id)),
        }
        id
    }

    fn anchored(&mut self, anchor: usize, node: NodeId) {
        if anchor > 0 {
            self.anchors.insert(anchor, node);
        }
    }

    /// Copies what an anchor names. The copies stand where the original stands.
    fn alias(&mut self, anchor: usize, span: Span) {
        self.last_end = span.end;
        let original = self.anchors.get(&anchor).and_then(|node| self.slots.get(node.0 as usize)).copied();
        let Some(original) = original else {
            self.problem("this names nothing that was written before", span);
            self.add(Kind::Missing, span);
            return;
        };
        let copy = self.add(original.kind, original.span);
        let mut open = vec![(copy, original.children)];
        while let Some((parent, range)) = open.pop() {
            self.aliased += range.len() as usize;
            if self.aliased > ALIASED_MAX {
                self.problem("aliases of aliases would make this text too large", span);
                return;
            }
            let first = small(self.children.len());
            for at in range.start..range.end {
                let Some(child) = self.children.get(at as usize).copied() else { continue };
                let Some(slot) = self.slots.get(child.value.0 as usize).copied() else { continue };
                let value = NodeId(small(self.slots.len()));
                self.slots.push(Slot { parent: Some(parent), children: Span::default(), ..slot });
                self.children.push(Child { key: child.key, value });
                open.push((value, slot.children));
            }
            if let Some(slot) = self.slots.get_mut(parent.0 as usize) {
                slot.children = Span::new(first, small(self.children.len()));
            }
        }
    }

    fn placeholder(&mut self, span: Span) {
        let message =
            format!("`{}` is filled in when this is deployed; it has no value here", span.text(self.text));
        self.push(Diagnostic::warning(PLACEHOLDER, message, span));
    }

    fn problem(&mut self, message: impl Into<String>, span: Span) {
        self.push(Diagnostic::error(INVALID_YAML, message, span));
    }

    fn push(&mut self, problem: Diagnostic) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(problem);
        }
    }
}

fn small(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
