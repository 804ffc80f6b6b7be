//! JSON pointers (RFC 6901): names of places in a document.

use std::fmt;

use crate::{Node, Tree};

/// A JSON pointer as unescaped tokens. The empty pointer names the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    tokens: Vec<String>,
}

impl Pointer {
    /// Reads the string form; `None` if it is neither empty nor starts with `/`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::default());
        }
        let rest = text.strip_prefix('/')?;
        Some(Self { tokens: rest.split('/').map(unescape).collect() })
    }

    /// The pointer of a child.
    #[must_use]
    pub fn join(&self, token: &str) -> Self {
        let mut tokens = self.tokens.clone();
        tokens.push(token.to_owned());
        Self { tokens }
    }

    /// The pointer of the parent and the last token; `None` for the whole document.
    #[must_use]
    pub fn split_last(&self) -> Option<(Self, &str)> {
        let (last, rest) = self.tokens.split_last()?;
        Some((Self { tokens: rest.to_vec() }, last))
    }

    /// Unescaped tokens from the root.
    #[must_use]
    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// The value it names.
    #[must_use]
    pub fn find<'t>(&self, tree: &'t Tree) -> Option<Node<'t>> {
        self.find_in(tree.root()?)
    }

    /// The value it names if `node` is taken for the whole document. Whoever has a node at hand is spared the search
    /// from the root, which in an object of thousands is long.
    #[must_use]
    pub fn find_in<'t>(&self, node: Node<'t>) -> Option<Node<'t>> {
        self.tokens.iter().try_fold(node, |node, token| step(node, token))
    }
}

fn step<'t>(node: Node<'t>, token: &str) -> Option<Node<'t>> {
    if let Some(member) = node.get(token) {
        return Some(member.value);
    }
    let canonical = token == "0" || !token.starts_with('0');
    if canonical { node.item(token.parse().ok()?) } else { None }
}

/// One token as it appears inside a pointer.
#[must_use]
pub(crate) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tokens.iter().try_for_each(|token| write!(formatter, "/{}", escape(token)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pointer: &str, expected: Option<&str>) {
        let tree = crate::parse(r#"{"a/b": {"": [10, {"m~n": true}]}, "": 1}"#).0;
        let pointer = Pointer::parse(pointer).expect("a pointer");
        assert_eq!(pointer.find(&tree).map(|node| node.span().text(tree.text())), expected, "{pointer}");
    }

    #[test]
    fn pointers_name_members_and_items() {
        check("/a~1b//0", Some("10"));
        check("/a~1b//1/m~0n", Some("true"));
        check("/", Some("1"));
        check("/a~1b//00", None);
        check("/a~1b//2", None);
        check("/a", None);
    }

    #[test]
    fn a_pointer_prints_as_it_was_read() {
        for text in ["", "/", "/a~1b/~0/0", "/States/Größe/Next"] {
            assert_eq!(Pointer::parse(text).map(|pointer| pointer.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Pointer::parse("a"), None);
    }
}
