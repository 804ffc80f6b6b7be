//! Trials of single states: what they end with, and what they show.

use serde_json::{Value, json};

use super::*;
use crate::simulator;

fn program(state: &Value) -> Program {
    let next = json!({ "Type": "Succeed" });
    let machine = json!({ "StartAt": "S", "States": { "S": state, "Next": next, "Other": next } });
    let (machine, problems) = asl::parse(&machine.to_string());
    let machine = machine.unwrap_or_else(|| panic!("{problems:?}"));
    Program::compile(&machine).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn setting(input: &Value) -> Setting {
    Setting {
        start: simulator::start(Payload::from_value(input.clone())),
        at: Timestamp(1_735_689_600_000),
        variables: Map::new(),
        context: None,
        retries: None,
        read: None,
    }
}

/// Visits a state that waits for nothing, or is answered with `outcome`.
fn visited(state: &Value, setting: Setting, outcome: Option<Outcome>) -> Report {
    let program = program(state);
    let (mut trial, waiting) = Trial::begin(&program, "S", setting).unwrap();
    assert_eq!(waiting == Waiting::Nothing, outcome.is_none(), "{waiting:?}");
    if let Some(outcome) = outcome {
        trial.answer(outcome);
    }
    trial.report()
}

fn stages(report: &Report) -> Value {
    let stages = report.inspection.stages.iter();
    stages.map(|(stage, value)| (format!("{stage:?}"), value.value().clone())).collect()
}

#[test]
fn a_pass_shows_its_way_from_input_to_output() {
    let state = json!({
        "Type": "Pass", "InputPath": "$.a", "Parameters": { "b.$": "$.b" }, "ResultPath": "$.r", "Next": "Next",
    });
    let report = visited(&state, setting(&json!({ "a": { "b": 1 } })), None);
    let output = json!({ "a": { "b": 1 }, "r": { "b": 1 } });
    assert_eq!(
        stages(&report),
        json!({
            "AfterInputPath": { "b": 1 }, "AfterParameters": { "b": 1 },
            "AfterResultSelector": { "b": 1 }, "AfterResultPath": output,
        })
    );
    let next = Some("Next".into());
    assert_eq!(report.ending, Ending::Succeeded { output: Payload::from_value(output), next });
}

#[test]
fn a_result_goes_before_parameters_and_alone_is_shown() {
    let state = json!({ "Type": "Pass", "Result": 1, "Parameters": { "a": 2 }, "End": true });
    let report = visited(&state, setting(&json!({})), None);
    assert_eq!(stages(&report), json!({ "Result": 1, "AfterResultSelector": 1, "AfterResultPath": 1 }));
}

#[test]
fn a_task_waits_for_its_answer_and_shows_it() {
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "QueryLanguage": "JSONata",
        "Arguments": { "n": "{% $x %}" }, "Assign": { "y": "{% $states.result %}" }, "Output": "{% $y ? 1 : 2 %}",
        "End": true,
    });
    let mut setting = setting(&json!({}));
    setting.variables.insert("x".into(), 5.into());
    let report = visited(&state, setting, Some(Outcome::Succeeded(Payload::from_value(json!([7])))));
    assert_eq!(stages(&report), json!({ "AfterArguments": { "n": 5 }, "Result": [7] }));
    assert_eq!(Value::Object(report.variables), json!({ "x": 5, "y": [7] }));
    assert!(matches!(report.ending, Ending::Succeeded { next: None, .. }));
}

#[test]
fn an_error_is_retried_then_caught_then_fatal() {
    let state = |retry: Value, catch: Value| {
        json!({
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Retry": retry, "Catch": catch,
            "End": true,
        })
    };
    let retry =
        json!([{ "ErrorEquals": ["X"] }, { "ErrorEquals": ["E"], "MaxAttempts": 2, "IntervalSeconds": 3 }]);
    let catch = json!([{ "ErrorEquals": ["E"], "ResultPath": "$.e", "Next": "Other" }]);
    let failure = Failure::new("E", "why");
    let run = |retry: Value, catch: Value, retries: u32| {
        let setting = Setting { retries: Some(retries), ..setting(&json!({ "a": 1 })) };
        visited(&state(retry, catch), setting, Some(Outcome::Failed(failure.clone())))
    };
    let again = run(retry.clone(), catch.clone(), 1);
    assert_eq!(again.ending, Ending::Retriable(failure.clone()));
    assert_eq!((again.inspection.retrier, again.inspection.backoff_milliseconds), (Some(1), Some(6_000)));
    let caught = run(retry.clone(), catch, 2);
    let output = json!({ "a": 1, "e": { "Error": "E", "Cause": "why" } });
    let (output, next) = (Payload::from_value(output), Some("Other".into()));
    assert_eq!(caught.ending, Ending::Caught { failure: failure.clone(), output, next });
    assert_eq!((caught.inspection.retrier, caught.inspection.backoff_milliseconds), (Some(1), None));
    assert_eq!(caught.inspection.catcher, Some(0));
    assert_eq!(run(retry, json!([]), 2).ending, Ending::Failed(failure.clone()));
}

