//! States that become a state machine of their own, and state machines that become states.

use super::*;
use crate::{Edited, EffectKind};

const ARN: &str = "arn:aws:states:eu-west-1:1:stateMachine:pay";

/// Three tasks in a row, the first and the last with what the author likes.
const ROW: &str = r#"{
  "TimeoutSeconds": 900,
  "StartAt": "First",
  "States": {
    "First": {"Type": "Pass", "Assign": {"limit": 1.00}, "Next": "Charge"},
    "Charge": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q", "MessageBody": {"n": 1.00}},
      "Next": "Ship"},
    "Ship": {
      "Type": "Wait", "Seconds": 1, "Next": "Last" },
    "Last": { "Type": "Pass", "End": true }
  }
}
"#;

fn jsonata(text: &str) -> String {
    text.replacen('{', "{\n  \"QueryLanguage\": \"JSONata\",", 1).replace("Parameters", "Arguments")
}

fn extract(states: &[&str]) -> Edit {
    Edit::ExtractStates { states: pointers(states), arn: ARN.to_owned(), waits: true }
}

fn inline(state: &str, definition: &str) -> Edit {
    Edit::InlineMachine { state: state.to_owned(), definition: definition.to_owned() }
}

#[track_caller]
fn done(before: &str, change: &Edit) -> (String, Edited) {
    let edited = edit(&Document::read(before), change).expect("an edit that is possible");
    (changed(before, change), edited)
}

#[track_caller]
fn extracted(before: &str, states: &[&str]) -> (String, String) {
    let (after, edited) = done(before, &extract(states));
    let nested = edited.extracted.expect("the new state machine");
    assert!(is_whole(&after), "{after}");
    assert!(is_whole(&nested), "{nested}");
    (after, nested)
}

/// What an edit tells that does not follow from the texts before and after.
fn notes(before: &str, change: &Edit) -> Vec<String> {
    let effects = done(before, change).1.effects.into_iter();
    effects.filter(|effect| effect.kind == EffectKind::Note).map(|effect| effect.text).collect()
}

fn state(text: &str, pointer: &str) -> serde_json::Value {
    let document = Document::read(text);
    let node = document.node(pointer).unwrap_or_else(|| panic!("no {pointer} in\n{text}"));
    node.to_value().expect("not deep")
}

#[test]
fn states_become_a_state_machine_and_a_task_that_runs_it() {
    let (after, nested) = extracted(ROW, &["/States/Charge", "/States/Ship"]);
    let expected = ROW.replace("\"Next\": \"Charge\"", "\"Next\": \"pay\"");
    let (before, _) = expected.split_once("    \"Charge\"").expect("there");
    let (_, behind) = expected.split_once("    \"Last\"").expect("there");
    let task = r#"    "pay": {
      "Type": "Task",
      "Resource": "arn:aws:states:::states:startExecution.sync:2",
      "Parameters": {
        "StateMachineArn": "arn:aws:states:eu-west-1:1:stateMachine:pay",
        "Input": {
          "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$": "$$.Execution.Id",
          "Input.$": "$"
        }
      },
      "OutputPath": "$.Output",
      "Next": "Last"
    },
"#;
    assert_eq!(after, format!("{before}{task}    \"Last\"{behind}"));
    assert_eq!(
        nested,
        r#"{
  "StartAt": "Unpack input",
  "States": {
    "Unpack input": {
      "Type": "Pass",
      "OutputPath": "$.Input",
      "Next": "Charge"
    },
    "Charge": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q", "MessageBody": {"n": 1.00}},
      "Next": "Ship"},
    "Ship": {
      "Type": "Wait", "Seconds": 1, "End": true }
  }
}
"#
    );
}

