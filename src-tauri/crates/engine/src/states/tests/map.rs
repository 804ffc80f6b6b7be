use crate::simulator::Script;
use crate::transcript::{check, check_state, run, single, succeed, transcript};
use crate::{Failure, Payload};

const LAMBDA: &str = "arn:aws:lambda:us-east-1:111111111111:function:Work";
const PASS: &str = r#""Type":"Pass","End":true"#;
const PREFIX: &str = "An error occurred while executing the state 'S' (entered at the event id #2).";

/// A Map `S` whose processor has one state `X`.
fn map(body: &str, fields: &str) -> String {
    format!(
        r#""Type":"Map","ItemProcessor":{{"StartAt":"X","States":{{"X":{{{body}}}}}}},"End":true{fields}"#
    )
}

#[test]
fn one_at_a_time_interleaves_strictly() {
    check_state(
        &map(PASS, r#","MaxConcurrency":1"#),
        r#"[1, "b"]"#,
        r#"
        1 < 0 ExecutionStarted input=[1, "b"]
        2 < 0 MapStateEntered S input=[1, "b"]
        3 < 2 MapStateStarted length=2
        4 < 3 MapIterationStarted S index=0
        5 < 4 PassStateEntered X input=1
        6 < 5 PassStateExited X output=1
        7 < 6 MapIterationSucceeded S index=0
        8 < 6 MapIterationStarted S index=1
        9 < 8 PassStateEntered X input="b"
        10 < 9 PassStateExited X output="b"
        11 < 10 MapIterationSucceeded S index=1
        12 < 11 MapStateSucceeded
        13 < 11 MapStateExited S output=[1,"b"]
        14 < 13 ExecutionSucceeded output=[1,"b"]
        "#,
    );
}

#[test]
fn without_a_limit_all_iterations_start_first() {
    let lines = transcript(&run(&single(&map(PASS, "")), "[1,2,3]", |_| Script::Silence));
    assert_eq!(
        lines[2..],
        [
            "3 < 2 MapStateStarted length=3",
            "4 < 3 MapIterationStarted S index=0",
            "5 < 3 MapIterationStarted S index=1",
            "6 < 3 MapIterationStarted S index=2",
            "7 < 4 PassStateEntered X input=1",
            "8 < 5 PassStateEntered X input=2",
            "9 < 6 PassStateEntered X input=3",
            "10 < 7 PassStateExited X output=1",
            "11 < 8 PassStateExited X output=2",
            "12 < 9 PassStateExited X output=3",
            "13 < 10 MapIterationSucceeded S index=0",
            "14 < 11 MapIterationSucceeded S index=1",
            "15 < 12 MapIterationSucceeded S index=2",
            "16 < 15 MapStateSucceeded",
            "17 < 15 MapStateExited S output=[1,2,3]",
            "18 < 17 ExecutionSucceeded output=[1,2,3]",
        ]
    );
}

#[test]
fn no_items_are_no_iterations() {
    check_state(
        &map(PASS, ""),
        "[]",
        "1 < 0 ExecutionStarted input=[]
        2 < 0 MapStateEntered S input=[]
        3 < 2 MapStateStarted length=0
        4 < 3 MapStateSucceeded
        5 < 3 MapStateExited S output=[]
        6 < 5 ExecutionSucceeded output=[]",
    );
}

#[test]
fn a_selector_sees_the_item_and_the_input() {
    let selector = r#","ItemsPath":"$.list","ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value","k.$":"$.k"}"#;
    let lines =
        transcript(&run(&single(&map(PASS, selector)), r#"{"list":["a"],"k":2}"#, |_| Script::Silence));
    assert_eq!(lines[4], r#"5 < 4 PassStateEntered X input={"i":0,"v":"a","k":2}"#);
    let jsonata = r#","QueryLanguage":"JSONata","Items":"{% $states.input.list %}",
        "ItemSelector":{"v":"{% $states.context.Map.Item.Value & '!' %}","k":"{% $states.input.k %}"}"#;
    let lines =
        transcript(&run(&single(&map(PASS, jsonata)), r#"{"list":["a"],"k":2}"#, |_| Script::Silence));
    assert_eq!(lines[4], r#"5 < 4 PassStateEntered X input={"v":"a!","k":2}"#);
}

#[test]
fn an_object_gives_its_members_in_order() {
    let fields = r#","QueryLanguage":"JSONata","Items":"{% $states.input.prices %}",
        "ItemSelector":"{% $states.context.Map.Item.Key & ' ' & $states.context.Map.Item.Value %}""#;
    let input = r#"{"prices":{"tea":3,"cake":5}}"#;
    let lines = transcript(&run(&single(&map(PASS, fields)), input, |_| Script::Silence));
    let inputs: Vec<&str> =
        lines.iter().filter_map(|line| line.split_once("Entered X input=")).map(|at| at.1).collect();
    assert_eq!(inputs, [r#""tea 3""#, r#""cake 5""#], "{lines:#?}");
}

#[test]
fn a_failing_iteration_fails_the_map() {
    check_state(
        &map(r#""Type":"Fail","Error":"Boom""#, r#","MaxConcurrency":1"#),
        "[1,2]",
        "1 < 0 ExecutionStarted input=[1,2]
        2 < 0 MapStateEntered S input=[1,2]
        3 < 2 MapStateStarted length=2
        4 < 3 MapIterationStarted S index=0
        5 < 4 FailStateEntered X input=1
        6 < 5 MapIterationFailed S index=0
        7 < 5 MapStateFailed
        8 < 7 ExecutionFailed error=Boom",
    );
}

#[test]
fn a_caught_failure_leaves_the_map() {
    let definition = format!(
        r#"{{"StartAt":"S","States":{{"S":{{{}}},"F":{{"Type":"Succeed"}}}}}}"#,
        map(
            r#""Type":"Fail","Error":"Boom""#,
            r#","Catch":[{"ErrorEquals":["Boom"],"Next":"F","ResultPath":null}]"#
        )
    );
    let lines = transcript(&run(&definition, "[1]", |_| Script::Silence));
    assert_eq!(
        lines[4..9],
        [
            "5 < 4 FailStateEntered X input=1",
            "6 < 5 MapIterationFailed S index=0",
            "7 < 5 MapStateFailed",
            "8 < 7 MapStateExited S output=[1]",
            "9 < 8 SucceedStateEntered F input=[1]",
        ]
    );
}

#[test]
fn a_retry_starts_the_map_again_after_the_failure() {
    let fields = r#","MaxConcurrency":1,"Retry":[{"ErrorEquals":["Boom"],"MaxAttempts":1}]"#;
    let lines = transcript(&run(&single(&map(r#""Type":"Fail","Error":"Boom""#, fields)), "[1]", |_| {
        Script::Silence
    }));
    assert_eq!(
        lines[4..],
        [
            "5 < 4 FailStateEntered X input=1",
            "6 < 5 MapIterationFailed S index=0",
            "7 < 5 MapStateStarted length=1",
            "8 < 7 MapIterationStarted S index=0",
            "9 < 8 FailStateEntered X input=1",
            "10 < 9 MapIterationFailed S index=0",
            "11 < 9 MapStateFailed",
            "12 < 11 ExecutionFailed error=Boom",
        ]
    );
}

#[test]
fn four_functions_that_time_out_abort_as_recorded() {
    let body = format!(r#""Type":"Task","Resource":"{LAMBDA}","TimeoutSeconds":1,"End":true"#);
    let lines = transcript(&run(&single(&map(&body, "")), "[1,2,3,4]", |_| Script::Silence));
    let order: Vec<String> = lines
        .iter()
        .map(|line| line.split(" input").next().unwrap().replace(&format!(" {LAMBDA}"), ""))
        .collect();
    assert_eq!(
        order[3..],
        [
            "4 < 3 MapIterationStarted S index=0",
            "5 < 3 MapIterationStarted S index=1",
            "6 < 3 MapIterationStarted S index=2",
            "7 < 3 MapIterationStarted S index=3",
            "8 < 4 TaskStateEntered X",
            "9 < 8 LambdaFunctionScheduled",
            "10 < 5 TaskStateEntered X",
            "11 < 10 LambdaFunctionScheduled",
            "12 < 6 TaskStateEntered X",
            "13 < 12 LambdaFunctionScheduled",
            "14 < 7 TaskStateEntered X",
            "15 < 14 LambdaFunctionScheduled",
            "16 < 9 LambdaFunctionStarted",
            "17 < 11 LambdaFunctionStarted",
            "18 < 13 LambdaFunctionStarted",
            "19 < 15 LambdaFunctionStarted",
            "20 < 16 LambdaFunctionTimedOut error=States.Timeout",
            "21 < 20 MapIterationFailed S index=0",
            "22 < 20 TaskStateAborted",
            "23 < 20 MapIterationAborted S index=1",
            "24 < 20 TaskStateAborted",
            "25 < 20 MapIterationAborted S index=2",
            "26 < 20 TaskStateAborted",
            "27 < 20 MapIterationAborted S index=3",
            "28 < 20 TaskStateAborted",
            "29 < 20 MapStateFailed",
            "30 < 29 ExecutionFailed error=States.Timeout",
        ]
    );
}

#[test]
fn a_limit_keeps_that_many_running() {
    let body = format!(r#""Type":"Task","Resource":"{LAMBDA}","End":true"#);
    let definition = single(&map(&body, r#","MaxConcurrency":2"#));
    let run = run(&definition, "[30,10,10,10]", |task| Script::Succeed {
        after_milliseconds: task.parameters.value().as_i64().unwrap(),
        output: task.parameters.clone(),
    });
    let mut running = 0;
    let mut most = 0;
    for line in transcript(&run) {
        running += i32::from(line.contains("MapIterationStarted"))
            - i32::from(line.contains("MapIterationSucceeded"));
        most = most.max(running);
    }
    assert_eq!(most, 2);
    assert_eq!(run.events.last().unwrap().at.0, 30);
}

#[test]
fn what_is_no_array_is_refused_as_recorded() {
    let refused =
        |fields: &str, input: &str| transcript(&run(&single(&map(PASS, fields)), input, succeed("1")));
    let lines = refused(r#","ItemsPath":"$$.Execution.Input""#, "{}");
    let cause = format!("{PREFIX} Reference path \"$.Execution.Input\" must point to array.");
    assert_eq!(lines[2], format!("3 < 2 ExecutionFailed error=States.Runtime cause={cause}"));

    let lines = refused(r#","MaxConcurrencyPath":"$.p""#, r#"{"p":"NoNumber"}"#);
    let cause = format!(
        "{PREFIX} The MaxConcurrencyPath field refers to value \"NoNumber\" which is not a valid integer: $.p"
    );
    assert_eq!(lines[2], format!("3 < 2 ExecutionFailed error=States.Runtime cause={cause}"));

    let lines = refused(r#","QueryLanguage":"JSONata""#, r#"{"foo": "bar"}"#);
    let cause = format!("{PREFIX} Map state input must be an array but was: {{\"foo\":\"bar\"}}");
    let error = "error=States.QueryEvaluationError";
    assert_eq!(
        lines[2..],
        [
            format!("3 < 0 EvaluationFailed state=S {error} cause={cause}"),
            "4 < 3 MapStateFailed".to_owned(),
            format!("5 < 4 ExecutionFailed {error} cause={cause}"),
        ]
    );

    let lines = refused(r#","QueryLanguage":"JSONata","Items":"{% 1 %}""#, "[]");
    let cause = format!(
        "{PREFIX} The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1"
    );
    assert_eq!(lines[2], format!("3 < 0 EvaluationFailed state=S {error} cause={cause} location=Items"));
}

#[test]
fn no_more_than_forty_iterations_run_at_once() {
    let items: Vec<String> = (0..50).map(|item| item.to_string()).collect();
    let body = format!(r#""Type":"Task","Resource":"{LAMBDA}","End":true"#);
    let run = run(&single(&map(&body, "")), &format!("[{}]", items.join(",")), |_| Script::Silence);
    let started = transcript(&run).iter().filter(|line| line.contains("MapIterationStarted")).count();
    assert_eq!(started, 40);
}

#[test]
fn many_items_take_several_turns() {
    let items: Vec<String> = (0..3_000).map(|item| item.to_string()).collect();
    let input = format!("[{}]", items.join(","));
    let run = run(&single(&map(PASS, "")), &input, |_| Script::Silence);
    assert_eq!(run.execution.status(), &crate::Status::Succeeded { output: Payload::parse(&input).unwrap() });
    assert!(run.turns > 10, "{}", run.turns);
}

#[test]
fn maps_nest_and_abort_from_the_outside_in() {
    let inner =
        map(&format!(r#""Type":"Task","Resource":"{LAMBDA}","End":true"#), "").replace(r#""X""#, r#""Y""#);
    let definition = single(&map(&inner, ""));
    let run = run(&definition, "[[1],[2]]", |task| {
        if task.parameters.text() == "2" {
            Script::Fail { after_milliseconds: 1, failure: Failure::new("Boom", "no") }
        } else {
            Script::Silence
        }
    });
    let lines = transcript(&run);
    let failed = lines.iter().position(|line| line.contains("LambdaFunctionFailed")).unwrap();
    let id = failed + 1;
    let expected = [
        format!("< {id} MapIterationFailed X index=0"),
        format!("< {id} TaskStateAborted"),
        format!("< {id} MapStateFailed"),
        format!("< {} MapIterationFailed S index=1", id + 3),
        format!("< {} MapIterationAborted S index=0", id + 3),
        format!("< {} MapIterationAborted X index=0", id + 3),
        format!("< {} TaskStateAborted", id + 3),
        format!("< {} MapStateAborted", id + 3),
        format!("< {} MapStateFailed", id + 3),
        format!("< {} ExecutionFailed error=Boom cause=no", id + 9),
    ];
    let found: Vec<&str> = lines[id..].iter().map(|line| line.split_once(' ').unwrap().1).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_history_is_the_same_for_check_and_run() {
    // Two runs of one program with one seed: the same events, whatever the expressions draw.
    let body =
        r#""Type":"Pass","Parameters":{"id.$":"States.UUID()","n.$":"States.MathRandom(1,1000)"},"End":true"#;
    let definition = single(&map(body, ""));
    let first = run(&definition, "[1,2]", |_| Script::Silence);
    let second = run(&definition, "[1,2]", |_| Script::Silence);
    assert_eq!(first.events, second.events);
    let output: serde_json::Value = match first.execution.status() {
        crate::Status::Succeeded { output } => output.value().clone(),
        other => panic!("{other:?}"),
    };
    assert_ne!(output[0]["id"], output[1]["id"]);
    check(
        &definition,
        "[]",
        succeed("1"),
        "1 < 0 ExecutionStarted input=[]
        2 < 0 MapStateEntered S input=[]
        3 < 2 MapStateStarted length=0
        4 < 3 MapStateSucceeded
        5 < 3 MapStateExited S output=[]
        6 < 5 ExecutionSucceeded output=[]",
    );
}

#[test]
fn an_item_without_its_path_ends_the_execution() {
    let selector = r#","ItemSelector":{"n.$":"States.ArrayGetItem($$.Map.Item.Value, 0)"}"#;
    let lines = transcript(&run(&single(&map(PASS, selector)), "[[1],2]", |_| Script::Silence));
    assert_eq!(lines[2..4], ["3 < 2 MapStateStarted length=2", "4 < 3 MapIterationStarted S index=0"]);
    assert!(lines[4].starts_with("5 < 3 ExecutionFailed error=States.Runtime"), "{}", lines[4]);
}

#[test]
fn nothing_follows_the_end_of_a_full_history() {
    // The history fills up at another event of the loop each time, also in the middle of the aborts.
    let body = map(r#""Type":"Fail","Error":"Boom""#, r#","Catch":[{"ErrorEquals":["Boom"],"Next":"S"}]"#);
    let body = body.replace(r#""End":true"#, r#""ItemsPath":"$$.Execution.Input","Next":"S""#);
    for before in [0, 3, 6, 9] {
        let mut states = format!(r#""S":{{{body}}}"#);
        for place in 0..before {
            let next = if place == 0 { "S".to_owned() } else { format!("P{}", place - 1) };
            states.push_str(&format!(r#","P{place}":{{"Type":"Pass","Next":"{next}"}}"#));
        }
        let first = if before == 0 { "S".to_owned() } else { format!("P{}", before - 1) };
        let definition = format!(r#"{{"StartAt":"{first}","States":{{{states}}}}}"#);
        let run = run(&definition, "[1,2,3]", |_| Script::Silence);
        let last = run.events.last().unwrap();
        assert!(matches!(last.kind, crate::Kind::ExecutionFailed(_)), "{:?}", last.kind);
        assert_eq!((last.id, run.execution.status().word()), (25_000, "FAILED"));
    }
}
