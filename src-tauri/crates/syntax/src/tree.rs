//! The common form of a parsed document: a flat arena of values that remember where they stand.
//!
//! Flat, so that neither reading nor dropping recurses. The text stays the truth: strings and numbers are
//! read from it when asked for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Language, Pointer, Span};

/// Names one value in a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number; its text is kept as written.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// Nothing readable stands here; the parser has reported it.
    Missing,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    pub(crate) parent: Option<NodeId>,
    /// Range in [`Tree::children`].
    pub(crate) children: Span,
    /// A container that is written by indentation alone, as YAML can.
    pub(crate) is_block: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Child {
    /// The key with its quotes; absent for items of arrays and for values whose key is unreadable.
    pub(crate) key: Option<Span>,
    pub(crate) value: NodeId,
}

/// A text and the values found in it.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(crate) text: Arc<str>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) children: Vec<Child>,
    pub(crate) root: Option<NodeId>,
    pub(crate) language: Language,
    /// YAML: what is written at an offset, where it reads otherwise than it stands.
    pub(crate) decoded: BTreeMap<u32, Box<str>>,
}

impl Tree {
    /// A tree of nothing.
    pub(crate) fn empty(language: Language) -> Self {
        let (slots, children, decoded) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { text: "".into(), slots, children, root: None, language, decoded }
    }

    /// How the text is written.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// What the scalar or key at `span` says.
    fn decode(&self, span: Span) -> Cow<'_, str> {
        match self.language {
            Language::Json => unquote(span.text(&self.text)),
            Language::Yaml => match self.decoded.get(&span.start) {
                Some(decoded) => Cow::Borrowed(decoded),
                None => Cow::Borrowed(span.text(&self.text)),
            },
        }
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The top-level value; `None` if the text is blank.
    #[must_use]
    pub fn root(&self) -> Option<Node<'_>> {
        self.root.map(|id| Node { tree: self, id })
    }

    /// The value of that name. The id has to be of this tree; any other names another value or a missing one.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node { tree: self, id }
    }

    /// How many values it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// True if it holds no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }
}

/// A value in a tree. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t> {
    tree: &'t Tree,
    id: NodeId,
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member<'t> {
    /// The key with its quotes, if it has any.
    pub key_span: Span,
    /// The value.
    pub value: Node<'t>,
}

impl<'t> Member<'t> {
    /// The key, unescaped.
    #[must_use]
    pub fn key(&self) -> Cow<'t, str> {
        self.value.tree.decode(self.key_span)
    }

    /// Key and value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.key_span.to(self.value.span())
    }
}

impl<'t> Node<'t> {
    /// Its name in the tree.
    #[must_use]
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The tree it belongs to.
    #[must_use]
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.slot().map_or(Kind::Missing, |slot| slot.kind)
    }

    /// Where it stands.
    #[must_use]
    pub fn span(self) -> Span {
        self.slot().map_or(Span::default(), |slot| slot.span)
    }

    /// Its source text.
    #[must_use]
    pub fn source(self) -> &'t str {
        self.span().text(self.tree.text())
    }

    /// True for an object or array without brackets, as YAML can write it. It stands from its first key, or from
    /// behind its first dash, to the end of its last value.
    #[must_use]
    pub fn is_block(self) -> bool {
        self.slot().is_some_and(|slot| slot.is_block)
    }

    /// The object or array it stands in.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        self.slot()?.parent.map(|id| Self { tree: self.tree, id })
    }

    /// Members of an object in source order, duplicates included; nothing for other kinds.
    pub fn members(self) -> impl DoubleEndedIterator<Item = Member<'t>> {
        let tree = self.tree;
        self.children().iter().filter_map(move |child| {
            Some(Member { key_span: child.key?, value: Node { tree, id: child.value } })
        })
    }

    /// Items of an array in source order; nothing for other kinds.
    pub fn items(self) -> impl DoubleEndedIterator<Item = Self> {
        let tree = self.tree;
        let children = if self.kind() == Kind::Array { self.children() } else { &[] };
        children.iter().map(move |child| Self { tree, id: child.value })
    }

    /// The member called `key`; of duplicates the last, as JSON parsers do.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Member<'t>> {
        self.members().rev().find(|member| member.key() == key)
    }

    /// The item at `index`.
    #[must_use]
    pub fn item(self, index: usize) -> Option<Self> {
        self.items().nth(index)
    }

    /// The string, unescaped; `None` for other kinds.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'t, str>> {
        (self.kind() == Kind::String).then(|| self.tree.decode(self.span()))
    }

    /// The truth value; `None` for other kinds.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        if let Kind::Bool(value) = self.kind() { Some(value) } else { None }
    }

    /// The number as JSON writes it; `None` for other kinds.
    #[must_use]
    pub fn number_text(self) -> Option<&'t str> {
        let spelled = || self.tree.decoded.get(&self.span().start).map_or(self.source(), |text| text);
        (self.kind() == Kind::Number).then(spelled)
    }

    /// Where it stands in the document, as a pointer. Walks up, so its cost is depth times width.
    #[must_use]
    pub fn pointer(self) -> Pointer {
        let mut tokens = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            let at = parent.children().iter().position(|child| child.value == node.id).unwrap_or(0);
            let key = parent.children().get(at).and_then(|child| child.key);
            let key = key.map(|span| node.tree.decode(span).into_owned());
            tokens.push(key.unwrap_or_else(|| at.to_string()));
            node = parent;
        }
        tokens.iter().rev().fold(Pointer::default(), |pointer, token| pointer.join(token))
    }

    fn slot(self) -> Option<&'t Slot> {
        self.tree.slots.get(self.id.0 as usize)
    }

    pub(crate) fn children(self) -> &'t [Child] {
        let range = self.slot().map_or(Span::default(), |slot| slot.children);
        self.tree.children.get(range.start as usize..range.end as usize).unwrap_or(&[])
    }
}

/// The text of a JSON string. Tolerates a missing end quote and bad escapes (kept as they are), because the
/// parser has reported them already.
fn unquote(source: &str) -> Cow<'_, str> {
    let Some(inner) = source.strip_prefix('"') else { return Cow::Borrowed(source.trim_end_matches('"')) };
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut result = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            result.push(character);
            continue;
        }
        match rest.next() {
            Some('n') => result.push('\n'),
            Some('t') => result.push('\t'),
            Some('r') => result.push('\r'),
            Some('b') => result.push('\u{8}'),
            Some('f') => result.push('\u{c}'),
            Some('u') => result.push(unicode(&mut rest)),
            Some(other) => result.push(other),
            None => result.push('\\'),
        }
    }
    Cow::Owned(result)
}

fn unicode(rest: &mut std::str::Chars<'_>) -> char {
    let first = four(rest);
    if (0xD800..0xDC00).contains(&first) {
        let mut ahead = rest.clone();
        if ahead.next() == Some('\\') && ahead.next() == Some('u') {
            let second = four(&mut ahead);
            if (0xDC00..0xE000).contains(&second) {
                *rest = ahead;
                let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return char::from_u32(code).unwrap_or('\u{FFFD}');
            }
        }
    }
    char::from_u32(first).unwrap_or('\u{FFFD}')
}

/// Up to four hexadecimal digits.
fn four(rest: &mut std::str::Chars<'_>) -> u32 {
    let mut value = 0;
    for _ in 0..4 {
        let Some(digit) = rest.clone().next().and_then(|next| next.to_digit(16)) else { break };
        value = value * 16 + digit;
        rest.next();
    }
    value
}