#[test]
fn in_jsonata_too() {
    let (after, nested) = extracted(&jsonata(ROW), &["/States/Charge", "/States/Ship"]);
    assert_eq!(
        state(&after, "/States/pay"),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::states:startExecution.sync:2",
            "Arguments": {
                "StateMachineArn": ARN,
                "Input": {
                    "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID": "{% $states.context.Execution.Id %}",
                    "Input": "{% $states.input %}"
                }
            },
            "Output": "{% $states.result.Output %}",
            "Next": "Last"
        })
    );
    assert_eq!(state(&nested, "/QueryLanguage"), json!("JSONata"));
    assert!(Document::read(&nested).node("/TimeoutSeconds").is_none(), "{nested}");
}

#[test]
fn what_is_extracted_and_inlined_is_as_before() {
    for text in [ROW.to_owned(), jsonata(ROW), ROW.replace('\n', "\r\n")] {
        for states in [
            &["/States/Charge", "/States/Ship"][..],
            &["/States/Ship"],
            &["/States/Last"],
            &["/States/First"],
        ] {
            let (after, nested) = extracted(&text, states);
            let back = changed(&after, &inline("/States/pay", &nested));
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&back).expect("JSON"),
                serde_json::from_str::<serde_json::Value>(&text).expect("JSON")
            );
            assert_eq!(back, text, "{states:?}");
        }
    }
}

#[test]
fn comments_of_yaml_go_along() {
    let yaml = "StartAt: A\nStates:\n  A:\n    # first\n    # of all\n    Type: Wait # how\n    # why\n    Seconds: 1\n    Next: B\n  B:\n    Type: Pass\n    End: true\n";
    let (after, nested) = extracted(yaml, &["/States/A"]);
    assert!(
        nested.contains("  A:\n    # first\n    # of all\n    Type: Wait # how\n    # why\n"),
        "{nested}"
    );
    assert!(nested.starts_with("StartAt: Unpack input\nStates:\n"), "{nested}");
    assert!(!after.contains("# why"), "{after}");
    check(&after, &inline("/States/pay", &nested), yaml);
    // A task that does more becomes a Parallel state around them.
    let caught =
        after.replace("    Next: B\n", "    Retry:\n      - ErrorEquals: [States.ALL]\n    Next: B\n");
    let back = changed(&caught, &inline("/States/pay", &nested));
    assert!(is_whole(&back) && back.contains("# first\n") && back.contains("Wait # how\n"), "{back}");
    // So does the comment in the line of the name.
    let named = yaml.replace("  A:\n", "  A: # the first\n");
    let (after, nested) = extracted(&named, &["/States/A"]);
    assert!(
        nested.contains("  A: # the first\n    # first\n") && !after.contains("# the first"),
        "{nested}{after}"
    );
    check(&after, &inline("/States/pay", &nested), &named);
    // What an anchor stands for is written out.
    let anchored =
        "StartAt: C\nStates:\n  C: &c\n    Type: Wait\n    Seconds: 1\n    Next: D\n  D:\n    <<: *c\n";
    let plain = "StartAt: C\nStates:\n  C:\n    Type: Wait\n    Seconds: &s 1 # soon\n    Next: D\n  D:\n    Type: Wait\n    Seconds: *s\n    End: true\n";
    refuse(&after, &inline("/States/pay", anchored), &Refusal::BrokenMachine);
    let back = changed(&after, &inline("/States/pay", plain));
    assert!(is_whole(&back) && !syntax::has_anchors(&back) && back.contains("Seconds: 1 # soon\n"), "{back}");
}

#[test]
fn rules_that_led_out_end_in_the_new_state_machine() {
    let text = FORK.replace("\"Default\": \"Work\"", "\"Default\": \"Later\"").replace(
        "        \"Work\": {",
        "        \"Later\": {\"Type\": \"Wait\", \"Seconds\": 1, \"Next\": \"Work\"},\n        \"Work\": {",
    );
    let text = text.replace("0, \"Next\": \"Bad\"", "0, \"Next\": \"Work\"");
    let (after, nested) = extracted(&text, &["/States/Check", "/States/Later"]);
    assert_eq!(state(&after, "/StartAt"), json!("pay"));
    assert_eq!(state(&nested, "/States/Check/Choices/0/Next"), json!("Pass"));
    assert_eq!(state(&nested, "/States/Pass"), json!({"Type": "Pass", "End": true}));
}

