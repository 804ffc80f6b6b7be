//! Changes of containers that are written by indentation. Comments belong to the lines they stand in, and stay.

use serde_json::Value;
use syntax::{Kind, Node, Span, TextEdit};

use super::style::{Style, line_indent, reindented};
use super::{Added, Content, Part, Plan, yaml};

/// Writes the changes of one block, or of an empty container that may become one.
pub(super) fn write_plan(style: &Style, plan: &Plan<'_>) -> Vec<TextEdit> {
    let block = Block { style, node: plan.node, text: plan.node.tree().text() };
    let lines = block.entries();
    if lines.len() == plan.removed.len() {
        return block.write_anew(plan, !lines.is_empty()).into_iter().collect();
    }
    let mut edits = Vec::new();
    let kept = |at: &usize| !plan.removed.contains(at);
    let Some(first_kept) = (0..lines.len()).find(kept) else { return edits };
    let starts = |at: usize| lines.get(at).map_or(0, |line| line.start);
    if first_kept > 0 {
        edits.push(TextEdit::delete(Span::new(starts(0), starts(first_kept))));
    }
    let indent = block.indent(starts(0));
    for added in &plan.added {
        let anchor = added.after.and_then(|after| (0..=after).rev().find(kept));
        let written = block.write(added, &indent);
        edits.push(match anchor.and_then(|at| lines.get(at)) {
            Some(line) => TextEdit::insert(line.end, format!("{}{indent}{written}", style.newline)),
            None => TextEdit::insert(starts(first_kept), format!("{written}{}{indent}", style.newline)),
        });
    }
    for (at, line) in lines.iter().enumerate().skip(first_kept).filter(|(at, _)| !kept(at)) {
        debug_assert!(at > first_kept, "what comes first is kept");
        edits.push(TextEdit::delete(Span::new(block.end_of_line_before(line.start), line.end)));
    }
    edits
}

/// Replaces a value that stands in a block.
pub(super) fn replace_value(style: &Style, node: Node<'_>, value: &Value) -> TextEdit {
    let text = node.tree().text();
    let was_one_line = !node.is_block();
    if was_one_line && is_one_line(value) && !node.span().is_empty() {
        let written = match value {
            Value::String(new) => yaml::text_like(new, node.source()),
            other => yaml::scalar(other),
        };
        return TextEdit::replace(node.span(), written);
    }
    let Some((from, is_item)) = sign_before(node) else {
        let all = Value::Object(serde_json::Map::new());
        let members = value.as_object().or(all.as_object()).into_iter().flatten();
        let written: Vec<String> =
            members.map(|(name, value)| yaml::member(style, name, value, "")).collect();
        return TextEdit::replace(node.span(), written.join(style.newline));
    };
    let indent = column(text, from.saturating_sub(1), is_item);
    let written = if is_item {
        yaml::after_dash(style, value, &indent)
    } else {
        yaml::after_key(style, value, &indent)
    };
    TextEdit::replace(Span::new(from, node.span().end.max(from)), written)
}

/// Where a member's value stands, and how the line of its key is indented. In a block that is all behind the colon, for
/// comments can stand there.
pub(super) fn behind_key(node: Node<'_>) -> (Span, &str) {
    let text = node.tree().text();
    let sign = sign_before(node).filter(|_| node.is_block());
    let start = sign.map_or(node.span().start, |(from, _)| from);
    (Span::new(start, node.span().end), line_indent(text, start.saturating_sub(1)))
}

/// True if the value stands in brackets of YAML, where its surroundings are written as JSON is.
pub(super) fn is_in_flow(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| !parent.is_block())
}

/// The end of the line in which something ends, with the comment behind it.
pub(super) fn end_with_comment(text: &str, end: u32) -> u32 {
    let rest = text.get(end as usize..).unwrap_or("");
    let line = rest.split(['\n', '\r']).next().unwrap_or("");
    let is_comment = line.trim_start().starts_with('#');
    if is_comment { end + u32::try_from(line.len()).unwrap_or(0) } else { end }
}

