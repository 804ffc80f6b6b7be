//! Regular expressions written for Java or JavaScript, rewritten for the crate `regex`, which runs in time
//! linear in the text.

/// Rewrites what the crate `regex` would read differently: `\d`, `\w` and `\b` know ASCII only, and inside
/// `[…]` the signs `[`, `&`, `~` and a doubled `-` mean themselves.
pub(crate) fn translated(source: &str) -> String {
    let mut translation = Translation { result: String::with_capacity(source.len() + 8), class: None };
    let mut characters = source.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\\' {
            translation.escape(characters.next().unwrap_or('\\'));
            continue;
        }
        match translation.class {
            Some(_) => translation.in_class(character),
            None => {
                let counts = character == '{' && is_count(characters.clone());
                translation.outside(character, counts);
            }
        }
    }
    translation.result
}

struct Translation {
    result: String,
    /// Characters read since the `[`, if inside one.
    class: Option<usize>,
}

impl Translation {
    fn escape(&mut self, escaped: char) {
        let inside = self.class.is_some();
        self.class = self.class.map(|count| count + 1);
        let text = match (escaped, inside) {
            ('d', true) => "0-9",
            ('d', false) => "[0-9]",
            ('D', _) => "[^0-9]",
            ('w', true) => "a-zA-Z0-9_",
            ('w', false) => "[a-zA-Z0-9_]",
            ('W', _) => "[^a-zA-Z0-9_]",
            ('b', true) => "\\x08",
            ('b', false) => "(?-u:\\b)",
            ('B', false) => "(?-u:\\B)",
            ('/', _) => "/",
            ('0', _) => "\\x00",
            _ => {
                self.result.extend(['\\', escaped]);
                return;
            }
        };
        self.result.push_str(text);
    }

    fn in_class(&mut self, character: char) {
        let count = self.class.unwrap_or(0);
        match character {
            ']' if count > 0 => {
                self.class = None;
                self.result.push(']');
                return;
            }
            '^' if count == 0 => {
                self.result.push('^');
                return;
            }
            '[' | '&' | '~' => self.result.extend(['\\', character]),
            '-' if self.result.ends_with('-') => self.result.push_str("\\-"),
            _ => self.result.push(character),
        }
        self.class = Some(count + 1);
    }

    fn outside(&mut self, character: char, counts: bool) {
        match character {
            '[' => {
                self.class = Some(0);
                self.result.push('[');
            }
            '{' if !counts => self.result.push_str("\\{"),
            _ => self.result.push(character),
        }
    }
}

/// Whether the characters after `{` make it a count like `{2}`, `{2,}` or `{2,3}`.
fn is_count(characters: impl Iterator<Item = char>) -> bool {
    let inside: Option<String> = {
        let mut closed = false;
        let text = characters.take_while(|character| {
            closed = *character == '}';
            !closed
        });
        let text: String = text.collect();
        closed.then_some(text)
    };
    inside.is_some_and(|inside| {
        let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
        let is_number = |text: &str| text.chars().all(|character| character.is_ascii_digit());
        !least.is_empty() && is_number(least) && is_number(most)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, text: &str, expected: bool) {
        let regex = regex::Regex::new(&translated(source)).unwrap();
        assert_eq!(regex.is_match(text), expected, "/{source}/ on {text:?}");
    }

    #[test]
    fn classes_know_ascii_only() {
        check(r"^\w+$", "abc_1", true);
        check(r"^\w+$", "é", false);
        check(r"^[\w-]+$", "a-b", true);
        check(r"^\D$", "٣", true);
        check(r"\bb\b", "éb", true);
    }

    #[test]
    fn signs_that_mean_nothing_elsewhere_mean_themselves() {
        check(r"^[[&~]+$", "[&~", true);
        check(r"^a{,2}$", "a{,2}", true);
        check(r"^a{2,3}$", "aaa", true);
        check(r"^{x}$", "{x}", true);
        check(r"^a\/b$", "a/b", true);
    }
}
