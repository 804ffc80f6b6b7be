//! Delete and duplicate.

use super::*;

#[test]
fn neighbours_of_a_deleted_state_are_joined() {
    let text = changed(CHAIN, &insert("/States/A/Next", "X", pass()));
    check(&text, &delete(&["/States/X"]), CHAIN);
    check(
        CHAIN,
        &delete(&["/States/A"]),
        r#"{
  "StartAt": "B",
  "States": {
    "B": { "Type": "Pass", "End": true }
  }
}
"#,
    );
    check(
        CHAIN,
        &delete(&["/States/B"]),
        r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "End": true}
  }
}
"#,
    );
}

#[test]
fn two_neighbours_deleted_together_leave_one_join() {
    let text = changed(CHAIN, &insert("/States/A/Next", "X", pass()));
    let text = changed(&text, &insert("/States/X/Next", "Y", pass()));
    check(&text, &delete(&["/States/Y", "/States/X"]), CHAIN);
}

#[test]
fn a_rule_to_a_deleted_end_goes_and_the_last_one_refuses() {
    let after = changed(FORK, &delete(&["/States/Bad"]));
    assert!(!after.contains("Bad") && !after.contains("Catch"), "{after}");
    assert!(is_whole(&after), "{after}");
    refuse(&after, &delete(&["/States/Work"]), &Refusal::OnlyRule("Check".into()));
}

#[test]
fn a_deleted_choice_passes_on_to_its_default() {
    let after = changed(FORK, &delete(&["/States/Check"]));
    assert!(after.contains("\"StartAt\": \"Work\""), "{after}");
}

#[test]
fn a_handler_that_only_catchers_reach_takes_them_along() {
    let text = FORK
        .replace(
            r#"{"Variable": "$.n", "NumericLessThan": 0, "Next": "Bad"}"#,
            r#"{"Variable": "$.n", "NumericLessThan": 0, "Next": "Work"}"#,
        )
        .replace("\"Type\": \"Fail\"", "\"Type\": \"Pass\", \"Next\": \"Work\"");
    let after = changed(&text, &delete(&["/States/Bad"]));
    assert!(!after.contains("Catch"), "{after}");
}

#[test]
fn everything_can_be_deleted_at_the_top() {
    check(CHAIN, &delete(&["/States/A", "/States/B"]), "{\n  \"StartAt\": \"\",\n  \"States\": {}\n}\n");
    let empty = changed(CHAIN, &delete(&["/States/A", "/States/B"]));
    check(
        &empty,
        &insert("/StartAt", "A", pass()),
        r#"{
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Pass",
      "End": true
    }
  }
}
"#,
    );
}

#[test]
fn loops_and_selves_do_not_hang() {
    let text = CHAIN.replace(r#""End": true"#, r#""Next": "A""#);
    let after = changed(&text, &delete(&["/States/A"]));
    assert!(after.contains(r#""B": { "Type": "Pass", "Next": "B" }"#), "{after}");
    let after = changed(&after, &delete(&["/States/B"]));
    assert!(after.contains("\"States\": {}"), "{after}");
}

#[test]
fn a_copy_stands_behind_its_original() {
    check(
        CHAIN,
        &duplicate(&["/States/A"]),
        r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Next": "A (2)"},
    "A (2)": {"Type": "Pass", "Next": "B"},
    "B": { "Type": "Pass", "End": true }
  }
}
"#,
    );
    check(
        CHAIN,
        &duplicate(&["/States/B"]),
        r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Next": "B"},
    "B": { "Type": "Pass", "Next": "B (2)" },
    "B (2)": { "Type": "Pass", "End": true }
  }
}
"#,
    );
}

#[test]
fn copies_of_several_states_keep_their_inner_transitions() {
    check(
        CHAIN,
        &duplicate(&["/States/A", "/States/B"]),
        r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Next": "B"},
    "B": { "Type": "Pass", "Next": "A (2)" },
    "A (2)": {"Type": "Pass", "Next": "B (2)"},
    "B (2)": { "Type": "Pass", "End": true }
  }
}
"#,
    );
}

#[test]
fn a_copied_choice_keeps_its_targets() {
    let after = changed(FORK, &duplicate(&["/States/Check"]));
    assert_eq!(after.matches(r#""Next": "Bad""#).count(), 3, "{after}");
    assert!(after.contains("\"Check (2)\": {\n            \"Type\": \"Choice\""), "{after}");
}

#[test]
fn the_only_rule_follows_the_default_when_its_target_goes() {
    let text = changed(FORK, &connect("/States/Check/Choices/0/Next", None));
    let after = changed(&text, &delete(&["/States/Bad"]));
    assert!(after.contains(r#""NumericLessThan": 0, "Next": "Work"}"#), "{after}");
}

#[test]
fn of_two_states_with_one_name_the_last_counts() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Fail"}, "A": {"Type": "Pass", "End": true}}}"#;
    let after = changed(text, &insert("/States/A/End", "X", pass()));
    assert!(after.contains(r#""A": {"Type": "Fail"}, "A": {"Type": "Pass", "Next": "X"}"#), "{after}");
}
