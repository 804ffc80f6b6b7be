use serde_json::{Value, json};

use super::{Level, PAYLOAD_BYTES_MAX, Subject, write_record};
use crate::simulator::{Run, Script};
use crate::transcript::{fail, run, single, succeed};
use crate::{Event, Payload, Timestamp, history};

const ARN: &str = "arn:aws:states:us-east-1:111111111111:execution:machine:run";

fn record(event: &Event, include_execution_data: bool) -> Option<Value> {
    let mut line = Vec::new();
    let subject = Subject { execution_arn: ARN, redrive_count: 0, include_execution_data };
    write_record(event, subject, &mut line);
    let text = String::from_utf8(line).unwrap();
    assert!(text.is_empty() || text.ends_with("}\n") && text.lines().count() == 1, "{text}");
    (!text.is_empty()).then(|| serde_json::from_str(&text).unwrap())
}

/// Types of the events that are logged, in their order.
fn check_level(run: &Run, level: Level, expected: &str) {
    let taken = run.events.iter().filter(|event| level.takes(&event.kind));
    let names: Vec<String> = taken.filter_map(history::type_name).collect();
    assert_eq!(names.join(" "), expected, "{level:?}");
}

/// A Map with an iteration that fails while the other waits for a task, inside a Parallel that is caught.
const ROUGH: &str = r#"{"StartAt":"P","States":{
    "P":{"Type":"Parallel","Branches":[{"StartAt":"M","States":{"M":{"Type":"Map","End":true,
        "ItemProcessor":{"StartAt":"C","States":{
            "C":{"Type":"Choice","Choices":[{"Variable":"$","IsNull":true,"Next":"F"}],"Default":"T"},
            "T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true},
            "F":{"Type":"Fail","Error":"E"}}}}}},
        {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}],
        "Catch":[{"ErrorEquals":["States.ALL"],"Next":"L"}],"End":true},
    "L":{"Type":"Fail","Error":"Last"}}}"#;

#[test]
fn levels_take_what_aws_says() {
    let run = run(ROUGH, "[1, null]", |_| Script::Silence);
    let all: Vec<String> = run.events.iter().filter_map(history::type_name).collect();
    check_level(&run, Level::All, &all.join(" "));
    check_level(
        &run,
        Level::Error,
        "FailStateEntered MapIterationFailed MapIterationAborted TaskStateAborted MapStateFailed WaitStateAborted ParallelStateFailed \
         FailStateEntered ExecutionFailed",
    );
    check_level(&run, Level::Fatal, "ExecutionFailed");
}

