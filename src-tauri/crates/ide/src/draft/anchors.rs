//! YAML without anchors, for states that leave the text in which their anchors stand.

use syntax::{Span, TextEdit};

use super::block::{column, is_in_flow};
use super::style::Style;
use super::yaml::after_key;

/// The same definition with what its aliases name written in their places. Comments stay. `None` if an anchor stands
/// where this does not look for it, at an item of a list.
pub(crate) fn without_anchors(text: &str) -> Option<String> {
    let (tree, problems) = syntax::read(text);
    let root = tree.root().filter(|_| problems.is_empty())?;
    let style = Style::of(&tree);
    let (mut edits, mut open) = (Vec::new(), vec![root]);
    while let Some(node) = open.pop() {
        open.extend(node.items());
        for member in node.members() {
            let sign = sign_behind(text, member.key_span);
            let Some(alias) = sign.filter(|sign| sign.text(text).trim_start().starts_with('*')) else {
                edits.extend(sign.map(TextEdit::delete));
                open.push(member.value);
                continue;
            };
            // Its value stands where the anchor is, and is looked at there.
            let value = member.value.to_value().ok()?;
            let written = if is_in_flow(member.value) {
                format!(" {value}")
            } else {
                after_key(&style, &value, &column(text, member.key_span.start, true))
            };
            edits.push(TextEdit::replace(alias, written));
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits.dedup();
    let written = syntax::apply(text, &edits)?;
    let means_the_same = || {
        let (after, problems) = syntax::read(&written);
        problems.is_empty() && after.root().and_then(|after| after.to_value().ok()) == root.to_value().ok()
    };
    (!syntax::has_anchors(&written) && means_the_same()).then_some(written)
}

/// From behind the colon of a key to the end of the anchor or alias there, if there is one.
fn sign_behind(text: &str, key: Span) -> Option<Span> {
    let rest = text.get(key.end as usize..)?;
    let colon = rest.find(':')? + 1;
    let behind = rest.get(colon..)?;
    let word = behind.trim_start_matches([' ', '\t']);
    if !word.starts_with(['*', '&']) {
        return None;
    }
    let end = word.find(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ']' | '}'));
    let length = colon + (behind.len() - word.len()) + end.unwrap_or(word.len());
    let at = |offset: usize| u32::try_from(key.end as usize + offset).ok();
    Some(Span::new(at(colon)?, at(length)?))
}

#[cfg(test)]
mod tests {
    use super::without_anchors;

    #[test]
    fn what_an_alias_names_stands_in_its_place() {
        let text = "a: &a 1 # one\nb:\n  c: &c # list\n    - x: 1 # why\n  d: *c # again\n  e: {f: *a, g: &g [2]}\n  h: *g\ni: a * b & c\n";
        let expected = "a: 1 # one\nb:\n  c: # list\n    - x: 1 # why\n  d:\n    - x: 1 # again\n  e: {f: 1, g: [2]}\n  h:\n    - 2\ni: a * b & c\n";
        assert_eq!(without_anchors(text).as_deref(), Some(expected));
        assert_eq!(without_anchors("a:\n  - &x 1\n  - *x\n"), None, "in lists they are left to others");
    }
}
