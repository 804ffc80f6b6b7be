//! Insert, connect, move, rename.

use super::*;

#[test]
fn a_state_comes_between_two() {
    check(
        CHAIN,
        &insert("/States/A/Next", "X", pass()),
        r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Next": "X"},
    "X": {
      "Type": "Pass",
      "Next": "B"
    },
    "B": { "Type": "Pass", "End": true }
  }
}
"#,
    );
}

#[test]
fn a_state_comes_before_the_end() {
    check(
        CHAIN,
        &insert("/States/B/End", "X", pass()),
        r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Next": "B"},
    "B": { "Type": "Pass", "Next": "X" },
    "X": {
      "Type": "Pass",
      "End": true
    }
  }
}
"#,
    );
}

#[test]
fn a_state_comes_first_and_its_name_is_made_unique() {
    check(
        CHAIN,
        &insert("/StartAt", "A", pass()),
        r#"{
  "StartAt": "A (2)",
  "States": {
    "A (2)": {
      "Type": "Pass",
      "Next": "A"
    },
    "A": {"Type": "Pass", "Next": "B"},
    "B": { "Type": "Pass", "End": true }
  }
}
"#,
    );
}

#[test]
fn a_state_on_a_rule_leaves_other_rules_alone() {
    let after = changed(FORK, &insert("/States/Check/Choices/0/Next", "X", pass()));
    assert!(after.contains(r#""NumericGreaterThan": 9, "Next": "X"}"#), "{after}");
    assert!(after.contains(r#""Default": "Work""#), "{after}");
    assert!(
        after.contains("        \"X\": {\n            \"Type\": \"Pass\",\n            \"Next\": \"Work\"\n"),
        "{after}"
    );
}

#[test]
fn a_state_on_a_default_a_catcher_and_a_missing_default() {
    let after = changed(FORK, &insert("/States/Check/Default", "X", pass()));
    assert!(after.contains(r#""Default": "X""#), "{after}");
    let after = changed(FORK, &insert("/States/Work/Catch/0/Next", "X", pass()));
    assert!(
        after.contains("\"ErrorEquals\": [\"States.ALL\"],\n                    \"Next\": \"X\""),
        "{after}"
    );
    let after = changed(
        &changed(FORK, &remove("/States/Check/Default")),
        &insert("/States/Check/Default", "X", pass()),
    );
    assert!(after.contains("],\n            \"Default\": \"X\"\n        }"), "{after}");
}

#[test]
fn a_choice_leads_on_by_its_default_and_new_rule() {
    let after = changed(CHAIN, &insert("/States/A/Next", "Which?", json!({"Type": "Choice", "Choices": []})));
    assert!(after.contains("\"Next\": \"Which?\"}"), "{after}");
    assert!(after.contains("\"Default\": \"B\""), "{after}");
    assert!(Document::read(&after).machine.is_some_and(|machine| machine.states().len() == 3), "{after}");
    let after = changed(CHAIN, &insert("/States/B/End", "Which?", json!({"Type": "Choice"})));
    assert!(is_whole(&after), "a choice at the end is whole:\n{after}");
}

#[test]
fn a_state_that_ends_takes_no_transition_along() {
    let after = changed(CHAIN, &insert("/States/A/Next", "Stop", json!({"Type": "Fail", "End": true})));
    assert!(after.contains("\"Stop\": {\n      \"Type\": \"Fail\"\n    }"), "{after}");
}

#[test]
fn containers_get_an_inside_with_free_names() {
    for body in [json!({"Type": "Parallel"}), json!({"Type": "Map"})] {
        let after = changed(CHAIN, &insert("/States/A/Next", "Pass", body));
        assert!(is_whole(&after), "{after}");
    }
    let inside = json!({"Type": "Map", "ItemProcessor": {"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Pass", "End": true}}}});
    let after = changed(CHAIN, &insert("/States/A/Next", "Each", inside));
    assert!(after.contains(r#""StartAt": "A (2)""#), "{after}");
    assert!(is_whole(&after), "{after}");
}

#[test]
fn nothing_follows_an_end_and_a_choice_has_no_next() {
    refuse(FORK, &insert("/States/Bad/End", "X", pass()), &Refusal::NothingFollows("Bad".into()));
    refuse(FORK, &insert("/States/Check/Next", "X", pass()), &Refusal::ChoiceHasNoNext("Check".into()));
    refuse(FORK, &insert("/States/Gone/Next", "X", pass()), &Refusal::NoSuchPort("/States/Gone/Next".into()));
    refuse(FORK, &insert("/States/Work/Next", "X", json!({"Type": "Pas"})), &Refusal::NoType);
    refuse(
        FORK,
        &connect("/States/Check/Choices/7/Next", None),
        &Refusal::NoSuchPort("/States/Check/Choices/7/Next".into()),
    );
}

#[test]
fn connecting_changes_only_the_transition() {
    check(
        CHAIN,
        &connect("/States/B/End", Some("/States/A")),
        &CHAIN.replace(r#""End": true"#, r#""Next": "A""#),
    );
    check(CHAIN, &connect("/States/A/Next", None), &CHAIN.replace(r#""Next": "B""#, r#""End": true"#));
    check(
        CHAIN,
        &connect("/StartAt", Some("/States/B")),
        &CHAIN.replace(r#""StartAt": "A""#, r#""StartAt": "B""#),
    );
    check(
        FORK,
        &connect("/States/Check/Default", Some("/States/Bad")),
        &FORK.replace(r#""Default": "Work""#, r#""Default": "Bad""#),
    );
    refuse(CHAIN, &connect("/StartAt", None), &Refusal::NeedsStart);
}

#[test]
fn disconnecting_removes_rules_defaults_and_catchers() {
    check(
        FORK,
        &connect("/States/Check/Default", None),
        &FORK.replace(",\n            \"Default\": \"Work\"", ""),
    );
    let after = changed(FORK, &connect("/States/Check/Choices/0/Next", None));
    assert!(after.contains("\"Choices\": [\n                {\"Variable\": \"$.n\", \"NumericLessThan\": 0, \"Next\": \"Bad\"}\n            ]"), "{after}");
    refuse(&after, &connect("/States/Check/Choices/0/Next", None), &Refusal::OnlyRule("Check".into()));
    let after = changed(FORK, &connect("/States/Work/Catch/0/Next", None));
    assert!(!after.contains("Catch"), "{after}");
    assert!(after.contains("sendMessage\",\n            \"End\": true"), "{after}");
}

#[test]
fn a_new_rule_and_a_new_catcher_can_be_drawn() {
    let after = changed(FORK, &connect("/States/Check/Choices/-/Next", Some("/States/Bad")));
    assert_eq!(after.matches(r#""Next": "Bad""#).count(), 3, "{after}");
    let text = FORK.replace("\"Type\": \"Fail\"", "\"Type\": \"Pass\", \"End\": true");
    let after = changed(
        &text,
        &insert("/StartAt", "T", json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage"})),
    );
    let after = changed(&after, &connect("/States/T/Catch/-/Next", Some("/States/Bad")));
    let document = Document::read(&after);
    let state = document.machine.as_ref().and_then(|machine| machine.at_pointer("/States/T")).expect("T");
    assert_eq!(state.catch.len(), 1, "{after}");
}

#[test]
fn a_moved_state_leaves_its_neighbours_joined() {
    let text = changed(CHAIN, &insert("/States/A/Next", "X", pass()));
    check(
        &text,
        &move_to("/States/X", "/StartAt"),
        r#"{
  "StartAt": "X",
  "States": {
    "A": {"Type": "Pass", "Next": "B"},
    "X": {
      "Type": "Pass",
      "Next": "A"
    },
    "B": { "Type": "Pass", "End": true }
  }
}
"#,
    );
    check(
        &text,
        &move_to("/States/X", "/States/B/End"),
        r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Next": "B"},
    "X": {
      "Type": "Pass",
      "End": true
    },
    "B": { "Type": "Pass", "Next": "X" }
  }
}
"#,
    );
    check(&text, &move_to("/States/X", "/States/A/Next"), &text);
    check(&text, &move_to("/States/X", "/States/X/Next"), &text);
}

#[test]
fn the_first_state_can_move_to_the_end() {
    check(
        CHAIN,
        &move_to("/States/A", "/States/B/End"),
        r#"{
  "StartAt": "B",
  "States": {
    "A": {"Type": "Pass", "End": true},
    "B": { "Type": "Pass", "Next": "A" }
  }
}
"#,
    );
}

#[test]
fn renaming_follows_every_transition() {
    let after = changed(FORK, &rename("/States/Bad", "Déjà \"vu\""));
    assert_eq!(after.matches(r#""Déjà \"vu\"""#).count(), 3, "{after}");
    assert!(!after.contains("\"Bad\""), "{after}");
    check(CHAIN, &rename("/States/A", "Z"), &CHAIN.replace("\"A\"", "\"Z\""));
    refuse(CHAIN, &rename("/States/A", "B"), &Refusal::NameTaken("B".into()));
    refuse(CHAIN, &rename("/States/A", " "), &Refusal::NameEmpty);
    refuse(CHAIN, &rename("/States/A", &"x".repeat(81)), &Refusal::NameTooLong);
    check(CHAIN, &rename("/States/A", "A"), CHAIN);
}
