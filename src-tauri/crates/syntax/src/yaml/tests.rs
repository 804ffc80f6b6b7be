//! Data: a text and what it reads as, or what is wrong with it.

use serde_json::{Value, json};

use crate::{Kind, Language, read};

fn check(text: &str, expected: Value) {
    let (tree, problems) = read(text);
    assert_eq!(tree.language(), Language::Yaml, "{text}");
    assert_eq!(problems, [], "{text}");
    let value = tree.root().map(|root| root.to_value().expect("not deep"));
    assert_eq!(value, Some(expected), "{text}");
}

#[test]
fn scalars_read_as_the_core_schema_says() {
    check(
        "a: 1\nb: 0x10\nc: 'it''s'\nd: \"tab\\t\\u00e9\"\ne: yes\nf: ~\ng:\nh: !!str 12\ni: 90.57000000000001\n",
        json!({"a": 1, "b": 16, "c": "it's", "d": "tab\té", "e": "yes", "f": null, "g": null, "h": "12",
               "i": 90.570_000_000_000_01}),
    );
}

#[test]
fn blocks_keep_or_fold_their_lines() {
    check(
        "a: |\n  x\n   y\n\nb: >-\n  one\n  two\nc: first\n  second\nd: |+\n  z\n\n",
        json!({"a": "x\n y\n", "b": "one two", "c": "first second", "d": "z\n\n"}),
    );
}

#[test]
fn containers_nest_in_both_styles() {
    check(
        "# a machine\nStartAt: Größe\nStates:\n  Größe: {Type: Pass, End: true}\n  \"😀 b\":\n    Branches:\n    - StartAt: X\n      States: []\n    -\n      - 1\n",
        json!({"StartAt": "Größe", "States": {"Größe": {"Type": "Pass", "End": true},
               "😀 b": {"Branches": [{"StartAt": "X", "States": []}, [1]]}}}),
    );
}

#[test]
fn an_alias_is_what_it_names() {
    check(
        "retry: &r\n- ErrorEquals: [A]\n  MaxAttempts: &n 3\nA:\n  Retry: *r\n  n: *n\n",
        json!({"retry": [{"ErrorEquals": ["A"], "MaxAttempts": 3}],
               "A": {"Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 3}], "n": 3}}),
    );
}

#[test]
fn every_value_knows_its_place() {
    let text = "# é\nA: &x plain # why\nB: |\n  one\n  two\n\nC:\n- k: 'v'\n  l: {m: [1]}\n- 2\nD: \"e\"\n";
    let tree = read(text).0;
    let at = |pointer: &str| {
        crate::Pointer::parse(pointer).and_then(|pointer| pointer.find(&tree)).map(crate::Node::source)
    };
    for (pointer, expected) in [
        ("/A", "plain"),
        ("/B", "|\n  one\n  two"),
        ("/C", "- k: 'v'\n  l: {m: [1]}\n- 2"),
        ("/C/0", "k: 'v'\n  l: {m: [1]}"),
        ("/C/0/k", "'v'"),
        ("/C/0/l", "{m: [1]}"),
        ("/C/0/l/m", "[1]"),
        ("/C/1", "2"),
        ("/D", "\"e\""),
    ] {
        // A block sequence stands from behind its first dash.
        let expected = expected.strip_prefix("- ").unwrap_or(expected);
        assert_eq!(at(pointer), Some(expected), "{pointer}");
    }
    let root = tree.root().expect("a root");
    assert_eq!(root.get("A").map(|member| member.key_span.text(text)), Some("A"));
}

#[test]
fn what_a_deployment_fills_in_is_a_placeholder() {
    let (tree, problems) = read("Resource: !Sub \"${Arn}:x\"\nB: !GetAtt F.Arn\n");
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["PLACEHOLDER"; 2]);
    let kinds: Vec<Kind> = tree.root().expect("a root").members().map(|member| member.value.kind()).collect();
    assert_eq!(kinds, [Kind::Missing; 2]);
}

fn check_problem(text: &str, underlined: &str, message: &str) {
    let (_, problems) = read(text);
    let found: Vec<(&str, &str)> =
        problems.iter().map(|problem| (problem.span.text(text), problem.message.as_str())).collect();
    assert!(found.contains(&(underlined, message)), "{text}: {found:?}");
}

#[test]
fn problems_have_a_place() {
    check_problem("a: b: c\n", ": c", "mapping values are not allowed in this context");
    check_problem("a: 1\nb: 2\na: 3\n", "a", "duplicate key `a`");
    check_problem("a: *x\n", "*x", "while parsing node, found unknown anchor");
    check_problem("a: 1\n? [1]\n: 2\n", "[", "a key must be a text");
    check_problem("a: 1\n<<: 1\n", "<<", "merge keys are not read; write the members out");
    check_problem("a: 1\n---\nb: 2\n", "---", "a workflow is one document; what follows here is not read");
}

#[test]
fn a_broken_text_gives_what_stands_before_the_break() {
    let (tree, problems) = read("StartAt: A\nStates:\n  A:\n    Type: Pass\n   End: true\n");
    assert_eq!(problems.len(), 1);
    let value = tree.root().expect("a root").to_value().expect("not deep");
    assert_eq!(value, json!({"StartAt": "A", "States": {"A": {"Type": "Pass"}}}));
}

#[test]
fn aliases_of_aliases_are_bounded() {
    let mut text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n".to_owned();
    for level in 1..9 {
        let inner = format!("*a{}", level - 1);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", vec![inner; 10].join(", ")));
    }
    let (tree, problems) = read(&text);
    assert!(problems.iter().any(|problem| problem.message.contains("too large")), "{problems:?}");
    assert!(tree.len() < 200_000, "{}", tree.len());
}

#[test]
fn deep_nesting_neither_recurses_nor_takes_long() {
    let deep = 20_000;
    let dashes = format!("a:\n{}1\n", "- ".repeat(deep));
    let brackets = format!("a: {}", "[".repeat(deep));
    for text in [dashes, brackets] {
        let (tree, problems) = read(&text);
        assert!(!tree.is_empty());
        assert!(problems.len() <= 1, "{problems:?}");
    }
}
