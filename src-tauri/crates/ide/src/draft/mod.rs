//! Collects changes of a text and turns them into the smallest text edits.
//!
//! Several changes may hit the same object (drop one member, add another), and commas belong to neither; so changes
//! are collected per container and written once.

mod anchors;
mod block;
mod field_order;
mod style;
#[cfg(test)]
mod tests;
mod yaml;
#[cfg(test)]
mod yaml_tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use syntax::{Kind, Language, Member, Node, NodeId, Span, TextEdit, Tree};

pub(crate) use anchors::without_anchors;
pub(crate) use style::{Layout, Style};
use style::{entries, is_on_lines, line_indent, quoted};
pub(crate) use yaml::document as yaml_document;
use yaml::rewritten;

/// Changes of one text, not yet written.
pub(crate) struct Draft<'t> {
    tree: &'t Tree,
    style: Style,
    plans: BTreeMap<NodeId, Plan<'t>>,
    edits: Vec<TextEdit>,
}

/// Changes of one object or array.
struct Plan<'t> {
    node: Node<'t>,
    removed: BTreeSet<usize>,
    added: Vec<Added>,
}

struct Added {
    /// Index of the entry it follows; `None` for the beginning.
    after: Option<usize>,
    /// Key of a member; for looking up what was added already.
    key: Option<String>,
    content: Content,
}

/// What is written in a new entry.
pub(crate) enum Content {
    /// A value, laid out as its surroundings are.
    Value(Value),
    /// Text of a value copied from elsewhere, with the indentation it had there.
    Text { text: String, indent: String },
    /// A new value around copied ones: each place made by [`Content::place`] takes the part of that number.
    Around { value: Value, parts: Vec<Part> },
}

/// Text of a value copied from elsewhere, with the indentation it had there.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) text: String,
    pub(crate) indent: String,
}

impl Content {
    /// Stands in a value of [`Content::Around`] for a part. No name holds a noncharacter.
    pub(crate) fn place(part: usize) -> Value {
        Value::from(format!("\u{fffff}{part}"))
    }
}

impl<'t> Draft<'t> {
    pub(crate) fn new(tree: &'t Tree) -> Self {
        Self { tree, style: Style::of(tree), plans: BTreeMap::new(), edits: Vec::new() }
    }

    /// Replaces text directly.
    pub(crate) fn replace(&mut self, span: Span, insert: impl Into<String>) {
        let edit = TextEdit::replace(span, insert);
        if span.text(self.tree.text()) != edit.insert {
            self.edits.retain(|other| other.span != span);
            self.edits.push(edit);
        }
    }

    /// Replaces the string at `span`, a key or a value, by another one.
    pub(crate) fn replace_text(&mut self, span: Span, text: &str) {
        self.replace(span, rewritten(self.tree, span, text));
    }

    /// Replaces a value, laid out as its surroundings are.
    pub(crate) fn replace_value(&mut self, node: Node<'t>, value: &Value) {
        if self.tree.language() == Language::Yaml && !block::is_in_flow(node) {
            let TextEdit { span, insert } = block::replace_value(&self.style, node, value);
            return self.replace(span, insert);
        }
        let text = self.tree.text();
        let indent = line_indent(text, node.span().start);
        let around_on_lines = node.parent().is_none_or(is_on_lines);
        let layout = if around_on_lines { Layout::Lines(indent) } else { Layout::Inline };
        let written = self.style.write(value, layout);
        self.replace(node.span(), written);
    }

    /// The text of a member's value, as if its key stood at the beginning of a line; in a block all that is behind the
    /// colon.
    pub(crate) fn text_behind_key(&self, node: Node<'t>) -> String {
        let (span, indent) = block::behind_key(node);
        span.text(self.tree.text()).replace(&format!("\n{indent}"), "\n")
    }

    /// Replaces a member's value by such a text.
    pub(crate) fn replace_behind_key(&mut self, node: Node<'t>, text: &str) {
        let (span, indent) = block::behind_key(node);
        let is_colon_last = span.start < node.span().start;
        let blank = if is_colon_last && !text.starts_with([' ', '\n', '\r']) { " " } else { "" };
        self.replace(span, format!("{blank}{}", text.replace('\n', &format!("\n{indent}"))));
    }

