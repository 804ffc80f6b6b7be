//! Broken and whole texts, and what is made of them.

use serde_json::json;

use crate::{Kind, TextEdit, apply, parse};

/// Parses and prints the text with the problems underlined, one line per problem.
#[track_caller]
fn check(text: &str, expected_problems: &str, expected_value: serde_json::Value) {
    let (tree, problems) = parse(text);
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| {
            let marks = [TextEdit::insert(problem.span.start, "⟦"), TextEdit::insert(problem.span.end, "⟧")];
            format!("{} {}", apply(text, &marks).expect("a span inside the text"), problem.message)
        })
        .collect();
    assert_eq!(lines.join("\n"), expected_problems);
    let value = tree.root().map_or(serde_json::Value::Null, |root| root.to_value().expect("shallow"));
    assert_eq!(value, expected_value);
}

#[test]
fn whole_texts_give_their_value() {
    check(r#"{"a": [1, 2.50, -3e2, true, false, null, "x\n\u00e9\ud83d\ude00"]}"#, "", {
        json!({"a": [1, 2.50, -3e2, true, false, null, "x\né😀"]})
    });
    check("\u{FEFF} 7 ", "", json!(7));
    check("[]", "", json!([]));
}

#[test]
fn a_missing_comma_costs_nothing_else() {
    check(r#"{"a": 1 "b": 2}"#, r#"{"a": 1⟦⟧ "b": 2} missing `,`"#, json!({"a": 1, "b": 2}));
    check("[1 2]", "[1⟦⟧ 2] missing `,`", json!([1, 2]));
}

#[test]
fn a_missing_value_leaves_the_next_member_alone() {
    check(r#"{"a": , "b": 2}"#, r#"{"a":⟦⟧ , "b": 2} missing value"#, json!({"a": null, "b": 2}));
    check(r#"{"a": "b": 2}"#, r#"{"a":⟦⟧ "b": 2} missing value"#, json!({"a": null, "b": 2}));
    check(r#"{"a" "b": 2}"#, r#"{"a"⟦⟧ "b": 2} missing `:` after the key"#, json!({"a": null, "b": 2}));
}

#[test]
fn an_unclosed_string_ends_with_its_line() {
    check(
        "{\"a\": \"x\n, \"b\": 2}",
        "{\"a\": ⟦\"x⟧\n, \"b\": 2} the string is not closed before the end of its line",
        json!({"a": "x", "b": 2}),
    );
}

#[test]
fn trailing_commas_and_bare_words_are_named() {
    check("[1,]", "[1⟦,⟧] trailing comma", json!([1]));
    check(r#"{"a": 1,}"#, r#"{"a": 1⟦,⟧} trailing comma"#, json!({"a": 1}));
    check(r#"{"a": yes}"#, r#"{"a": ⟦yes⟧} unrecognized token `yes`"#, json!({"a": null}));
    check("{a: 1}", "{⟦a⟧: 1} a key must be a string in double quotes", json!({"a": 1}));
    check("[01]", "[⟦01⟧] `01` is not a number", json!([null]));
}

#[test]
fn missing_and_foreign_brackets_close_what_they_can() {
    check(r#"{"a": [1, 2}"#, r#"{"a": [1, 2⟦⟧} missing `]`"#, json!({"a": [1, 2]}));
    check(r#"{"a": {"b": 1"#, r#"{"a": {"b": 1⟦⟧ missing `}`"#, json!({"a": {"b": 1}}));
    check("[1]]", "[1]⟦]⟧ the document ends before this", json!([1]));
    check("[}]", "[⟦}⟧] nothing is open that this could close", json!([]));
}

#[test]
fn a_text_without_value_is_told_so() {
    check("", "⟦⟧ the text holds no JSON value", json!(null));
    check("  \n", "  \n⟦⟧ the text holds no JSON value", json!(null));
}

#[test]
fn duplicate_keys_are_reported_and_the_last_counts() {
    check(r#"{"a": 1, "\u0061": 2}"#, r#"{"a": 1, ⟦"\u0061"⟧: 2} duplicate key `a`"#, json!({"a": 2}));
}

#[test]
fn numbers_keep_their_text() {
    let (tree, _) = parse("[1.0, 1e400, 12345678901234567890123]");
    let texts: Vec<_> = tree.root().expect("a root").items().filter_map(|item| item.number_text()).collect();
    assert_eq!(texts, ["1.0", "1e400", "12345678901234567890123"]);
}

#[test]
fn a_million_levels_neither_recurse_nor_take_long() {
    for text in
        ["[".repeat(1_000_000), "[".repeat(1_000_000) + &"]".repeat(1_000_000), "{\"a\":".repeat(300_000)]
    {
        let (tree, _) = parse(&text);
        let root = tree.root().expect("a root");
        assert!(matches!(root.kind(), Kind::Array | Kind::Object));
        assert!(root.to_value().is_err(), "a value this deep would overflow the stack when dropped");
    }
    let (_, problems) = parse(&("[".repeat(500_000) + &"}".repeat(500_000)));
    assert!(!problems.is_empty(), "brackets that do not match are a problem");
}

#[test]
fn spans_cover_keys_members_and_values() {
    let text = r#"{ "a" : {"b": [ 1 ]} }"#;
    let (tree, _) = parse(text);
    let member = tree.root().and_then(|root| root.get("a")).expect("a member");
    assert_eq!(member.key_span.text(text), "\"a\"");
    assert_eq!(member.span().text(text), r#""a" : {"b": [ 1 ]}"#);
    let one = member.value.get("b").and_then(|member| member.value.item(0)).expect("an item");
    assert_eq!(one.pointer().to_string(), "/a/b/0");
}

#[test]
fn a_missing_bracket_is_found_by_indentation() {
    check(
        "{\n  \"a\": {\n    \"b\": 1\n  ,\n  \"c\": 2\n}",
        "{\n  \"a\": {\n    \"b\": 1\n  ,⟦⟧\n  \"c\": 2\n} missing `}`",
        json!({"a": {"b": 1}, "c": 2}),
    );
    check(
        "{\n  \"a\":\n    \"b\": 1\n  },\n  \"c\": 2\n}",
        "{\n  \"a\":⟦⟧\n    \"b\": 1\n  },\n  \"c\": 2\n} missing `{`",
        json!({"a": {"b": 1}, "c": 2}),
    );
    check(
        "{\n  \"a\": [\n    1,\n    2\n  \"c\": 2\n}",
        "{\n  \"a\": [\n    1,\n    2⟦⟧\n  \"c\": 2\n} missing `]`",
        json!({"a": [1, 2], "c": 2}),
    );
    check("\"a\": 1}", "⟦⟧\"a\": 1} missing `{`", json!({"a": 1}));
}

#[test]
fn a_missing_quote_costs_its_string_only() {
    check(
        "{\n  \"a b: 1,\n  \"c\": 2\n}",
        "{\n  ⟦\"a b⟧: 1,\n  \"c\": 2\n} the string is not closed before the end of its line",
        json!({"a b": 1, "c": 2}),
    );
    check(
        "{\n  a b\": 1,\n  \"c\": 2\n}",
        "{\n  ⟦a b\"⟧: 1,\n  \"c\": 2\n} a key must be a string in double quotes",
        json!({"a b": 1, "c": 2}),
    );
    check(
        "{\n  \"a\": \"x,\n  \"c\": 2\n}",
        "{\n  \"a\": ⟦\"x⟧,\n  \"c\": 2\n} the string is not closed before the end of its line",
        json!({"a": "x", "c": 2}),
    );
}

#[test]
fn placeholders_are_no_errors() {
    let (tree, problems) = parse(r#"{"a": ${Seconds}, "b": 1}"#);
    let severities: Vec<_> = problems.iter().map(|problem| problem.severity).collect();
    assert_eq!(severities, [crate::Severity::Warning]);
    assert_eq!(tree.root().and_then(|root| root.get("b")).map(|member| member.value.source()), Some("1"));
}

#[test]
fn hostile_texts_are_read_in_linear_time() {
    // Each would take minutes if guesses were not bounded.
    for piece in ["${", "{\":,\\", "\":,\\", "\n[", "\n {", "\n}", "\n\"a\":", "a\"", "\"\n"] {
        let (_, problems) = parse(&piece.repeat(100_000));
        assert!(!problems.is_empty(), "{piece:?}");
    }
}
