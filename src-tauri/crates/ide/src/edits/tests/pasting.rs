//! States as text, out of a workflow and into one.

use super::containers::NESTED;
use super::*;

fn paste(text: &str, on: &str) -> Edit {
    Edit::PasteStates { text: text.to_owned(), on: on.to_owned() }
}

fn copied(text: &str, states: &[&str]) -> String {
    crate::copy(&Document::read(text), &pointers(states)).expect("a copy")
}

#[test]
fn copied_states_are_a_workflow_of_their_own() {
    let text = copied(NESTED, &["/States/Both/Branches/0/States/L2", "/States/Both/Branches/0/States/L1"]);
    assert_eq!(
        text,
        r#"{
  "StartAt": "L1",
  "States": {
    "L1": {
      "Type": "Pass",
      "Next": "L2"
    },
    "L2": {
      "Type": "Pass",
      "End": true
    }
  }
}"#
    );
    assert!(is_whole(&text));
}

#[test]
fn what_is_pasted_gets_free_names_and_keeps_its_links() {
    let text = copied(NESTED, &["/States/Both"]);
    let after = changed(NESTED, &paste(&text, "/States/Last/End"));
    assert!(is_whole(&after), "{after}");
    assert!(after.contains("\"Next\": \"Both (2)\"") && after.contains("\"Next\": \"L2 (2)\""), "{after}");
    let elsewhere = changed(CHAIN, &paste(&text, "/States/A/Next"));
    assert!(is_whole(&elsewhere) && elsewhere.contains("\"Next\": \"Both\""), "{elsewhere}");
}

#[test]
fn a_copied_map_run_gets_a_label_of_its_own() {
    let text = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "rows", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"#;
    for change in [duplicate(&["/States/M"]), paste(&copied(text, &["/States/M"]), "/States/M/End")] {
        let once = changed(text, &change);
        assert!(is_whole(&once) && once.contains(r#""Label": "rows-2""#), "{once}");
        let twice = changed(&once, &change);
        assert!(is_whole(&twice) && twice.contains(r#""Label": "rows-3""#), "{twice}");
    }
    // In a workflow that has none of that name it stays.
    let elsewhere = changed(CHAIN, &paste(text, "/StartAt"));
    assert!(is_whole(&elsewhere) && elsewhere.contains(r#""Label": "rows""#), "{elsewhere}");
}

#[test]
fn numbers_and_layout_of_what_is_pasted_stay_as_written() {
    let text = r#"{"A": {"Type": "Pass", "Result": {"n": 1.00, "e": 1e3}, "End": true}}"#;
    let after = changed(CHAIN, &paste(text, "/States/A/Next"));
    assert!(
        after.contains(r#""A (2)": {"Type": "Pass", "Result": {"n": 1.00, "e": 1e3}, "Next": "B"}"#),
        "{after}"
    );
}

#[test]
fn a_state_and_members_of_states_can_be_pasted_too() {
    for text in [
        r#"{"Type": "Wait", "Seconds": 1, "End": true}"#,
        r#""State": {"Type": "Wait", "Seconds": 1, "Next": "Gone"},"#,
    ] {
        let after = changed(CHAIN, &paste(text, "/StartAt"));
        assert!(is_whole(&after) && after.contains("\"StartAt\": \"State\""), "{after}");
    }
    for text in ["", "hello", "[1]", "{}", r#"{"a": 1}"#, "{\"Type\": \"Wait\""] {
        refuse(CHAIN, &paste(text, "/StartAt"), &Refusal::NoStatesInText);
    }
}

#[test]
fn a_handler_that_is_nowhere_is_told() {
    let text = copied(FORK, &["/States/Work"]);
    let edited = edit(&Document::read(CHAIN), &paste(&text, "/StartAt")).expect("pasted");
    let told: Vec<_> = edited.effects.iter().map(|effect| effect.text.as_str()).collect();
    assert!(told.contains(&"`Work` leads to `Bad`, which is not here"), "{told:?}");
}

#[test]
fn languages_are_kept_apart() {
    let jsonata = CHAIN.replacen('{', "{\n  \"QueryLanguage\": \"JSONata\",", 1);
    let state = r#"{"QueryLanguage": "JSONata", "States": {"Q": {"Type": "Pass", "Output": "{% 1 %}", "End": true}}}"#;
    let after = changed(CHAIN, &paste(state, "/StartAt"));
    assert!(is_whole(&after) && after.contains(r#""QueryLanguage": "JSONata""#), "{after}");
    let after = changed(&jsonata, &paste(state, "/StartAt"));
    assert!(is_whole(&after), "{after}");
    let path = r#"{"States": {"Q": {"Type": "Pass", "ResultPath": "$.a", "End": true}}}"#;
    let after = changed(&jsonata, &paste(path, "/StartAt"));
    assert!(is_whole(&after) && after.contains("$merge([$states.input, {'a': "), "{after}");
    let edited = edit(&Document::read(&jsonata), &paste(path, "/StartAt")).expect("pasted");
    let told = "`Q` is written in JSONata now, as the workflow is";
    assert!(edited.effects.iter().any(|effect| effect.text == told), "{:?}", edited.effects);
    let outside = r#"{"States": {"Q": {"Type": "Pass", "InputPath": "$.a[-2:]", "End": true}}}"#;
    let refusal = edit(&Document::read(&jsonata), &paste(outside, "/StartAt")).expect_err("no counterpart");
    assert!(matches!(&refusal, Refusal::NotInJsonata { state, .. } if state == "Q"), "{refusal}");
    let after = changed(&jsonata, &paste(&copied(CHAIN, &["/States/A"]), "/StartAt"));
    assert!(is_whole(&after), "{after}");
}
