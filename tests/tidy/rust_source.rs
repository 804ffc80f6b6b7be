//! As much of Rust's lexical structure as the rules need: what is code, what is test, where functions are.

/// The text with comments, strings and characters blanked out; every line stays where it was.
pub fn code_only(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            'r' if raw_hashes(rest).is_some() && !out.ends_with(is_word) => raw_string(rest),
            '"' => 1 + string_end(&rest[1..]),
            '\'' => character(rest),
            _ => 0,
        };
        if length == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            out.extend(rest[..length].chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        }
    }
    out
}

pub fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0_usize);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn raw_hashes(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

fn raw_string(text: &str) -> usize {
    let hashes = raw_hashes(text).unwrap_or(0);
    let body = 2 + hashes;
    let end = format!("\"{}", "#".repeat(hashes));
    text[body..].find(&end).map_or(text.len(), |at| body + at + end.len())
}

fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// `'x'` and `'\n'` are characters, `'a` is a lifetime.
fn character(text: &str) -> usize {
    let mut inner = text.char_indices().skip(1);
    match (inner.next(), inner.next()) {
        (Some((_, '\\')), _) => {
            text[2..].find('\'').map_or(0, |at| at + 3 + usize::from(text[2..].starts_with("'")))
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

/// Blanks out every item behind `#[cfg(test)]`. Takes and gives code without comments and strings.
pub fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let end = item_end(&out[start..]).map_or(out.len(), |length| start + length);
        let blank: String = out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    out
}

/// Up to the closing brace, or the semicolon of an item without a body.
fn item_end(code: &str) -> Option<usize> {
    let open = code.find(['{', ';'])?;
    if code[open..].starts_with(';') {
        Some(open + 1)
    } else {
        matching_brace(&code[open..]).map(|length| open + length)
    }
}

fn matching_brace(code: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in code.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// A function, its first line (from 1) and how many lines it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

/// All functions with a body in `code`, which is without comments and strings.
pub fn functions(code: &str) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let name: String = code[at + 3..].chars().take_while(|c| is_word(*c)).collect();
        let Some(open) = code[at..].find(['{', ';']) else { continue };
        if name.is_empty() || code[at + open..].starts_with(';') {
            continue;
        }
        let length = open + matching_brace(&code[at + open..]).unwrap_or(0);
        let line = code[..at].matches('\n').count() + 1;
        found.push(Function { name, line, lines: code[at..at + length].matches('\n').count() + 1 });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Function, code_only, functions, without_tests};

    #[test]
    fn comments_strings_and_characters_are_not_code() {
        let text = "let a = \"{ \\\" fn x\"; // fn y {\nlet b = r#\"}\"#; /* { /* { */ */ let c = '{'; let d: &'a str = '\\'';";
        let code = code_only(text);
        assert!(!code.contains('{') && !code.contains('}'), "no brace is left: {code}");
        assert!(code.contains("let d: &'a str ="), "a lifetime is code: {code}");
        assert_eq!(code.lines().count(), 2, "lines stay");
    }

    #[test]
    fn tests_are_cut_out_with_their_braces() {
        let code = without_tests(
            "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\n#[cfg(test)]\nmod more;\nfn c() {}\n",
        );
        assert_eq!(
            functions(&code).iter().map(|f| f.name.as_str()).collect::<Vec<_>>(),
            ["a", "c"],
            "{code}"
        );
    }

    #[test]
    fn functions_are_measured_from_signature_to_brace() {
        let found = functions("\nfn short();\nfn long(\n  a: u8,\n) {\n  if a > 1 {\n  }\n}\n");
        assert_eq!(found, [Function { name: "long".to_owned(), line: 3, lines: 6 }]);
    }
}