#[test]
fn variables_are_handed_on_and_come_back() {
    for text in [
        ROW.replace(r#"{"n": 1.00}"#, r#"{"n.$": "$limit"}"#),
        jsonata(&ROW.replace(r#"{"n": 1.00}"#, r#"{"n": "{% $limit + 1 %}"}"#)),
    ] {
        let change = extract(&["/States/Charge"]);
        assert_eq!(
            notes(&text, &change),
            ["`$limit` is handed on; the nested state machine has a copy of its own"]
        );
        let (after, nested) = extracted(&text, &["/States/Charge"]);
        assert!(after.contains("\"Variables\"") && nested.contains("\"Assign\""), "{after}{nested}");
        check(&after, &inline("/States/pay", &nested), &text);
    }
}

#[test]
fn variables_that_would_be_missed_are_told() {
    let text =
        ROW.replace(r#""Type": "Pass", "End""#, r#""Type": "Pass", "Parameters": {"l.$": "$limit"}, "End""#);
    let missed =
        Refusal::VariableLeaves { name: "limit".into(), writer: "First".into(), other: "Last".into() };
    refuse(&text, &extract(&["/States/First"]), &missed);
    // All who use it may go together.
    let all = ["/States/First", "/States/Charge", "/States/Ship", "/States/Last"];
    let (after, _) = extracted(&text, &all);
    assert_eq!(state(&after, "/States").as_object().map(serde_json::Map::len), Some(1));
}

#[test]
fn what_a_state_knows_of_its_execution_is_told_or_kept() {
    let reading = |path: &str| ROW.replace(r#"{"n": 1.00}"#, &format!(r#"{{"n.$": "{path}"}}"#));
    let change = extract(&["/States/Charge"]);
    let input = Refusal::ReadsExecutionInput("Charge".into(), "$$.Execution.Input.a".into());
    refuse(&reading("$$.Execution.Input.a"), &change, &input);
    let told = notes(&reading("$$.Execution.Name"), &change);
    assert_eq!(told, ["`Charge` reads `$$.Execution.Name`, which then is that of the nested execution"]);
    for own in ["$$.Task.Token", "$$.State.Name"] {
        assert_eq!(notes(&reading(own), &change), [""; 0], "{own}");
    }
    let map = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "P", "States":
        {"P": {"Type": "Pass", "Parameters": {"i.$": "$$.Map.Item.Index"}, "End": true}}}}}}"#;
    let refused = Refusal::ReadsMap("P".into(), "$$.Map.Item.Index".into());
    refuse(map, &extract(&["/States/M/ItemProcessor/States/P"]), &refused);
    extracted(map, &["/States/M"]);
}

#[test]
fn a_catcher_becomes_that_of_the_task_if_it_means_the_same() {
    let (after, nested) = extracted(FORK, &["/States/Work"]);
    assert_eq!(state(&after, "/States/pay/Catch"), json!([{"ErrorEquals": ["States.ALL"], "Next": "Bad"}]));
    assert!(!nested.contains("Catch"), "{nested}");
    let refused = Refusal::CatchesOutside("Work".into(), "Bad".into());
    refuse(&FORK.replace("States.ALL", "Sqs.Full"), &extract(&["/States/Work"]), &refused);
    let only_start =
        Edit::ExtractStates { states: pointers(&["/States/Work"]), arn: ARN.into(), waits: false };
    refuse(FORK, &only_start, &refused);
    // A second task would be caught too, and was not.
    let text = changed(
        FORK,
        &insert(
            "/States/Work/End",
            "More",
            json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage"}),
        ),
    );
    refuse(&text, &extract(&["/States/Work", "/States/More"]), &refused);
    // With its handler it goes as it is.
    let inside = FORK.replace("0, \"Next\": \"Bad\"", "0, \"Next\": \"Work\"");
    let (_, nested) = extracted(&inside, &["/States/Work", "/States/Bad"]);
    assert!(nested.contains("Catch"), "{nested}");
}

#[test]
fn what_has_two_ways_in_or_out_or_cannot_wait_stays() {
    let entries = Refusal::SeveralEntries("Work".into(), "Bad".into());
    refuse(FORK, &extract(&["/States/Work", "/States/Bad"]), &entries);
    let exits = Refusal::SeveralExits("`Work`".into(), "`Bad`".into());
    refuse(FORK, &extract(&["/States/Check"]), &exits);
    let succeed = ROW.replace(r#""Ship": {
      "Type": "Wait", "Seconds": 1, "Next": "Last" }"#, r#""Ship": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "Done"}], "Default": "Last"}, "Done": {"Type": "Succeed"}"#);
    let ends = Refusal::EndsOtherwise("Done".into());
    refuse(&succeed, &extract(&["/States/Ship", "/States/Done"]), &ends);
    let express = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"#;
    let pointer = "/States/M/ItemProcessor/States/P";
    refuse(express, &extract(&[pointer]), &Refusal::ExpressCannotWait("M".into()));
    let start = Edit::ExtractStates { states: pointers(&[pointer]), arn: ARN.into(), waits: false };
    assert!(changed(express, &start).contains("startExecution\""));
}