#[test]
fn a_map_shows_its_items_selected_and_grouped_and_bears_so_many_failures() {
    let state = json!({
        "Type": "Map", "ItemsPath": "$.items", "ItemSelector": { "v.$": "$$.Map.Item.Value" },
        "ItemBatcher": { "MaxItemsPerBatch": 2 }, "MaxConcurrency": 4, "ToleratedFailurePercentage": 50,
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } },
        },
        "End": true,
    });
    let program = program(&state);
    let input = json!({ "items": [1, 2, 3] });
    for (failed, is_borne) in [(1, true), (2, false)] {
        let (mut trial, waiting) = Trial::begin(&program, "S", setting(&input)).unwrap();
        assert_eq!(waiting, Waiting::Iterations(3));
        assert_eq!(!trial.fail_iterations(failed), is_borne, "{failed} failed");
        if is_borne {
            trial.answer(Outcome::Succeeded(Payload::from_value(json!([7, 8, 9]))));
        }
        let report = trial.report();
        let shown = stages(&report);
        assert_eq!(shown["AfterItemsPath"], json!([1, 2, 3]));
        assert_eq!(shown["AfterItemSelector"], json!([{ "v": 1 }, { "v": 2 }, { "v": 3 }]));
        let batches = json!([{ "Items": [{ "v": 1 }, { "v": 2 }] }, { "Items": [{ "v": 3 }] }]);
        assert_eq!(shown["AfterItemBatcher"], batches);
        assert_eq!(report.inspection.max_concurrency, Some(4));
        assert_eq!(report.inspection.tolerated_failure_percentage, Some(50.0));
        assert_eq!(matches!(report.ending, Ending::Succeeded { .. }), is_borne);
    }
}

#[test]
fn a_context_object_stands_in_for_the_own_one() {
    let state = json!({ "Type": "Pass", "Parameters": { "c.$": "$$" }, "End": true });
    let given = json!({ "Execution": { "Name": "given" } });
    let report = visited(&state, Setting { context: Some(given.clone()), ..setting(&json!({})) }, None);
    assert_eq!(stages(&report)["AfterParameters"], json!({ "c": given }));
}

#[test]
fn a_wait_is_over_at_once_unless_it_outlasts_the_test() {
    let wait = |seconds: u32| json!({ "Type": "Wait", "Seconds": seconds, "Next": "Next" });
    let short = visited(&wait(300), setting(&json!({})), None);
    assert!(matches!(short.ending, Ending::Succeeded { .. }), "{short:?}");
    let long = visited(&wait(301), setting(&json!({})), None);
    assert!(
        matches!(&long.ending, Ending::Failed(failure) if failure.error.as_deref() == Some("States.Timeout")),
        "{long:?}"
    );
}

#[test]
fn causes_do_not_point_into_a_history_that_is_not_there() {
    let state = json!({ "Type": "Pass", "InputPath": "$.missing", "End": true });
    let report = visited(&state, setting(&json!({})), None);
    let Ending::Failed(Failure { cause: Some(cause), .. }) = report.ending else { panic!("{report:?}") };
    assert!(!cause.contains("event id"), "{cause}");
}

#[test]
fn nested_states_are_found_and_unknown_ones_are_not() {
    let branch = json!({ "StartAt": "In", "States": { "In": { "Type": "Pass", "End": true } } });
    let program = program(&json!({ "Type": "Parallel", "Branches": [branch], "End": true }));
    let (trial, waiting) = Trial::begin(&program, "In", setting(&json!({ "a": 1 }))).unwrap();
    assert_eq!(waiting, Waiting::Nothing);
    let output = Payload::from_value(json!({ "a": 1 }));
    assert_eq!(trial.report().ending, Ending::Succeeded { output, next: None });
    assert!(Trial::begin(&program, "Out", setting(&json!({}))).is_none());
    let (_, waiting) = Trial::begin(&program, "S", setting(&json!({}))).unwrap();
    assert_eq!(waiting, Waiting::Branches(1));
}