    /// Makes a value another one, touching only what differs: equal parts keep their text, members keep their order.
    pub(crate) fn reconcile(&mut self, node: Node<'t>, value: &Value) {
        if node.to_value().as_ref() == Ok(value) {
            return;
        }
        match (node.kind(), value) {
            (Kind::Object, Value::Object(members)) if !members.is_empty() => {
                for member in node.members().filter(|member| !members.contains_key(member.key().as_ref())) {
                    self.remove_member(node, &member.key());
                }
                for (key, value) in members {
                    match self.kept(node, key) {
                        Some(member) => self.reconcile(member.value, value),
                        None => self.set(node, key, value.clone()),
                    }
                }
            }
            (Kind::Array, Value::Array(items)) if !items.is_empty() => self.reconcile_items(node, items),
            _ => self.replace_value(node, value),
        }
    }

    /// Items that only moved take their text along.
    fn reconcile_items(&mut self, array: Node<'t>, items: &[Value]) {
        let old: Vec<(Node<'t>, Option<Value>)> =
            array.items().map(|item| (item, item.to_value().ok())).collect();
        for (at, item) in items.iter().enumerate() {
            let Some((node, before)) = old.get(at) else {
                self.push_item(array, item.clone());
                continue;
            };
            if before.as_ref() == Some(item) {
                continue;
            }
            match old.iter().find(|(_, other)| other.as_ref() == Some(item)) {
                Some((moved, _)) => self.replace(node.span(), moved.source()),
                None => self.reconcile(*node, item),
            }
        }
        for at in items.len()..old.len() {
            self.remove_item(array, at);
        }
    }

    /// Sets a member; a new one goes to the conventional place, and one that says the same already keeps its text.
    pub(crate) fn set(&mut self, object: Node<'t>, key: &str, value: Value) {
        match self.kept(object, key) {
            Some(member) if member.value.to_value().as_ref() == Ok(&value) => {}
            Some(member) => self.replace_value(member.value, &value),
            None => self.set_content(object, key, Content::Value(value)),
        }
    }

    /// Sets a member that is not there yet, in the conventional place.
    pub(crate) fn set_content(&mut self, object: Node<'t>, key: &str, content: Content) {
        let plan = self.plan(object);
        if let Some(added) = plan.added.iter_mut().find(|added| added.key.as_deref() == Some(key)) {
            added.content = content;
            return;
        }
        let after = field_order::place(object, key, &plan.removed);
        self.add(object, after, Some(key), content);
    }

    /// Makes one member another one in its place.
    pub(crate) fn replace_member(&mut self, member: &Member<'t>, key: &str, value: &Value) {
        self.replace_text(member.key_span, key);
        self.replace_value(member.value, value);
    }

    /// Adds a member behind the one called `after`, or at the beginning.
    pub(crate) fn add_member(&mut self, object: Node<'t>, after: Option<&str>, key: &str, content: Content) {
        let after = after.and_then(|name| {
            let members = object.members().enumerate();
            members.filter(|(_, member)| member.key() == name).map(|(at, _)| at).last()
        });
        self.add(object, after, Some(key), content);
    }

    /// Adds an item at the end.
    pub(crate) fn push_item(&mut self, array: Node<'t>, value: Value) {
        let last = array.items().count().checked_sub(1);
        self.add(array, last, None, Content::Value(value));
    }

    /// Adds an item behind the one at `after`, or at the beginning.
    pub(crate) fn add_item(&mut self, array: Node<'t>, after: Option<usize>, content: Content) {
        self.add(array, after, None, content);
    }

    /// Removes a member, if it is there.
    pub(crate) fn remove_member(&mut self, object: Node<'t>, key: &str) {
        let found = object.members().enumerate().filter(|(_, member)| member.key() == key);
        let found: Vec<usize> = found.map(|(at, _)| at).collect();
        let plan = self.plan(object);
        plan.removed.extend(found);
        plan.added.retain(|added| added.key.as_deref() != Some(key));
    }

    /// Removes an item.
    pub(crate) fn remove_item(&mut self, array: Node<'t>, index: usize) {
        self.plan(array).removed.insert(index);
    }

    /// How many entries a container will have.
    pub(crate) fn count(&self, node: Node<'t>) -> usize {
        let removed = self.plans.get(&node.id()).map_or(0, |plan| plan.removed.len());
        let added = self.plans.get(&node.id()).map_or(0, |plan| plan.added.len());
        (entries(node).len() + added).saturating_sub(removed)
    }

    /// The member called `key`, unless it is to be removed.
    pub(crate) fn kept(&self, object: Node<'t>, key: &str) -> Option<Member<'t>> {
        let removed = self.plans.get(&object.id()).map(|plan| &plan.removed);
        let members = object.members().enumerate();
        let found = members.filter(|(at, member)| {
            member.key() == key && removed.is_none_or(|removed| !removed.contains(at))
        });
        found.last().map(|(_, member)| member)
    }

    /// The text of a value after the changes so far, for copying; what is changed inside moves along and out of this
    /// draft.
    pub(crate) fn take_text(&mut self, mut span: Span) -> Option<String> {
        if self.tree.language() == Language::Yaml {
            span.end = block::end_with_comment(self.tree.text(), span.end);
            span.start = block::start_with_comments(self.tree.text(), span.start);
            span.start = block::start_behind_key(self.tree.text(), span.start);
        }
        let text = span.text(self.tree.text());
        let inside = |edit: &TextEdit| span.contains(edit.span);
        let plans: Vec<NodeId> = self
            .plans
            .values()
            .filter(|plan| span.contains(plan.node.span()))
            .map(|plan| plan.node.id())
            .collect();
        let plans: Vec<Plan<'t>> = plans.iter().filter_map(|id| self.plans.remove(id)).collect();
        self.edits = self.written(plans.iter());
        let (inner, outer): (Vec<_>, Vec<_>) = std::mem::take(&mut self.edits).into_iter().partition(inside);
        self.edits = outer;
        let moved: Vec<TextEdit> = inner
            .into_iter()
            .map(|edit| TextEdit {
                span: Span::new(edit.span.start - span.start, edit.span.end - span.start),
                insert: edit.insert,
            })
            .collect();
        syntax::apply(text, &moved)
    }

    /// The indentation of the line that holds a place.
    pub(crate) fn indent_at(&self, offset: u32) -> String {
        line_indent(self.tree.text(), offset).to_owned()
    }

    /// The edits, in text order.
    pub(crate) fn finish(mut self) -> Vec<TextEdit> {
        let plans = std::mem::take(&mut self.plans);
        let mut edits = self.written(plans.values());
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        edits
    }

    /// The direct edits and those of some plans.
    fn written<'p>(&mut self, plans: impl Iterator<Item = &'p Plan<'t>>) -> Vec<TextEdit>
    where
        't: 'p,
    {
        let mut edits = std::mem::take(&mut self.edits);
        let mut cleared: Vec<Span> = Vec::new();
        // A block of YAML ends where the last one inside of it does; what is added to the inner one comes first.
        let mut plans: Vec<&Plan<'t>> = plans.collect();
        plans.sort_by_key(|plan| {
            Reverse(std::iter::successors(plan.node.parent(), |node| node.parent()).count())
        });
        for plan in plans {
            let written = self.write_plan(plan);
            cleared.extend(written.iter().map(|edit| edit.span).filter(|span| !span.is_empty()));
            edits.extend(written);
        }
        // What is changed inside something that goes away goes away with it.
        let is_inside = |edit: &TextEdit| {
            cleared
                .iter()
                .any(|span| *span != edit.span && span.contains(edit.span) && !touches_edge(edit, *span))
        };
        edits.retain(|edit| !is_inside(edit));
        edits
    }

    fn add(&mut self, node: Node<'t>, after: Option<usize>, key: Option<&str>, content: Content) {
        self.plan(node).added.push(Added { after, key: key.map(str::to_owned), content });
    }

    fn plan(&mut self, node: Node<'t>) -> &mut Plan<'t> {
        let empty = || Plan { node, removed: BTreeSet::new(), added: Vec::new() };
        self.plans.entry(node.id()).or_insert_with(empty)
    }

    fn write_plan(&self, plan: &Plan<'t>) -> Vec<TextEdit> {
        let spans = entries(plan.node);
        let may_become_block = self.tree.language() == Language::Yaml && !block::is_in_flow(plan.node);
        if plan.node.is_block() || (may_become_block && spans.is_empty()) {
            return block::write_plan(&self.style, plan);
        }
        if spans.len() == plan.removed.len() {
            return self.write_anew(plan, !spans.is_empty()).into_iter().collect();
        }
        let mut edits = Vec::new();
        let on_lines = is_on_lines(plan.node);
        let first_indent = spans.first().map_or("", |span| line_indent(self.tree.text(), span.start));
        let layout = if on_lines { Layout::Lines(first_indent) } else { Layout::Inline };
        let separator = match layout {
            Layout::Inline => self.style.comma.to_owned(),
            Layout::Lines(indent) => format!(",{}{indent}", self.style.newline),
        };
        let mut kept: Option<Span> = None;
        // Start of a run of removed entries at the beginning.
        let mut leading: Option<u32> = None;
        for added in plan.added.iter().filter(|added| self.anchor(plan, added).is_none()) {
            let first_kept = (0..).zip(&spans).find(|(at, _)| !plan.removed.contains(at));
            let offset = first_kept.map_or(plan.node.span().end, |(_, span)| span.start);
            edits.push(TextEdit::insert(offset, format!("{}{separator}", self.write_added(added, layout))));
        }
        for (at, span) in spans.iter().enumerate() {
            if plan.removed.contains(&at) {
                match kept {
                    Some(last) => edits.push(TextEdit::delete(Span::new(last.end, span.end))),
                    None => leading = leading.or(Some(span.start)),
                }
                kept = kept.map(|last| Span::new(last.start, span.end));
                continue;
            }
            if let Some(start) = leading.take() {
                edits.push(TextEdit::delete(Span::new(start, span.start)));
            }
            for added in plan.added.iter().filter(|added| self.anchor(plan, added) == Some(at)) {
                let text = format!("{separator}{}", self.write_added(added, layout));
                edits.push(TextEdit::insert(span.end, text));
            }
            kept = Some(*span);
        }
        edits
    }

    /// The kept entry an addition follows.
    fn anchor(&self, plan: &Plan<'t>, added: &Added) -> Option<usize> {
        (0..=added.after?).rev().find(|at| !plan.removed.contains(at))
    }

    /// A container that was empty or loses all it had.
    fn write_anew(&self, plan: &Plan<'t>, had_entries: bool) -> Option<TextEdit> {
        if plan.added.is_empty() && !had_entries {
            return None;
        }
        let span = plan.node.span();
        let inside = Span::new(span.start + 1, span.end.saturating_sub(1).max(span.start + 1));
        if plan.added.is_empty() {
            return Some(TextEdit::delete(inside));
        }
        let on_lines = if had_entries { is_on_lines(plan.node) } else { self.style.lines };
        let indent = line_indent(self.tree.text(), span.start);
        let inner = format!("{indent}{}", self.style.unit);
        let layout = if on_lines { Layout::Lines(&inner) } else { Layout::Inline };
        let written: Vec<String> = plan.added.iter().map(|added| self.write_added(added, layout)).collect();
        let newline = self.style.newline;
        Some(TextEdit::replace(
            inside,
            if on_lines {
                format!("{newline}{inner}{}{newline}{indent}", written.join(&format!(",{newline}{inner}")))
            } else {
                written.join(self.style.comma)
            },
        ))
    }

    fn write_added(&self, added: &Added, layout: Layout<'_>) -> String {
        let value = self.style.content(&added.content, layout);
        match &added.key {
            Some(key) => format!("{}{}{value}", quoted(key), self.style.colon),
            None => value,
        }
    }
}

/// Insertions at the border of a deleted range stay.
fn touches_edge(edit: &TextEdit, span: Span) -> bool {
    edit.span.is_empty() && (edit.span.start == span.start || edit.span.end == span.end)
}

/// True for an object, which can have members.
pub(crate) fn is_object(node: Node<'_>) -> bool {
    node.kind() == Kind::Object
}