#[test]
fn what_succeeds_is_no_error() {
    let task = single(r#""Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true"#);
    let run = run(&task, "{}", succeed("1"));
    check_level(&run, Level::Error, "");
    check_level(&run, Level::Fatal, "");
}

#[test]
fn failures_of_tasks_and_expressions_are_errors() {
    let function = "arn:aws:lambda:us-east-1:111111111111:function:f";
    let task = single(&format!(r#""Type":"Task","Resource":"{function}","End":true"#));
    check_level(&run(&task, "{}", fail("E", "c")), Level::Error, "LambdaFunctionFailed ExecutionFailed");
    let late = format!(r#""Type":"Task","Resource":"{function}","TimeoutSeconds":1,"End":true"#);
    let late = run(&single(&late), "{}", |_| Script::Silence);
    check_level(&late, Level::Error, "LambdaFunctionTimedOut ExecutionFailed");
    let broken = single(r#""Type":"Pass","QueryLanguage":"JSONata","Output":"{% $x %}","End":true"#);
    check_level(&run(&broken, "{}", |_| Script::Silence), Level::Error, "EvaluationFailed ExecutionFailed");
}

#[test]
fn a_record_has_aws_form() {
    let run = run(&single(r#""Type":"Pass","Assign":{"v":[1]},"End":true"#), r#"{"a": "ü\n"}"#, |_| {
        Script::Silence
    });
    let records: Vec<Value> = run.events.iter().filter_map(|event| record(event, true)).collect();
    let common = |id: &str, kind: &str, details: Value, previous: &str| {
        json!({ "id": id, "type": kind, "details": details, "previous_event_id": previous,
            "event_timestamp": "0", "execution_arn": ARN, "redrive_count": "0" })
    };
    let whole = json!({ "truncated": false });
    let input = r#"{"a": "ü\n"}"#;
    let exited = json!({ "output": input, "outputDetails": whole, "name": "S",
        "assignedVariables": { "v": "[1]" }, "assignedVariablesDetails": whole });
    assert_eq!(
        records,
        [
            common(
                "1",
                "ExecutionStarted",
                json!({ "input": input, "inputDetails": whole,
                "roleArn": "arn:aws:iam::111111111111:role/role" }),
                "0"
            ),
            common(
                "2",
                "PassStateEntered",
                json!({ "input": input, "inputDetails": whole, "name": "S" }),
                "0"
            ),
            common("3", "PassStateExited", exited, "2"),
            common("4", "ExecutionSucceeded", json!({ "output": input, "outputDetails": whole }), "3"),
        ]
    );
}

#[test]
fn without_data_no_input_output_or_variable_is_there() {
    let task = single(
        r#""Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Assign":{"v":"secret"},"End":true"#,
    );
    let run = run(&task, r#""secret""#, succeed(r#""secret""#));
    for event in &run.events {
        let Some(record) = record(event, false) else { continue };
        let text = record.to_string();
        assert!(!text.contains("secret") && !text.contains("truncated"), "{text}");
    }
}

/// The history and the log say the same of an event, but for numbers and what is about the event itself.
#[test]
fn records_say_what_the_history_says() {
    let worlds = [(ROUGH, "[1, null]"), (ROUGH, "[]")];
    for (definition, input) in worlds {
        for event in run(definition, input, |_| Script::Silence).events {
            for include_data in [true, false] {
                let shown = history::public(&event, include_data);
                let record = record(&event, include_data);
                assert_eq!(record.as_ref().map(details), shown.as_ref().map(history_details), "{event:?}");
            }
        }
    }
}

fn details(record: &Value) -> Value {
    record["details"].clone()
}

fn history_details(event: &Value) -> Value {
    let details = event.as_object().unwrap().iter().find(|(name, _)| name.ends_with("EventDetails"));
    let mut details = details.map_or(json!({}), |(_, details)| details.clone());
    for value in details.as_object_mut().unwrap().values_mut().filter(|value| value.is_number()) {
        *value = value.to_string().into();
    }
    details
}

#[test]
fn long_payloads_are_cut_between_letters() {
    let cut = |text: &str| {
        let mut event = run(&single(r#""Type":"Succeed""#), "{}", |_| Script::Silence).events.remove(0);
        event.at = Timestamp(1_700_000_000_000);
        let crate::Kind::ExecutionStarted { start, .. } = &mut event.kind else { panic!("{event:?}") };
        std::sync::Arc::make_mut(start).input = Payload::trusted(text.into());
        let record = record(&event, true).unwrap();
        assert_eq!(record["event_timestamp"], "1700000000000");
        let details = &record["details"];
        (details["input"].as_str().unwrap().to_owned(), details["inputDetails"]["truncated"] == true)
    };
    let exact = "x".repeat(PAYLOAD_BYTES_MAX);
    assert_eq!(cut(&exact), (exact.clone(), false));
    assert_eq!(cut(&format!("{exact}x")), (exact, true));
    // Escaped, a quotation mark has two bytes, a letter of two bytes has two.
    let marks = "\"".repeat(PAYLOAD_BYTES_MAX / 2);
    assert_eq!(cut(&format!("{marks}\"")), (marks, true));
    let umlauts = format!("x{}", "ü".repeat(PAYLOAD_BYTES_MAX / 2));
    let (kept, is_cut) = cut(&umlauts);
    assert!(is_cut && umlauts.starts_with(&kept) && kept.len() == PAYLOAD_BYTES_MAX - 1);
}
