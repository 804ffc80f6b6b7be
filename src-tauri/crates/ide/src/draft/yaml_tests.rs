//! The same changes as in JSON, in YAML's block style.

use serde_json::json;
use syntax::read;

use super::*;

const STATES: &str = "\
StartAt: A
States:
  # the first
  A:
    Type: Pass # does nothing
    Retry:
    - ErrorEquals: [X]
      MaxAttempts: 2
    # the way on
    Next: B
  B: {Type: Pass, End: true}
";

/// Applies changes to the value at a pointer.
#[track_caller]
fn check(before: &str, at: &str, change: impl for<'t> Fn(&mut Draft<'t>, Node<'t>), expected: &str) {
    let (tree, problems) = read(before);
    assert_eq!(problems, []);
    let mut draft = Draft::new(&tree);
    change(&mut draft, syntax::Pointer::parse(at).and_then(|at| at.find(&tree)).expect("a value"));
    let after = syntax::apply(before, &draft.finish()).expect("edits that fit");
    assert!(after == expected, "got:\n{after}\nexpected:\n{expected}");
    assert_eq!(read(&after).1, []);
}

#[test]
fn a_member_goes_to_its_place_and_comments_stay() {
    check(
        STATES,
        "/States/A",
        |draft, a| draft.set(a, "Comment", json!("why: because")),
        &STATES.replace("  A:\n", "  A:\n    Comment: \"why: because\"\n"),
    );
    check(
        STATES,
        "/States/A",
        |draft, a| draft.set(a, "Parameters", json!({"x.$": "$.y", "list": [1, {"a": "b"}, []]})),
        &STATES.replace(
            "nothing\n",
            "nothing\n    Parameters:\n      x.$: $.y\n      list:\n      - 1\n      - a: b\n      - []\n",
        ),
    );
    check(
        STATES,
        "/States",
        |draft, states| {
            draft.add_member(states, Some("B"), "C d", Content::Value(json!({"Type": "Succeed"})))
        },
        &format!("{STATES}  C d:\n    Type: Succeed\n").replace("true}\n  C d", "true}\n  C d"),
    );
}

#[test]
fn removing_takes_the_lines_of_a_member() {
    check(
        STATES,
        "/States/A",
        |draft, a| {
            draft.remove_member(a, "Retry");
        },
        &STATES.replace("    Retry:\n    - ErrorEquals: [X]\n      MaxAttempts: 2\n", ""),
    );
    check(
        STATES,
        "/States/A",
        |draft, a| draft.remove_member(a, "Type"),
        &STATES.replace("Type: Pass # does nothing\n    ", ""),
    );
    check(
        STATES,
        "/States",
        |draft, states| draft.remove_member(states, "A"),
        "StartAt: A\nStates:\n  # the first\n  B: {Type: Pass, End: true}\n",
    );
    check("a:\n  b: 1\nc:\n- x\n", "/a", |draft, a| draft.remove_member(a, "b"), "a: {}\nc:\n- x\n");
    check("a:\n  b: 1\nc:\n- x\n", "/c", |draft, c| draft.remove_item(c, 0), "a:\n  b: 1\nc: []\n");
}

#[test]
fn items_come_and_go() {
    check(
        STATES,
        "/States/A/Retry",
        |draft, retry| draft.push_item(retry, json!({"ErrorEquals": ["States.ALL"]})),
        &STATES.replace("MaxAttempts: 2\n", "MaxAttempts: 2\n    - ErrorEquals:\n      - States.ALL\n"),
    );
    check(
        STATES,
        "/States/A/Retry/0",
        |draft, retrier| draft.remove_member(retrier, "ErrorEquals"),
        &STATES.replace("- ErrorEquals: [X]\n      MaxAttempts", "- MaxAttempts"),
    );
    check("a:\n  - 1\n  - 2\n  - 3\n", "/a", |draft, a| draft.remove_item(a, 1), "a:\n  - 1\n  - 3\n");
    check("a:\n  - 1\n  - 2\n", "/a", |draft, a| draft.remove_item(a, 0), "a:\n  - 2\n");
}

#[test]
fn what_is_added_inside_comes_before_what_is_added_behind() {
    let before = "a:\n  b:\n    c: 1\n";
    let (tree, _) = read(before);
    let find = |at: &str| syntax::Pointer::parse(at).and_then(|at| at.find(&tree)).expect("a value");
    let mut draft = Draft::new(&tree);
    draft.add_member(find("/a"), Some("b"), "z", Content::Value(json!(3)));
    draft.add_member(find("/a/b"), Some("c"), "x", Content::Value(json!(2)));
    let after = syntax::apply(before, &draft.finish()).expect("edits that fit");
    assert_eq!(after, "a:\n  b:\n    c: 1\n    x: 2\n  z: 3\n");
}

#[test]
fn values_change_in_the_way_of_their_place() {
    for (value, expected) in [
        (json!("b c"), "a: b c # why\n"),
        (json!("yes"), "a: \"yes\" # why\n"),
        (json!("{% $x = \"y\" %}"), "a: '{% $x = \"y\" %}' # why\n"),
        (json!("12"), "a: \"12\" # why\n"),
        (json!("l\nm"), "a: \"l\\nm\" # why\n"),
        (json!(null), "a: null # why\n"),
        (json!({"k": [true]}), "a:\n  k:\n    - true # why\n"),
    ] {
        check("a: old # why\n", "/a", |draft, a| draft.replace_value(a, &value), expected);
    }
    check("a: 'it''s'\n", "/a", |draft, a| draft.replace_value(a, &json!("he's")), "a: 'he''s'\n");
    check("a: \"x\"\n", "/a", |draft, a| draft.replace_value(a, &json!("y")), "a: \"y\"\n");
    check("a: |\n  x\n  y\nb: 1\n", "/a", |draft, a| draft.replace_value(a, &json!("z")), "a: z\nb: 1\n");
    check("a:\nb: 1\n", "/a", |draft, a| draft.replace_value(a, &json!("z")), "a: z\nb: 1\n");
    check("a: {b: 1}\n", "/a", |draft, a| draft.set(a, "c", json!("d: e")), "a: {b: 1, \"c\": \"d: e\"}\n");
    check("a: {}\n", "/a", |draft, a| draft.set(a, "c", json!("d")), "a:\n  c: d\n");
    check("- a:\n    b: 1\n", "/0/a", |draft, a| draft.replace_value(a, &json!(2)), "- a: 2\n");
}

#[test]
fn text_that_is_carried_gets_the_new_indentation() {
    let before = "a:\n  s:\n    x: |\n      one\n       two\n    y: 1 # last\nb:\n    c:\n        d: {}\n";
    let (tree, _) = read(before);
    let find = |at: &str| syntax::Pointer::parse(at).and_then(|at| at.find(&tree)).expect("a value");
    let mut draft = Draft::new(&tree);
    let text = draft.take_text(find("/a/s").span()).expect("a text");
    draft.remove_member(find("/a"), "s");
    draft.add_member(find("/b/c"), Some("d"), "s", Content::Text { text, indent: "  ".to_owned() });
    let after = syntax::apply(before, &draft.finish()).expect("edits that fit");
    let expected = "a: {}\nb:\n    c:\n        d: {}\n        s:\n          x: |\n            one\n             two\n          y: 1 # last\n";
    assert!(after == expected, "got:\n{after}\nexpected:\n{expected}");
}