/// The start of the comments that stand in the lines before something, or of the thing itself.
pub(super) fn start_with_comments(text: &str, start: u32) -> u32 {
    let mut found = start as usize;
    while let Some(before) = text.get(..found) {
        let Some((above, blanks)) = before.rsplit_once('\n') else { break };
        let line = above.rfind('\n').map_or(0, |at| at + 1);
        let words = above.get(line..).unwrap_or("").trim_start_matches([' ', '\t']);
        if !words.starts_with('#') || !blanks.trim().is_empty() {
            break;
        }
        found = above.len() - words.len();
    }
    u32::try_from(found).unwrap_or(start)
}

/// The blank before the comment in the line of the key whose value starts in the next line, or the value's start.
pub(super) fn start_behind_key(text: &str, start: u32) -> u32 {
    let found = || {
        let (above, blanks) = text.get(..start as usize)?.rsplit_once('\n')?;
        let line_start = above.rfind('\n').map_or(0, |at| at + 1);
        let line = above.get(line_start..)?;
        // A sign in the quotes of a key begins no comment.
        let is_behind_key = |at: usize| {
            let before = line.get(..at).unwrap_or("");
            let is_open = |quote| before.matches(quote).count() % 2 == 1;
            before.trim_end().ends_with(':') && !is_open('"') && !is_open('\'')
        };
        let at = line.match_indices(" #").map(|(at, _)| at).find(|at| is_behind_key(*at))?;
        blanks.trim().is_empty().then_some(line_start + at)
    };
    found().and_then(|at| u32::try_from(at).ok()).unwrap_or(start)
}

fn is_one_line(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => true,
    }
}

struct Block<'a> {
    style: &'a Style,
    node: Node<'a>,
    text: &'a str,
}

impl Block<'_> {
    /// From key or dash to the end, comment included, of every entry.
    fn entries(&self) -> Vec<Span> {
        let entries: Vec<(u32, u32)> = match self.node.kind() {
            Kind::Array => self
                .node
                .items()
                .map(|item| {
                    (sign_before(item).map_or(item.span().start, |(end, _)| end - 1), item.span().end)
                })
                .collect(),
            _ => self.node.members().map(|member| (member.key_span.start, member.span().end)).collect(),
        };
        entries
            .into_iter()
            .map(|(start, end)| Span::new(start, end_with_comment(self.text, self.behind_colon(start, end))))
            .collect()
    }

    /// `key:` without a value ends behind its colon.
    fn behind_colon(&self, start: u32, end: u32) -> u32 {
        let has_colon = || Span::new(end, end + 1).text(self.text) == ":";
        if self.node.kind() == Kind::Object && end > start && has_colon() { end + 1 } else { end }
    }

    /// Blanks that bring a new line to where `start` stands.
    fn indent(&self, start: u32) -> String {
        column(self.text, start, true)
    }

    fn end_of_line_before(&self, start: u32) -> u32 {
        let before = self.text.get(..start as usize).unwrap_or("");
        let end = before.trim_end_matches([' ', '\t']);
        let end = end.strip_suffix('\n').map_or(end, |line| line.strip_suffix('\r').unwrap_or(line));
        u32::try_from(end.len()).unwrap_or(start)
    }

    /// A container that had nothing, or loses all it had.
    fn write_anew(&self, plan: &Plan<'_>, had_entries: bool) -> Option<TextEdit> {
        if plan.added.is_empty() && !had_entries {
            return None;
        }
        let sign = sign_before(self.node);
        let from = sign.map_or(self.node.span().start, |(from, _)| from);
        let end = self.entries().last().map_or(self.node.span().end, |line| line.end);
        let place = Span::new(from, end.max(from));
        if plan.added.is_empty() {
            let empty = if self.node.kind() == Kind::Array { "[]" } else { "{}" };
            let blank = if sign.is_some() { " " } else { "" };
            return Some(TextEdit::replace(place, format!("{blank}{empty}")));
        }
        let (indent, separator) = match sign {
            None => (String::new(), String::new()),
            Some((from, true)) => (format!("{}  ", column(self.text, from - 1, true)), " ".to_owned()),
            Some((from, false)) => {
                let around = column(self.text, from.saturating_sub(1), false);
                let is_list = self.node.kind() == Kind::Array && !self.style.dashes_indented;
                let unit = if is_list { "" } else { self.style.unit.as_str() };
                let indent = format!("{around}{unit}");
                let separator = format!("{}{indent}", self.style.newline);
                (indent, separator)
            }
        };
        let written: Vec<String> = plan.added.iter().map(|added| self.write(added, &indent)).collect();
        let joined = written.join(&format!("{}{indent}", self.style.newline));
        Some(TextEdit::replace(place, format!("{separator}{joined}")))
    }

    fn write(&self, added: &Added, indent: &str) -> String {
        match (&added.key, &added.content) {
            (Some(key), Content::Value(value)) => yaml::member(self.style, key, value, indent),
            (None, Content::Value(value)) => format!("-{}", yaml::after_dash(self.style, value, indent)),
            (Some(key), Content::Text { text, indent: from }) => {
                format!("{}:{}", yaml::key(key), self.carried(text, from, indent))
            }
            (None, Content::Text { text, indent: from }) => {
                format!("- {}", reindented(text.trim_start(), from, indent))
            }
            (Some(key), Content::Around { value, parts }) => {
                self.around(yaml::member(self.style, key, value, indent), parts, indent)
            }
            (None, Content::Around { value, parts }) => {
                self.around(format!("-{}", yaml::after_dash(self.style, value, indent)), parts, indent)
            }
        }
    }

    /// Puts copied texts where their places stand.
    fn around(&self, mut written: String, parts: &[Part], indent: &str) -> String {
        for (at, part) in parts.iter().enumerate() {
            let place = format!(" {}", yaml::scalar(&Content::place(at)));
            let Some(start) = written.find(&place) else { continue };
            let before = written.get(..start).unwrap_or("");
            let is_first = !before.contains('\n');
            let offset = u32::try_from(start).unwrap_or(0);
            let line = if is_first { indent.to_owned() } else { column(&written, offset, false) };
            let text = self.carried(&part.text, &part.indent, &line);
            written.replace_range(start..start + place.len(), &text);
        }
        written
    }

    /// Text of a value that stood below a key with the indentation `from`.
    fn carried(&self, text: &str, from: &str, indent: &str) -> String {
        let moved = reindented(text, from, indent);
        if text.starts_with(['{', '[']) {
            return format!(" {moved}");
        }
        // It begins with the comment in the line of its key.
        if text.starts_with(" #") {
            return moved;
        }
        let deeper = text.lines().skip(1).filter(|line| !line.trim().is_empty());
        let widths =
            deeper.map(|line| line.len() - line.trim_start().len()).filter(|width| *width > from.len());
        let inner = widths.min().map_or(self.style.unit.len(), |width| width - from.len());
        format!("{}{indent}{}{moved}", self.style.newline, " ".repeat(inner))
    }
}