#[test]
fn a_state_machine_that_is_only_started_gives_the_input_on() {
    for (text, field, value) in
        [(ROW.to_owned(), "ResultPath", json!(null)), (jsonata(ROW), "Output", json!("{% $states.input %}"))]
    {
        let change =
            Edit::ExtractStates { states: pointers(&["/States/Charge"]), arn: ARN.into(), waits: false };
        let (after, edited) = done(&text, &change);
        assert!(is_whole(&after), "{after}");
        assert_eq!(state(&after, &format!("/States/pay/{field}")), value);
        assert!(edited.effects.iter().any(|effect| effect.text.starts_with("what follows does not wait")));
        refuse(&after, &inline("/States/pay", ROW), &Refusal::OnlyStarts("pay".into()));
    }
}

/// A task that runs a state machine, with these fields beside.
fn outer(fields: &str) -> String {
    format!(
        r#"{{
  "StartAt": "Pay",
  "States": {{
    "Pay": {{
      "Type": "Task",
      "Resource": "arn:aws:states:::states:startExecution.sync:2",
      {fields},
      "Next": "B"
    }},
    "B": {{"Type": "Pass", "End": true}}
  }}
}}
"#
    )
}

const SMALL: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "Next": "B"}, "B": {"Type": "Pass", "End": true}}}"#;

