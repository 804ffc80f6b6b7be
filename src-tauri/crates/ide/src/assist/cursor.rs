//! Where in a definition a place of the text is.

use std::borrow::Cow;

use asl::QueryLanguage;
use syntax::{Kind, Language, Member, Node, Span, Tree};

use crate::fields::Shape;

/// What stands, or could stand, at the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// The key of a member.
    Key,
    /// The value of the member or item; a text, word or number, or nothing yet.
    Value,
}

/// A place with everything around it.
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) offset: usize,
    pub(super) at: At,
    /// The object or list it stands in.
    pub(super) container: Node<'t>,
    pub(super) shape: Shape,
    /// The member, if there is one already.
    pub(super) member: Option<Member<'t>>,
    /// Keys from the nearest state (or, outside states, from the whole) to the container.
    pub(super) inside: Vec<Cow<'t, str>>,
    /// The text of the key or value, with its quotes; empty if there is none yet.
    pub(super) token: Span,
    /// Where a comma is missing in front of what comes here.
    pub(super) comma: Option<u32>,
    /// The nearest state around it, with its name.
    pub(super) state: Option<(Member<'t>, Node<'t>)>,
    /// The object with `StartAt` and `States` around that state, or around the place.
    pub(super) workflow: Node<'t>,
    pub(super) language: QueryLanguage,
    pub(super) notation: Language,
}

impl<'t> Cursor<'t> {
    /// The place at `offset` of the tree's text; `None` where nothing of a definition can stand.
    pub(super) fn find(tree: &'t Tree, offset: usize) -> Option<Self> {
        let root = tree.root().filter(|root| root.kind() == Kind::Object)?;
        let mut cursor = Self {
            text: tree.text(),
            offset,
            at: At::Key,
            container: root,
            shape: Shape::Machine,
            member: None,
            inside: Vec::new(),
            token: Span::at(u32::try_from(offset).ok()?),
            comma: None,
            state: None,
            workflow: root,
            language: language_of(root).unwrap_or_default(),
            notation: tree.language(),
        };
        if !cursor.is_inside(root) {
            return None;
        }
        cursor.descend();
        cursor.settle().then_some(cursor)
    }

    /// The key of the member the value belongs to, or that is being written.
    pub(super) fn key(&self) -> Option<Cow<'t, str>> {
        self.member.map(|member| member.key())
    }

    /// The field of the state in which the place is: `Catch`, `Parameters`.
    pub(super) fn field(&self) -> Option<Cow<'t, str>> {
        self.inside.first().cloned().or_else(|| self.key())
    }

    /// What is written of the token before the cursor, without an opening quote.
    pub(super) fn typed(&self) -> &'t str {
        let start = self.token.start as usize + usize::from(self.is_quoted());
        self.text.get(start..self.offset).unwrap_or("")
    }

    /// True if the token begins with a quote.
    pub(super) fn is_quoted(&self) -> bool {
        self.token.text(self.text).starts_with(['"', '\''])
    }

    /// The type that the state names.
    pub(super) fn state_type(&self) -> Option<asl::StateType> {
        let (_, body) = self.state?;
        asl::StateType::parse(&body.get("Type")?.value.as_str()?)
    }

    fn descend(&mut self) {
        loop {
            let key_of = |node: Node<'t>| node.parent().and_then(|parent| member_of(parent, node));
            let children: Vec<Node<'t>> = match self.container.kind() {
                Kind::Array => self.container.items().collect(),
                _ => self.container.members().map(|member| member.value).collect(),
            };
            let is_container = |node: &Node<'_>| matches!(node.kind(), Kind::Object | Kind::Array);
            let Some(next) =
                children.into_iter().filter(is_container).rev().find(|node| self.is_inside(*node))
            else {
                return;
            };
            let member = key_of(next);
            let key = member.map(|member| member.key());
            self.shape = self.shape.step(key.as_deref());
            match self.shape {
                Shape::State => {
                    self.state = member.map(|member| (member, next));
                    self.language = language_of(next).or_else(|| self.whole_language()).unwrap_or_default();
                    self.inside.clear();
                }
                Shape::Branch | Shape::Processor => {
                    self.workflow = next;
                    self.inside.push(key.unwrap_or(Cow::Borrowed("")));
                }
                _ => self.inside.push(key.unwrap_or(Cow::Borrowed(""))),
            }
            self.container = next;
        }
    }

    fn whole_language(&self) -> Option<QueryLanguage> {
        language_of(self.container.tree().root()?)
    }

    /// True if the place is between the brackets of the node, or behind its end if it was never closed.
    fn is_inside(&self, node: Node<'t>) -> bool {
        let (start, end) = (node.span().start as usize, node.span().end as usize);
        if node.is_block() {
            return start <= self.offset && self.offset <= end;
        }
        if self.offset <= start {
            return false;
        }
        let is_closed = node.source().len() > 1 && node.source().ends_with(['}', ']']);
        if is_closed {
            return self.offset < end;
        }
        let behind = || self.text.get(end..self.offset).unwrap_or("x");
        self.offset <= end || behind().chars().all(|sign| sign.is_whitespace() || ",:\"".contains(sign))
    }

    /// Finds the key or value at the place; false if there is neither, nor room for one.
    fn settle(&mut self) -> bool {
        let touches = |span: Span| span.start as usize <= self.offset && self.offset <= span.end as usize;
        for member in self.container.members() {
            if touches(member.key_span) {
                (self.at, self.token, self.member) = (At::Key, member.key_span, Some(member));
                return true;
            }
            if is_scalar(member.value) && !member.value.span().is_empty() && touches(member.value.span()) {
                (self.at, self.token, self.member) = (At::Value, member.value.span(), Some(member));
                return true;
            }
        }
        for item in self.container.items() {
            if is_scalar(item) && touches(item.span()) {
                (self.at, self.token) = (At::Value, item.span());
                self.begin_item();
                return true;
            }
        }
        self.settle_between()
    }

    /// In YAML a word behind a dash may become the first key of an object.
    fn begin_item(&mut self) {
        let inner = self.shape.step(None);
        if self.notation == Language::Yaml && matches!(self.shape, Shape::List(_)) && inner != Shape::Data {
            (self.at, self.shape) = (At::Key, inner);
        }
    }

    /// Between tokens: what stands before tells what may come.
    fn settle_between(&mut self) -> bool {
        let before = self.text.get(..self.offset).unwrap_or("");
        let trimmed = before.trim_end();
        let last = trimmed.chars().next_back().unwrap_or(' ');
        let is_object = self.container.kind() == Kind::Object;
        let members =
            || self.container.members().filter(|member| (member.key_span.end as usize) <= self.offset);
        match last {
            ':' if is_object => {
                (self.at, self.member) = (At::Value, members().next_back());
                self.member.is_some()
            }
            '{' | ',' if is_object => true,
            '[' | ',' if !is_object => {
                self.at = At::Value;
                true
            }
            _ if is_object && before.get(trimmed.len()..).is_some_and(|blank| blank.contains('\n')) => {
                let is_json = self.notation == Language::Json;
                self.comma = is_json.then(|| u32::try_from(trimmed.len()).ok()).flatten();
                true
            }
            _ => false,
        }
    }
}