/// The place behind the colon or dash that a value follows, and whether it is a dash; none for the outermost value.
fn sign_before(node: Node<'_>) -> Option<(u32, bool)> {
    let parent = node.parent()?;
    let text = node.tree().text();
    if parent.kind() == Kind::Array {
        let before = text.get(..node.span().start as usize)?;
        // An anchor may hold dashes of its own.
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let anchor = before.get(line..)?.find('&').map_or(before.len(), |at| line + at);
        let dash = before.get(..anchor)?.rfind('-')?;
        return u32::try_from(dash + 1).ok().map(|end| (end, true));
    }
    let key = parent.members().find(|member| member.value.id() == node.id())?.key_span;
    let colon = text.get(key.end as usize..)?.find(':')?;
    u32::try_from(key.end as usize + colon + 1).ok().map(|end| (end, false))
}

/// Blanks up to where `offset` stands in its line if `exact`, otherwise up to the first word of the line behind any
/// dashes.
pub(super) fn column(text: &str, offset: u32, exact: bool) -> String {
    let line = text.get(..offset as usize).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let before = text.get(line..offset as usize).unwrap_or("");
    if exact {
        return " ".repeat(before.chars().count());
    }
    let indent = line_indent(text, offset).len();
    let mut rest = before.get(indent..).unwrap_or("");
    let mut width = indent;
    while let Some(after) = rest.strip_prefix('-').filter(|after| after.starts_with(' ')) {
        let word = after.trim_start_matches(' ');
        width += rest.len() - word.len();
        rest = word;
    }
    " ".repeat(width)
}
