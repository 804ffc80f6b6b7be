//! How the author writes JSON, and writing more in the same way.

use serde_json::Value;
use syntax::{Kind, Language, Node, Tree};

use super::{Content, Part, yaml};

/// Arrays of plain values up to this many characters stay on one line.
const SHORT: usize = 60;

/// The habits found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// `\n` or `\r\n`.
    pub(crate) newline: &'static str,
    /// One level of indentation.
    pub(crate) unit: String,
    /// What stands between key and value.
    pub(crate) colon: &'static str,
    /// What stands between two things on one line.
    pub(crate) comma: &'static str,
    /// Whether the outermost object has its members on lines of their own.
    pub(crate) lines: bool,
    /// YAML: whether the dashes of a list stand deeper than its key.
    pub(crate) dashes_indented: bool,
}

/// How one value is laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Layout<'s> {
    /// Everything on one line.
    Inline,
    /// On lines; the value starts in a line with this indentation.
    Lines(&'s str),
}

impl Style {
    pub(crate) fn of(tree: &Tree) -> Self {
        let text = tree.text();
        let first = tree.root().and_then(|root| root.members().next());
        let is_yaml = tree.language() == Language::Yaml;
        let indent = if is_yaml { inner_indent(tree) } else { first_indent(tree) };
        let lines = tree.root().is_none_or(|root| entries(root).is_empty() || is_on_lines(root));
        let between = first.map(|member| {
            let (start, end) = (member.key_span.end as usize, member.value.span().start as usize);
            text.get(start..end).unwrap_or(": ")
        });
        let colon = match between {
            Some(":") if !is_yaml => ":",
            Some(" : ") if !is_yaml => " : ",
            _ => ": ",
        };
        Self {
            newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
            unit: if lines && !indent.is_empty() { indent.to_owned() } else { "  ".to_owned() },
            colon,
            comma: if colon == ":" && !lines { "," } else { ", " },
            lines,
            dashes_indented: !is_yaml || yaml::dashes_indented(tree),
        }
    }

    /// Writes a value.
    pub(crate) fn write(&self, value: &Value, layout: Layout<'_>) -> String {
        let mut out = String::new();
        self.put(value, layout, &mut out);
        out
    }

    /// Writes what is new in a container.
    pub(crate) fn content(&self, content: &Content, layout: Layout<'_>) -> String {
        match content {
            Content::Value(value) => self.write(value, layout),
            Content::Text { text, indent } => match layout {
                Layout::Lines(to) => reindented(text, indent, to),
                Layout::Inline => text.clone(),
            },
            Content::Around { value, parts } => {
                let mut out = self.write(value, layout);
                for (at, part) in parts.iter().enumerate() {
                    put_part(&mut out, &Content::place(at).to_string(), part, layout);
                }
                out
            }
        }
    }

    /// Values come from `serde_json`, which bounds their depth.
    fn put(&self, value: &Value, layout: Layout<'_>, out: &mut String) {
        match value {
            Value::Array(items) if !items.is_empty() => {
                let entries = items.iter().map(|item| (None, item)).collect();
                let plain = items.iter().all(|item| !item.is_array() && !item.is_object());
                let layout = if plain && value.to_string().len() <= SHORT { Layout::Inline } else { layout };
                self.put_all(['[', ']'], entries, layout, out);
            }
            Value::Object(members) if !members.is_empty() => {
                let entries = members.iter().map(|(key, value)| (Some(key.as_str()), value)).collect();
                self.put_all(['{', '}'], entries, layout, out);
            }
            _ => out.push_str(&value.to_string()),
        }
    }

    fn put_all(
        &self,
        [open, close]: [char; 2],
        entries: Vec<(Option<&str>, &Value)>,
        layout: Layout<'_>,
        out: &mut String,
    ) {
        let inner = match layout {
            Layout::Inline => String::new(),
            Layout::Lines(indent) => format!("{indent}{}", self.unit),
        };
        let inside = if matches!(layout, Layout::Inline) { Layout::Inline } else { Layout::Lines(&inner) };
        out.push(open);
        for (at, (key, value)) in entries.into_iter().enumerate() {
            match layout {
                Layout::Inline if at > 0 => out.push_str(self.comma),
                Layout::Inline => {}
                Layout::Lines(_) => {
                    out.push_str(if at > 0 { "," } else { "" });
                    out.push_str(self.newline);
                    out.push_str(&inner);
                }
            }
            if let Some(key) = key {
                out.push_str(&quoted(key));
                out.push_str(self.colon);
            }
            self.put(value, inside, out);
        }
        if let Layout::Lines(indent) = layout {
            out.push_str(self.newline);
            out.push_str(indent);
        }
        out.push(close);
    }
}

/// Puts a copied text where its place stands, indented as the line of the place is.
fn put_part(out: &mut String, place: &str, part: &Part, layout: Layout<'_>) {
    let Some(at) = out.find(place) else { return };
    let before = out.get(..at).unwrap_or("");
    let text = match (layout, before.rfind('\n')) {
        (Layout::Inline, _) => part.text.clone(),
        (Layout::Lines(indent), None) => reindented(&part.text, &part.indent, indent),
        (Layout::Lines(_), Some(start)) => {
            let line = before.get(start + 1..).unwrap_or("");
            let end = line.find(|character| character != ' ' && character != '\t').unwrap_or(line.len());
            reindented(&part.text, &part.indent, line.get(..end).unwrap_or(""))
        }
    };
    out.replace_range(at..at + place.len(), &text);
}

/// A text whose lines were indented by `from`, indented by `to`.
pub(super) fn reindented(text: &str, from: &str, to: &str) -> String {
    text.replace(&format!("\n{from}"), &format!("\n{to}"))
}

/// The indentation of the outermost members.
fn first_indent(tree: &Tree) -> &str {
    let first = tree.root().and_then(|root| root.members().next());
    first.map(|member| line_indent(tree.text(), member.key_span.start)).unwrap_or_default()
}

/// The indentation of the first members that stand inside an outermost one, as the states do.
fn inner_indent(tree: &Tree) -> &str {
    let blocks = tree.root().into_iter().flat_map(Node::members).map(|member| member.value);
    let inner = blocks.filter(|value| value.is_block()).find_map(|value| value.members().next());
    inner.map(|member| line_indent(tree.text(), member.key_span.start)).unwrap_or_default()
}

/// A JSON string literal.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The blanks at the beginning of the line that holds `offset`.
pub(crate) fn line_indent(text: &str, offset: u32) -> &str {
    let before = text.get(..offset as usize).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..).unwrap_or("");
    let end = line.find(|character| character != ' ' && character != '\t').unwrap_or(line.len());
    line.get(..end).unwrap_or("")
}

/// Spans of the members or items of a container.
pub(crate) fn entries(node: Node<'_>) -> Vec<syntax::Span> {
    match node.kind() {
        Kind::Array => node.items().map(Node::span).collect(),
        _ => node.members().map(|member| member.span()).collect(),
    }
}

/// True if the first entry of a container stands in another line than its bracket.
pub(crate) fn is_on_lines(node: Node<'_>) -> bool {
    let Some(first) = entries(node).first().copied() else { return false };
    let before = node.tree().text().get(node.span().start as usize..first.start as usize);
    before.is_some_and(|text| text.contains('\n'))
}
