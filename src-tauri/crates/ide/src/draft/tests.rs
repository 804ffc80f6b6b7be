//! Commas, lines and indentation.

use serde_json::json;
use syntax::parse;

use super::*;

/// Applies changes to the outermost container of a text.
#[track_caller]
fn check(before: &str, change: impl for<'t> Fn(&mut Draft<'t>, Node<'t>), expected: &str) {
    let (tree, _) = parse(before);
    let mut draft = Draft::new(&tree);
    change(&mut draft, tree.root().expect("a root"));
    let after = syntax::apply(before, &draft.finish()).expect("edits that fit");
    assert!(after == expected, "got:\n{after}\nexpected:\n{expected}");
}

#[test]
fn removing_any_subset_leaves_good_commas() {
    let keys = ["a", "b", "c", "d"];
    let before = "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3,\n  \"d\": 4\n}";
    for mask in 0..16_u32 {
        let gone = |at: usize| mask & (1 << at) != 0;
        let kept: Vec<String> = keys
            .iter()
            .enumerate()
            .filter(|(at, _)| !gone(*at))
            .map(|(at, key)| format!("\n  \"{key}\": {}", at + 1))
            .collect();
        let expected = if kept.is_empty() { "{}".to_owned() } else { format!("{{{}\n}}", kept.join(",")) };
        let change = |draft: &mut Draft<'_>, _: Node<'_>| assert!(draft.plans.is_empty());
        check(before, change, before);
        let (tree, _) = parse(before);
        let mut draft = Draft::new(&tree);
        let root = tree.root().expect("a root");
        for (at, key) in keys.iter().enumerate() {
            if gone(at) {
                draft.remove_member(root, key);
            }
        }
        let after = syntax::apply(before, &draft.finish()).expect("edits that fit");
        assert_eq!(after, expected, "mask {mask:b}");
    }
}

#[test]
fn adding_and_removing_in_one_object_goes_together() {
    check(
        "{\"a\": 1, \"b\": 2}",
        |draft, root| {
            draft.remove_member(root, "b");
            draft.set(root, "c", json!(3));
        },
        "{\"a\": 1, \"c\": 3}",
    );
    check(
        "{\"a\": 1}",
        |draft, root| {
            draft.remove_member(root, "a");
            draft.set(root, "c", json!(3));
        },
        "{\"c\": 3}",
    );
    check(
        "[1, 2]",
        |draft, root| {
            draft.remove_item(root, 0);
            draft.push_item(root, json!([3]));
        },
        "[2, [3]]",
    );
    check("{}", |draft, root| draft.set(root, "a", json!({"b": []})), "{\n  \"a\": {\n    \"b\": []\n  }\n}");
}
