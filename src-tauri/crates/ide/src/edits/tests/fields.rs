//! Single fields and types.

use asl::StateType;

use super::*;

fn change(state: &str, to: StateType, body: serde_json::Value) -> Edit {
    Edit::ChangeType { state: state.to_owned(), to, body }
}

#[test]
fn a_value_is_replaced_in_place() {
    check(
        CHAIN,
        &set("/States/A/Type", json!("Wait")),
        &CHAIN.replace("{\"Type\": \"Pass\", \"Next\"", "{\"Type\": \"Wait\", \"Next\""),
    );
    check(CHAIN, &set("/StartAt", json!("B")), &CHAIN.replace("\"StartAt\": \"A\"", "\"StartAt\": \"B\""));
}

#[test]
fn a_new_field_goes_to_its_conventional_place() {
    check(
        CHAIN,
        &set("/States/A/Comment", json!("x")),
        &CHAIN.replace(r#"{"Type": "Pass", "Next""#, r#"{"Comment": "x", "Type": "Pass", "Next""#),
    );
    check(
        CHAIN,
        &set("/States/B/Result", json!({"a": [1]})),
        &CHAIN.replace(r#""Pass", "End""#, r#""Pass", "Result": {"a": [1]}, "End""#),
    );
    check(
        CHAIN,
        &set("/TimeoutSeconds", json!(5)),
        &CHAIN.replace("\"A\",\n  \"States\"", "\"A\",\n  \"TimeoutSeconds\": 5,\n  \"States\""),
    );
}

#[test]
fn objects_on_the_way_are_created() {
    let after = changed(FORK, &set("/States/Work/Parameters/MessageBody/id", json!(7)));
    assert!(after.contains("sendMessage\",\n            \"Parameters\": {\n                \"MessageBody\": {\n                    \"id\": 7\n                }\n            },\n            \"Catch\""), "{after}");
    let after = changed(CHAIN, &set("/States/A/Retry/0/ErrorEquals", json!(["States.ALL"])));
    assert!(after.contains(r#""Retry": [{"ErrorEquals": ["States.ALL"]}], "Next": "B"}"#), "{after}");
}

#[test]
fn next_and_end_take_each_others_place() {
    check(CHAIN, &set("/States/A/End", json!(true)), &CHAIN.replace(r#""Next": "B""#, r#""End": true"#));
    check(CHAIN, &set("/States/B/Next", json!("A")), &CHAIN.replace(r#""End": true"#, r#""Next": "A""#));
}

#[test]
fn items_are_appended_replaced_and_removed() {
    let errors = "/States/Work/Catch/0/ErrorEquals";
    check(
        FORK,
        &set(&format!("{errors}/-"), json!("X")),
        &FORK.replace(r#"["States.ALL"]"#, r#"["States.ALL", "X"]"#),
    );
    check(FORK, &set(&format!("{errors}/0"), json!("X")), &FORK.replace(r#"["States.ALL"]"#, r#"["X"]"#));
    check(FORK, &remove(&format!("{errors}/0")), &FORK.replace(r#"["States.ALL"]"#, "[]"));
    refuse(FORK, &set(&format!("{errors}/5"), json!("X")), &Refusal::NoSuchField(format!("{errors}/5")));
}

#[test]
fn a_removed_field_takes_its_comma_and_line_along() {
    check(
        FORK,
        &remove("/States/Work/Resource"),
        &FORK.replace("            \"Resource\": \"arn:aws:states:::sqs:sendMessage\",\n", ""),
    );
    check(CHAIN, &remove("/States/A/Type"), &CHAIN.replace("{\"Type\": \"Pass\", \"Next\"", "{\"Next\""));
    check(CHAIN, &remove("/States/A/Next"), &CHAIN.replace(r#", "Next": "B""#, ""));
    refuse(CHAIN, &remove("/States/A/Nix"), &Refusal::NoSuchField("/States/A/Nix".into()));
    refuse(CHAIN, &remove(""), &Refusal::NotAField);
    refuse(CHAIN, &set("", json!({})), &Refusal::NotAField);
}

#[test]
fn a_changed_type_keeps_what_both_have() {
    let after = changed(FORK, &change("/States/Work", StateType::Pass, json!({"Type": "Pass"})));
    assert!(
        after.contains("\"Work\": {\n            \"Type\": \"Pass\",\n            \"End\": true\n        }"),
        "{after}"
    );
    let after = changed(CHAIN, &change("/States/A", StateType::Wait, json!({"Seconds": 5})));
    assert!(after.contains(r#""A": {"Type": "Wait", "Seconds": 5, "Next": "B"}"#), "{after}");
    let after = changed(CHAIN, &change("/States/A", StateType::Fail, json!({})));
    assert!(after.contains(r#""A": {"Type": "Fail"}"#), "{after}");
}

#[test]
fn a_choice_becomes_a_chain_and_back() {
    let after = changed(FORK, &change("/States/Check", StateType::Pass, json!({})));
    assert!(
        after.contains(
            "\"Check\": {\n            \"Type\": \"Pass\",\n            \"Next\": \"Work\"\n        }"
        ),
        "{after}"
    );
    let after = changed(CHAIN, &change("/States/A", StateType::Choice, json!({})));
    assert!(is_whole(&after), "{after}");
    assert!(after.contains(r#""Default": "B"}"#), "{after}");
}

#[test]
fn carriage_returns_tabs_and_compact_texts_stay_as_they_are() {
    let text = CHAIN.replace("  ", "\t").replace('\n', "\r\n");
    let after = changed(&text, &insert("/States/A/Next", "X", pass()));
    assert!(after.contains(",\r\n\t\t\"X\": {\r\n\t\t\t\"Type\": \"Pass\",\r\n"), "{after:?}");
    assert!(!after.replace("\r\n", "").contains('\n'), "{after:?}");
    let text = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
    check(
        text,
        &insert("/StartAt", "X", pass()),
        r#"{"StartAt":"X","States":{"X":{"Type":"Pass","Next":"A"},"A":{"Type":"Pass","End":true}}}"#,
    );
}

#[test]
fn a_text_broken_elsewhere_can_still_be_edited() {
    let text = CHAIN.replace(r#""End": true"#, r#""End": "#);
    let after = changed(&text, &rename("/States/A", "Z"));
    assert!(after.contains("\"Z\": {\"Type\": \"Pass\", \"Next\": \"B\"}"), "{after}");
    refuse("[1]", &rename("/States/A", "Z"), &Refusal::NoWorkflow);
}

#[test]
fn a_large_value_changes_only_where_it_differs() {
    let rules = json!([
        {"Variable": "$.n", "NumericLessThan": 0, "Next": "Bad"},
        {"Variable": "$.n", "NumericGreaterThan": 9, "Next": "Work"},
    ]);
    let (first, second) = (
        r#"{"Variable": "$.n", "NumericGreaterThan": 9, "Next": "Work"}"#,
        r#"{"Variable": "$.n", "NumericLessThan": 0, "Next": "Bad"}"#,
    );
    let swapped = FORK
        .replace(first, "1")
        .replace(second, first)
        .replace("                1,", &format!("                {second},"));
    check(FORK, &set("/States/Check/Choices", rules), &swapped);
    let body = json!({"Type": "Pass", "End": true, "Result": [1, {"a": 2}]});
    let text = changed(CHAIN, &set("/States/B", body));
    assert!(text.contains(r#""B": { "Type": "Pass", "Result": [1, {"a": 2}], "End": true }"#), "{text}");
    let text = changed(&text.replace("[1, ", "[1,   "), &set("/States/B/Result", json!([1, {"a": 3}, 4])));
    assert!(text.contains(r#"[1,   {"a": 3}, 4]"#), "{text}");
    check(CHAIN, &set("/States/A", json!({"Next": "B", "Type": "Pass"})), CHAIN);
}

#[test]
fn a_jsonata_machine_gets_jsonata_rules() {
    let text = CHAIN.replacen('{', "{\n  \"QueryLanguage\": \"JSONata\",", 1);
    let after = changed(&text, &insert("/States/A/Next", "Which?", json!({"Type": "Choice"})));
    assert!(after.contains("Condition") && is_whole(&after), "{after}");
}

fn move_field(from: &str, to: &str) -> Edit {
    Edit::MoveField { from: from.to_owned(), to: to.to_owned() }
}

#[test]
fn an_item_moves_with_its_text() {
    let text = FORK.replace(r#""NumericGreaterThan": 9,"#, r#"/* big */ "NumericGreaterThan": 9.0,"#);
    let [first, second] =
        ["{\"Variable\": \"$.n\", /* big */", "{\"Variable\": \"$.n\", \"NumericLessThan\""];
    let after = changed(&text, &move_field("/States/Check/Choices/0", "/States/Check/Choices/1"));
    assert!(after.find(second) < after.find(first) && after.contains("9.0"), "{after}");
    check(&after, &move_field("/States/Check/Choices/1", "/States/Check/Choices/0"), &text);
    check(&text, &move_field("/States/Check/Choices/0", "/States/Check/Choices/0"), &text);
}

#[test]
fn a_value_takes_another_key_and_another_object() {
    let rule = "/States/Check/Choices/0";
    let renamed = move_field(&format!("{rule}/NumericGreaterThan"), &format!("{rule}/NumericEquals"));
    check(FORK, &renamed, &FORK.replace("NumericGreaterThan", "NumericEquals"));
    let text = changed(FORK, &set(&format!("{rule}/And"), json!([{}])));
    let text = changed(&text, &move_field(&format!("{rule}/Variable"), &format!("{rule}/And/0/Variable")));
    let inner = format!("{rule}/And/0/NumericGreaterThan");
    let text = changed(&text, &move_field(&format!("{rule}/NumericGreaterThan"), &inner));
    let said = json!({"And": [{"Variable": "$.n", "NumericGreaterThan": 9}], "Next": "Work"});
    let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(read.pointer(rule), Some(&said));
}

#[test]
fn a_value_never_takes_the_place_of_another() {
    let rule = "/States/Check/Choices/0";
    let taken = move_field(&format!("{rule}/Variable"), &format!("{rule}/Next"));
    refuse(FORK, &taken, &Refusal::FieldTaken("Next".to_owned()));
    refuse(FORK, &move_field(rule, &format!("{rule}/Not")), &Refusal::FieldIntoItself(rule.to_owned()));
    let nowhere = format!("{rule}/And/0");
    refuse(FORK, &move_field(rule, &nowhere), &Refusal::NoSuchField(nowhere));
    let gone = "/States/Check/Choices/7";
    refuse(FORK, &move_field(gone, rule), &Refusal::NoSuchField(gone.to_owned()));
}

#[test]
fn a_state_of_the_type_already_says_what_it_says() {
    let text =
        CHAIN.replace(r#"{ "Type": "Pass", "End": true }"#, r#"{ "Type": "Fail", "ErrorPath": "$.e" }"#);
    check(&text, &change("/States/B", StateType::Fail, json!({"Type": "Fail", "Error": "X"})), &text);
}

#[test]
fn what_is_filled_in_on_deployment_does_not_keep_states_from_being_copied() {
    let before = CHAIN.replace(r#""A": {"Type": "Pass", "#, r#""A": {"Type": "Wait", "Seconds": ${Pause}, "#);
    let after = changed(&before, &duplicate(&["/States/A"]));
    assert_eq!(after.matches("${Pause}").count(), 2, "{after}");
}
