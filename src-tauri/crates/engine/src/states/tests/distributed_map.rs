use crate::simulator::Script;
use crate::transcript::{check_end, fail, run, single, succeed};
use crate::{Execution, Failure, Input, Kind, Program, Status, Timestamp, decide, simulator};

const PASS: &str = r#""ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
    "StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}"#;
const WORK: &str = r#""ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},
    "StartAt":"I","States":{"I":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:1:function:f","End":true}}}"#;

fn map(fields: &str) -> String {
    format!(r#""Type":"Map",{PASS},"End":true{fields}"#)
}

fn work(fields: &str) -> String {
    format!(r#""Type":"Map",{WORK},"End":true{fields}"#)
}

/// The history without the random part of ARNs.
fn lines(fields: &str, input: &str, script: impl FnMut(&crate::Task) -> Script) -> Vec<String> {
    let run = run(&single(fields), input, script);
    let cut = |line: String| match line.split_once(" mapRunArn=") {
        Some((before, _)) => before.to_owned(),
        None => line,
    };
    crate::transcript::transcript(&run).into_iter().map(cut).collect()
}

#[test]
fn a_map_run_stands_between_start_and_end() {
    assert_eq!(
        lines(&map(r#","ItemsPath":"$.a""#), r#"{"a":[1,{"b":2}]}"#, |_| Script::Silence),
        [
            r#"1 < 0 ExecutionStarted input={"a":[1,{"b":2}]}"#,
            r#"2 < 0 MapStateEntered S input={"a":[1,{"b":2}]}"#,
            "3 < 2 MapStateStarted length=2",
            "4 < 3 MapRunStarted",
            "5 < 4 MapRunSucceeded",
            "6 < 5 MapStateSucceeded",
            r#"7 < 4 MapStateExited S output=[1,{"b":2}]"#,
            r#"8 < 7 ExecutionSucceeded output=[1,{"b":2}]"#,
        ]
    );
}

#[test]
fn a_failed_map_run_can_be_retried_and_caught() {
    let retry = r#","Retry":[{"ErrorEquals":["States.ExceedToleratedFailureThreshold"],"MaxAttempts":1}]"#;
    assert_eq!(
        lines(&work(retry), "[1]", fail("E", "no")),
        [
            "1 < 0 ExecutionStarted input=[1]",
            "2 < 0 MapStateEntered S input=[1]",
            "3 < 2 MapStateStarted length=1",
            "4 < 3 MapRunStarted",
            "5 < 4 MapRunFailed error=States.ExceedToleratedFailureThreshold cause=The specified tolerated failure threshold was exceeded",
            "6 < 5 MapStateStarted length=1",
            "7 < 6 MapRunStarted",
            "8 < 7 MapRunFailed error=States.ExceedToleratedFailureThreshold cause=The specified tolerated failure threshold was exceeded",
            "9 < 8 MapStateFailed",
            "10 < 9 ExecutionFailed error=States.ExceedToleratedFailureThreshold cause=The specified tolerated failure threshold was exceeded",
        ]
    );
}

#[test]
fn as_many_failures_as_tolerated_do_no_harm() {
    let scripts = || {
        let (mut good, mut bad, mut count) = (succeed("true"), fail("E", "no"), 0);
        move |task: &crate::Task| {
            count += 1;
            if count == 2 { bad(task) } else { good(task) }
        }
    };
    for (fields, expected) in [
        (r#","ToleratedFailureCount":1"#, "SUCCEEDED"),
        (r#","ToleratedFailurePercentage":34"#, "SUCCEEDED"),
        (r#","ToleratedFailurePercentage":33.3"#, "FAILED"),
        (r#","ToleratedFailurePercentage":100,"ToleratedFailureCount":0"#, "FAILED"),
        ("", "FAILED"),
    ] {
        let run = run(&single(&work(fields)), "[1,2,3]", scripts());
        assert_eq!(run.execution.status().word(), expected, "{fields}");
    }
}

#[test]
fn the_item_selector_sees_the_item_its_index_and_where_it_comes_from() {
    let selector = r#","ItemsPath":"$.a","ItemSelector":{"v.$":"$$.Map.Item.Value","i.$":"$$.Map.Item.Index",
        "s.$":"$$.Map.Item.Source","all.$":"$.b"}"#;
    check_end(
        &map(selector),
        r#"{"a":["x","y"],"b":1}"#,
        r#"Succeeded output=[{"v":"x","i":0,"s":"STATE_DATA","all":1},{"v":"y","i":1,"s":"STATE_DATA","all":1}]"#,
    );
}

#[test]
fn batches_close_at_either_limit() {
    let batches = |limits: &str| format!(r#"{},"ItemBatcher":{{{limits}}}"#, map(""));
    for (limits, expected) in [
        (r#""MaxItemsPerBatch":2"#, r#"[{"Items":[1,2]},{"Items":[3]}]"#),
        (
            r#""MaxItemsPerBatch":9,"BatchInput":{"k.$":"$[0]"}"#,
            r#"[{"BatchInput":{"k":1},"Items":[1,2,3]}]"#,
        ),
        (r#""MaxInputBytesPerBatch":15"#, r#"[{"Items":[1,2]},{"Items":[3]}]"#),
        (r#""MaxInputBytesPerBatch":3"#, r#"[{"Items":[1]},{"Items":[2]},{"Items":[3]}]"#),
    ] {
        check_end(&batches(limits), "[1,2,3]", &format!("Succeeded output={expected}"));
    }
}

#[test]
fn what_is_wrong_with_the_configuration_shows_after_the_start() {
    let cause = |text: &str| {
        format!(
            "Failed error=States.Runtime cause=An error occurred while executing the state 'S' (entered at the event id #2). {text}"
        )
    };
    for (fields, text) in [
        (
            r#","ItemsPath":"$.a","ToleratedFailureCountPath":"$.p""#,
            r#"The ToleratedFailureCountPath field refers to value "x" which is not a valid integer: $.p"#,
        ),
        (
            r#","ItemsPath":"$.a","ToleratedFailurePercentagePath":"$.p""#,
            r#"The ToleratedFailurePercentagePath field refers to value "x" which is not a valid float: $.p"#,
        ),
        (
            r#","ItemsPath":"$.a","ToleratedFailureCountPath":"$.n""#,
            "ToleratedFailureCount cannot be negative.",
        ),
        (
            r#","ItemsPath":"$.a","ToleratedFailurePercentagePath":"$.n""#,
            "ToleratedFailurePercentage must be between 0 and 100.",
        ),
        (
            r#","ItemReader":{"Resource":"r","ReaderConfig":{"MaxItemsPath":"$.h"}}"#,
            r#"The MaxItemsPath field refers to value "1.5" which is not a valid integer: $.h"#,
        ),
    ] {
        check_end(&map(fields), r#"{"a":[1],"p":"x","n":-1,"h":1.5}"#, &cause(text));
    }
}

#[test]
fn a_negative_number_of_items_fails_the_map_run() {
    let reader = r#","ItemReader":{"Resource":"r","ReaderConfig":{"MaxItemsPath":"$.n"}}"#;
    let lines = lines(&map(reader), r#"{"n":-1}"#, |_| Script::Silence);
    assert_eq!(
        lines[2..],
        [
            "3 < 2 MapStateStarted length=0",
            "4 < 3 MapRunStarted",
            "5 < 4 MapRunFailed error=States.ItemReaderFailed cause=field MaxItems must be positive",
            "6 < 5 MapStateFailed",
            "7 < 6 ExecutionFailed error=States.ItemReaderFailed cause=field MaxItems must be positive",
        ]
    );
}

#[test]
fn results_are_flattened_if_the_writer_says_so() {
    let writer = r#","ResultWriter":{"WriterConfig":{"Transformation":"FLATTEN","OutputType":"JSON"}}"#;
    check_end(&map(writer), "[[1,2],3,[]]", "Succeeded output=[1,2,3]");
}

#[test]
fn jsonata_configures_it_too() {
    let fields = format!(
        r#""QueryLanguage":"JSONata","Type":"Map",{PASS},"End":true,"Items":"{{% $states.input.a %}}",
        "ItemSelector":{{"v":"{{% $states.context.Map.Item.Value * 2 %}}"}},
        "ToleratedFailureCount":"{{% 1 + 1 %}}","MaxConcurrency":"{{% 3 %}}",
        "Output":"{{% $count($states.result) %}}""#
    );
    check_end(&fields, r#"{"a":[1,2]}"#, "Succeeded output=2");
}

#[test]
fn stopping_the_execution_stops_the_map_run() {
    let (machine, _) = asl::parse(&single(&work("")));
    let program = Program::compile(&machine.unwrap()).unwrap();
    let mut execution = Execution::new();
    let start = simulator::start(crate::Payload::parse("[1]").unwrap());
    decide(&program, &mut execution, Timestamp(0), Input::Start(Box::new(start)));
    let events = decide(&program, &mut execution, Timestamp(1), Input::Stop { failure: Failure::default() });
    assert!(matches!(events[0].kind, Kind::MapRunAborted), "{events:?}");
    assert_eq!(events[0].previous, 4);
    assert!(matches!(execution.status(), Status::Aborted(_)));
    assert!(execution.outstanding().is_empty());
}

#[test]
fn a_sibling_that_fails_takes_the_map_run_with_it() {
    let definition = format!(
        r#"{{"StartAt":"P","States":{{"P":{{"Type":"Parallel","End":true,"Branches":[
        {{"StartAt":"S","States":{{"S":{{{}}}}}}},
        {{"StartAt":"W","States":{{"W":{{"Type":"Wait","Seconds":1,"Next":"F"}},"F":{{"Type":"Fail","Error":"E"}}}}}}]}}}}}}"#,
        work("")
    );
    let run = run(&definition, "[1]", |_| Script::Silence);
    let types: Vec<String> = run.events.iter().filter_map(crate::history::type_name).collect();
    // A child that never ends is stopped by the simulator, and an aborted child is no failure.
    assert_eq!(types.last().map(String::as_str), Some("ExecutionFailed"), "{types:?}");
}

#[test]
fn without_items_there_is_nothing_to_do() {
    check_end(&map(""), "[]", "Succeeded output=[]");
}