#[test]
fn the_states_take_the_place_of_the_task_under_free_names() {
    let text = outer(r#""Parameters": {"StateMachineArn": "a", "Input.$": "$"}, "OutputPath": "$.Output""#);
    let (after, edited) = done(&text, &inline("/States/Pay", SMALL));
    assert!(is_whole(&after), "{after}");
    assert_eq!(edited.select, ["/States/A", "/States/B (2)"]);
    assert_eq!(state(&after, "/StartAt"), json!("A"));
    assert_eq!(state(&after, "/States/A/Next"), json!("B (2)"));
    assert_eq!(state(&after, "/States/B (2)"), json!({"Type": "Pass", "Next": "B"}));
}

#[test]
fn an_input_of_its_own_is_made_by_a_pass() {
    for (input, expected) in [
        (r#""Input": {"n.$": "$.a"}"#, json!({"Type": "Pass", "Parameters": {"n.$": "$.a"}, "Next": "A"})),
        (
            r#""Input.$": "$.a""#,
            json!({"Type": "Pass", "Parameters": {"Input.$": "$.a"}, "OutputPath": "$.Input", "Next": "A"}),
        ),
        (r#""Name": "n""#, json!({"Type": "Pass", "Parameters": {}, "Next": "A"})),
    ] {
        let fields =
            format!(r#""Parameters": {{"StateMachineArn": "a", {input}}}, "OutputPath": "$.Output""#);
        let after = changed(&outer(&fields), &inline("/States/Pay", SMALL));
        assert!(is_whole(&after), "{after}");
        assert_eq!(state(&after, "/States/Pay"), expected);
    }
    let text = jsonata(&outer(
        r#""Arguments": {"StateMachineArn": "a", "Input": {"n": "{% $states.input.a %}"}}, "Output": "{% $states.result.Output %}""#,
    ));
    let after = changed(&text, &inline("/States/Pay", &jsonata(SMALL)));
    assert!(is_whole(&after), "{after}");
    assert_eq!(state(&after, "/States/Pay/Output"), json!({"n": "{% $states.input.a %}"}));
}

#[test]
fn what_the_task_does_beside_is_kept_by_a_parallel_state() {
    let text = outer(
        r#""Parameters": {"StateMachineArn": "a", "Input.$": "$.a"},
      "ResultPath": "$.paid",
      "Retry": [{"ErrorEquals": ["States.ALL"]}]"#,
    );
    let change = inline("/States/Pay", SMALL);
    let after = changed(&text, &change);
    assert!(is_whole(&after), "{after}");
    assert_eq!(
        state(&after, "/States/Pay"),
        json!({
            "Type": "Parallel",
            "Parameters": {"Input.$": "$.a"},
            "ResultPath": "$.paid",
            "Retry": [{"ErrorEquals": ["States.ALL"]}],
            "Next": "B",
            "ResultSelector": {"Output.$": "$[0]"},
            "Branches": [{"StartAt": "Unpack input", "States": {
                "Unpack input": {"Type": "Pass", "OutputPath": "$.Input", "Next": "A"},
                "A": {"Type": "Wait", "Seconds": 1, "Next": "B (2)"},
                "B (2)": {"Type": "Pass", "End": true}
            }}]
        })
    );
    assert_eq!(notes(&text, &change).len(), 3);
    let plain = outer(
        r#""Parameters": {"StateMachineArn": "a", "Input.$": "$"}, "OutputPath": "$.Output", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}]"#,
    );
    let after = changed(&plain, &change);
    assert!(is_whole(&after), "{after}");
    assert_eq!(state(&after, "/States/Pay/OutputPath"), json!("$[0]"));
    let selector = outer(
        r#""Parameters": {"StateMachineArn": "a", "Input.$": "$"}, "ResultSelector": {"n.$": "$.Output.n"}"#,
    );
    let after = changed(&selector, &change);
    assert_eq!(state(&after, "/States/Pay/ResultSelector"), json!({"n.$": "$[0].n"}));
    let output = jsonata(&outer(
        r#""Arguments": {"StateMachineArn": "a", "Input": 1}, "Assign": {"paid": "{% $states.result.Output.n %}"}"#,
    ));
    let after = changed(&output, &inline("/States/Pay", &jsonata(SMALL)));
    assert!(is_whole(&after), "{after}");
    assert_eq!(state(&after, "/States/Pay/Assign/paid"), json!("{% $states.result[0].n %}"));
    assert_eq!(state(&after, "/States/Pay/Output"), json!({"Output": "{% $states.result[0] %}"}));
}

#[test]
fn a_succeed_ends_no_more_than_it_did() {
    let nested = SMALL.replace(r#""Pass", "End": true"#, r#""Succeed""#);
    let text = outer(r#""Parameters": {"StateMachineArn": "a", "Input.$": "$"}, "OutputPath": "$.Output""#);
    let after = changed(&text, &inline("/States/Pay", &nested));
    assert!(is_whole(&after), "{after}");
    assert_eq!(state(&after, "/States/Pay/Type"), json!("Parallel"));
    let last = text
        .replace("\"Next\": \"B\"", "\"End\": true")
        .replace("    },\n    \"B\": {\"Type\": \"Pass\", \"End\": true}", "    }");
    let after = changed(&last, &inline("/States/Pay", &nested));
    assert!(is_whole(&after) && !after.contains("Parallel"), "{after}");
}

#[test]
fn what_cannot_be_inlined_says_why() {
    let task = |fields: &str| {
        outer(&format!(r#""Parameters": {{"StateMachineArn": "a", "Input.$": "$"}}, {fields}"#))
    };
    let change = inline("/States/Pay", SMALL);
    let limit = Refusal::NoPlaceFor("Pay".into(), "TimeoutSeconds".into());
    refuse(&task(r#""TimeoutSeconds": 5"#), &change, &limit);
    let more = task(r#""ResultSelector": {"a.$": "$.ExecutionArn"}"#);
    refuse(&more, &change, &Refusal::NeedsExecution("Pay".into()));
    refuse(CHAIN, &inline("/States/A", SMALL), &Refusal::NotNested("A".into()));
    let waiting = task(r#""OutputPath": "$.Output""#);
    for (pattern, reason) in [
        ("", Refusal::OnlyStarts("Pay".into())),
        (".sync", Refusal::GivesText("Pay".into())),
        (".waitForTaskToken", Refusal::WaitsForAnswer("Pay".into())),
    ] {
        refuse(&waiting.replace(".sync:2", pattern), &change, &reason);
    }
    let plain = task(r#""OutputPath": "$.Output""#);
    for broken in [
        "",
        "{",
        "[]",
        r#"{"StartAt": "A", "States": {}}"#,
        &SMALL.replace("\"Next\": \"B\"", "\"Next\": \"C\""),
    ] {
        refuse(&plain, &inline("/States/Pay", broken), &Refusal::BrokenMachine);
    }
    let path = SMALL.replace(r#""Seconds": 1"#, r#""SecondsPath": "$.s""#);
    let text =
        jsonata(&outer(r#""Arguments": {"StateMachineArn": "a"}, "Output": "{% $states.result.Output %}""#));
    let after = changed(&text, &inline("/States/Pay", &path));
    assert!(is_whole(&after) && after.contains(r#""Seconds": "{% $states.input.s %}""#), "{after}");
    let variable = |text: &str| text.replace(r#""Type": "Pass""#, r#""Type": "Pass", "Assign": {"x": 1}"#);
    refuse(&variable(&plain), &inline("/States/Pay", &variable(SMALL)), &Refusal::VariableTaken("x".into()));
    let input =
        SMALL.replace(r#""Type": "Pass""#, r#""Type": "Pass", "Parameters": {"a.$": "$$.Execution.Input"}"#);
    let reads = Refusal::ReadsExecutionInput("B".into(), "$$.Execution.Input".into());
    refuse(&plain, &inline("/States/Pay", &input), &reads);
}

#[test]
fn jsonata_comes_into_jsonpath_and_says_so() {
    let text = outer(r#""Parameters": {"StateMachineArn": "a", "Input.$": "$"}, "OutputPath": "$.Output""#);
    let nested = jsonata(&SMALL.replace(r#""Seconds": 1"#, r#""Seconds": "{% $states.input.s %}""#));
    let after = changed(&text, &inline("/States/Pay", &nested));
    assert!(is_whole(&after), "{after}");
    assert_eq!(state(&after, "/States/A/QueryLanguage"), json!("JSONata"));
}

#[test]
fn losses_of_the_other_state_machine_are_told() {
    let text = outer(r#""Parameters": {"StateMachineArn": "a", "Input.$": "$"}, "OutputPath": "$.Output""#);
    let nested = SMALL
        .replacen('{', r#"{"TimeoutSeconds": 5, "#, 1)
        .replace(r#""Pass", "End": true"#, r#""Fail", "Error": "E""#);
    assert_eq!(
        notes(&text, &inline("/States/Pay", &nested)),
        [
            "the time limit of the nested state machine goes away",
            "`B` fails under its own name, no longer as `States.TaskFailed`"
        ]
    );
}
