//! Writing values in YAML's block style.

use serde_json::Value;
use syntax::{Kind, Node, Span, Tree};

use super::style::{Style, line_indent, quoted};

/// Words that older readers of YAML take for truth values.
const OLD_WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off"];

/// A whole document in YAML.
pub(crate) fn document(value: &Value) -> String {
    let (pattern, _) = syntax::read("States:\n  A: 1\n");
    let style = Style::of(&pattern);
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().map(|(name, value)| member(&style, name, value, "") + "\n").collect()
        }
        other => format!("{}\n", scalar(other)),
    }
}

/// What follows `key:` in a line with this indentation.
pub(super) fn after_key(style: &Style, value: &Value, indent: &str) -> String {
    let newline = style.newline;
    match value {
        Value::Object(members) if !members.is_empty() => {
            let inner = format!("{indent}{}", style.unit);
            members
                .iter()
                .map(|(name, value)| format!("{newline}{inner}{}", member(style, name, value, &inner)))
                .collect()
        }
        Value::Array(items) if !items.is_empty() => {
            let inner =
                if style.dashes_indented { format!("{indent}{}", style.unit) } else { indent.to_owned() };
            items.iter().map(|item| format!("{newline}{inner}-{}", after_dash(style, item, &inner))).collect()
        }
        _ => format!(" {}", scalar(value)),
    }
}

/// What follows the dash of an item; the dash has this indentation.
pub(super) fn after_dash(style: &Style, value: &Value, indent: &str) -> String {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let inner = format!("{indent}  ");
            let written: Vec<String> =
                members.iter().map(|(name, value)| member(style, name, value, &inner)).collect();
            format!(" {}", written.join(&format!("{}{inner}", style.newline)))
        }
        _ => format!(" {}", scalar(value)),
    }
}

/// A member of a block, `key: value`.
pub(super) fn member(style: &Style, name: &str, value: &Value, indent: &str) -> String {
    format!("{}:{}", key(name), after_key(style, value, indent))
}

/// A value on one line.
pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text_like(text, ""),
        other => other.to_string(),
    }
}

/// A key of a block.
pub(super) fn key(text: &str) -> String {
    let (tree, problems) = syntax::read(&format!("#\n{text}: 1"));
    let read = tree.root().and_then(|root| root.members().next());
    let reads_back = problems.is_empty() && read.is_some_and(|member| member.key() == text);
    if reads_back && is_modest(text) { text.to_owned() } else { in_quotes(text) }
}

/// A text as the author wrote the one that stood there: with quotes, or plain where that says the same.
pub(super) fn text_like(text: &str, before: &str) -> String {
    if before.starts_with('"') {
        return quoted(text);
    }
    if before.starts_with('\'') && is_one_line(text) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let (tree, problems) = syntax::read(&format!("a: {text}"));
    let read = tree.root().and_then(|root| root.get("a")).and_then(|member| member.value.as_str());
    let reads_back = problems.is_empty() && read.as_deref() == Some(text);
    if reads_back && is_modest(text) { text.to_owned() } else { in_quotes(text) }
}

/// Rewrites the string at `span`, a key or a value, in the way of its surroundings.
pub(super) fn rewritten(tree: &Tree, span: Span, text: &str) -> String {
    let before = span.text(tree.text());
    if before.starts_with('"') { quoted(text) } else { text_like(text, before) }
}

/// Whether other readers of YAML take the plain text for a text too.
fn is_modest(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let is_number_like = first.is_ascii_digit() || matches!(first, '+' | '-' | '.' | '=' | '~');
    let is_old_word = OLD_WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    is_one_line(text) && !is_number_like && !is_old_word && text.trim() == text
}

fn is_one_line(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

/// Single quotes leave an expression readable that holds double ones.
fn in_quotes(text: &str) -> String {
    if text.contains(['"', '\\']) && is_one_line(text) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        quoted(text)
    }
}

/// True if the author indents the dashes of a list below its key. So do most, so that counts in doubt.
pub(super) fn dashes_indented(tree: &Tree) -> bool {
    let mut open: Vec<Node<'_>> = tree.root().into_iter().collect();
    while let Some(node) = open.pop() {
        for member in node.members() {
            let value = member.value;
            if value.kind() == Kind::Array && value.is_block() {
                let dash = line_indent(tree.text(), value.span().start).len();
                return dash > line_indent(tree.text(), member.key_span.start).len();
            }
            open.push(value);
        }
        open.extend(node.items());
    }
    true
}