fn is_scalar(node: Node<'_>) -> bool {
    !matches!(node.kind(), Kind::Object | Kind::Array)
}

fn member_of<'t>(parent: Node<'t>, child: Node<'t>) -> Option<Member<'t>> {
    parent.members().find(|member| member.value.id() == child.id())
}

fn language_of(object: Node<'_>) -> Option<QueryLanguage> {
    let written = object.get("QueryLanguage")?.value.as_str()?;
    Some(QueryLanguage::effective(&written))
}

/// A text in which the line of the cursor can be read, for YAML, whose reader stops at the first mistake: a key without
/// its colon gets one, an empty place a word. What stands before the cursor keeps its place.
pub(super) fn readable(text: &str, offset: usize) -> Cow<'_, str> {
    if Language::of(text) == Language::Json {
        return Cow::Borrowed(text);
    }
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(offset..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| offset + at);
    let line = text.get(start..end).unwrap_or("");
    let entry = line.trim_start_matches([' ', '-']).trim_end();
    let is_item = line.trim_start().starts_with('-');
    let (at, missing) = if entry.is_empty() {
        (offset, if is_item { "_" } else { "_:" })
    } else if entry.starts_with(['"', '\'', '{', '[', '#', '|', '>']) {
        return Cow::Borrowed(text);
    } else if let Some((_, value)) = entry.split_once(':') {
        let value = value.trim();
        let open = value.chars().next().filter(|quote| "\"'".contains(*quote));
        match open {
            Some('"') if value.len() == 1 || !value.ends_with('"') => (end, "\""),
            Some('\'') if value.len() == 1 || !value.ends_with('\'') => (end, "'"),
            _ if value.is_empty() && before.ends_with(':') => (offset, " _"),
            _ if value.is_empty() && before.trim_end().ends_with(':') => (offset, "_"),
            _ => return Cow::Borrowed(text),
        }
    } else if is_item {
        return Cow::Borrowed(text);
    } else {
        (start + line.trim_end().len(), ":")
    };
    let (head, tail) = (text.get(..at).unwrap_or(""), text.get(at..).unwrap_or(""));
    Cow::Owned(format!("{head}{missing}{tail}"))
}
