use crate::simulator::{self, Script};
use crate::transcript::{check, fail, in_turn, lines, program, run, single, submit, succeed, transcript};
use crate::{Execution, Failure, Input, Moment, Outcome, Payload, Timestamp, decide};

const LAMBDA: &str = "arn:aws:lambda:us-east-1:111111111111:function:Work";
const INVOKE: &str = "arn:aws:states:::lambda:invoke";
const QUEUE: &str = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
const ACTIVITY: &str = "arn:aws:states:us-east-1:111111111111:activity:Approve";

fn task(resource: &str, fields: &str) -> String {
    single(&format!(r#""Type":"Task","Resource":"{resource}","End":true{fields}"#))
}

fn json(text: &str) -> Payload {
    Payload::parse(text).unwrap()
}

/// Checks the last line of the history only.
fn check_last(definition: &str, script: impl FnMut(&crate::Task) -> Script, expected: &str) {
    let lines = transcript(&run(definition, r#"{"n":1}"#, script));
    assert_eq!(lines.last().unwrap(), expected, "\nhistory:\n{}\n", lines.join("\n"));
}

#[test]
fn a_function_gets_the_input_and_gives_the_result() {
    check(
        &task(LAMBDA, ""),
        r#"{"n": 1}"#,
        succeed(r#"{"ok": true}"#),
        &format!(
            r#"
            1 < 0 ExecutionStarted input={{"n": 1}}
            2 < 0 TaskStateEntered S input={{"n": 1}}
            3 < 2 LambdaFunctionScheduled {LAMBDA} input={{"n": 1}}
            4 < 3 LambdaFunctionStarted
            5 < 4 LambdaFunctionSucceeded output={{"ok": true}}
            6 < 5 TaskStateExited S output={{"ok": true}}
            7 < 6 ExecutionSucceeded output={{"ok": true}}
            "#
        ),
    );
}

#[test]
fn a_retry_is_another_scheduled_event_and_nothing_else() {
    let definition = task(LAMBDA, r#","Retry":[{"ErrorEquals":["Boom"],"IntervalSeconds":3}]"#);
    let scripts = vec![
        Script::Fail { after_milliseconds: 10, failure: Failure::new("Boom", "no") },
        Script::Succeed { after_milliseconds: 10, output: json("1") },
    ];
    let run = run(&definition, "{}", in_turn(scripts));
    let lines: Vec<String> = transcript(&run);
    let order: Vec<&str> = lines.iter().map(|line| line.split(" input").next().unwrap()).collect();
    assert_eq!(
        order,
        [
            "1 < 0 ExecutionStarted",
            "2 < 0 TaskStateEntered S",
            &format!("3 < 2 LambdaFunctionScheduled {LAMBDA}"),
            "4 < 3 LambdaFunctionStarted",
            "5 < 4 LambdaFunctionFailed error=Boom cause=no",
            &format!("6 < 5 LambdaFunctionScheduled {LAMBDA}"),
            "7 < 6 LambdaFunctionStarted",
            "8 < 7 LambdaFunctionSucceeded output=1",
            "9 < 8 TaskStateExited S output=1",
            "10 < 9 ExecutionSucceeded output=1",
        ]
    );
    assert_eq!(run.events.last().unwrap().at.0, 3_020, "the delay is three seconds");
}

#[test]
fn every_retrier_counts_for_itself_and_an_exhausted_one_is_final() {
    let retry = r#","Retry":[
        {"ErrorEquals":["A"],"MaxAttempts":1},
        {"ErrorEquals":["States.ALL"],"MaxAttempts":2}]"#;
    let attempts = |errors: &[&str]| {
        let mut errors: Vec<String> = errors.iter().rev().map(|error| (*error).to_owned()).collect();
        let mut count = 0;
        run(&task(INVOKE, retry), "{}", |_| {
            count += 1;
            let failure = Failure::new(errors.pop().unwrap_or_default(), "");
            Script::Fail { after_milliseconds: 0, failure }
        });
        count
    };
    assert_eq!(attempts(&["A", "A", "A"]), 2, "one retry for `A`, then no later retrier");
    assert_eq!(attempts(&["B", "A", "B", "B"]), 4, "one for `A`, two for the others");
    assert_eq!(attempts(&["A", "B", "A"]), 3, "the count of `A` is not reset by `B`");
}

#[test]
fn states_runtime_is_never_retried_and_never_caught() {
    let handlers = r#","Parameters":{"x.$":"$.none"},
        "Retry":[{"ErrorEquals":["States.ALL"]}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"S"}]"#;
    check(
        &task(INVOKE, handlers),
        "{}",
        |_| Script::Silence,
        "1 < 0 ExecutionStarted input={}
        2 < 0 TaskStateEntered S input={}
        3 < 2 ExecutionFailed error=States.Runtime cause=An error occurred while executing the state 'S' (entered at the event id #2). The JSONPath '$.none' specified for the field 'x.$' could not be found in the input '{}'",
    );
}

#[test]
fn a_catcher_leaves_the_state_with_the_error_output() {
    let definition = format!(
        r#"{{"StartAt":"S","States":{{
            "S":{{"Type":"Task","Resource":"{INVOKE}","End":true,"OutputPath":"$.none",
                 "Catch":[{{"ErrorEquals":["States.TaskFailed"],"ResultPath":"$.e","Next":"F"}}]}},
            "F":{{"Type":"Pass","End":true}}}}}}"#
    );
    check(
        &definition,
        r#"{"n": 1}"#,
        fail("Boom", "no"),
        r#"
        1 < 0 ExecutionStarted input={"n": 1}
        2 < 0 TaskStateEntered S input={"n": 1}
        3 < 2 TaskScheduled resourceType=lambda invoke parameters={"n": 1}
        4 < 3 TaskStarted resourceType=lambda invoke
        5 < 4 TaskFailed resourceType=lambda invoke error=Boom cause=no
        6 < 5 TaskStateExited S output={"n":1,"e":{"Error":"Boom","Cause":"no"}}
        7 < 6 PassStateEntered F input={"n":1,"e":{"Error":"Boom","Cause":"no"}}
        8 < 7 PassStateExited F output={"n":1,"e":{"Error":"Boom","Cause":"no"}}
        9 < 8 ExecutionSucceeded output={"n":1,"e":{"Error":"Boom","Cause":"no"}}
        "#,
    );
}

#[test]
fn a_task_token_is_submitted_and_answered_later() {
    let definition =
        task(QUEUE, r#","Parameters":{"QueueUrl":"q"},"HeartbeatSeconds":5,"TimeoutSeconds":60"#);
    check(
        &definition,
        "{}",
        in_turn(vec![submit(Outcome::Succeeded(json(r#"{"decision": "approve"}"#)))]),
        r#"
        1 < 0 ExecutionStarted input={}
        2 < 0 TaskStateEntered S input={}
        3 < 2 TaskScheduled resourceType=sqs sendMessage.waitForTaskToken parameters={"QueueUrl":"q"} timeoutInSeconds=60 heartbeatInSeconds=5
        4 < 3 TaskStarted resourceType=sqs sendMessage.waitForTaskToken
        5 < 4 TaskSubmitted resourceType=sqs sendMessage.waitForTaskToken output={"MessageId":"1"}
        6 < 5 TaskSucceeded resourceType=sqs sendMessage.waitForTaskToken output={"decision": "approve"}
        7 < 6 TaskStateExited S output={"decision": "approve"}
        8 < 7 ExecutionSucceeded output={"decision": "approve"}
        "#,
    );
}

#[test]
fn the_token_in_the_context_names_the_attempt() {
    let definition =
        task(QUEUE, r#","Parameters":{"token.$":"$$.Task.Token"},"Retry":[{"ErrorEquals":["A"]}]"#);
    let mut tokens = Vec::new();
    run(&definition, "{}", |task| {
        let given = task.parameters.value()["token"].as_str().unwrap().to_owned();
        assert_eq!(Some(&given), task.token.as_ref());
        tokens.push(given);
        Script::Fail { after_milliseconds: 0, failure: Failure::new("A", "") }
    });
    assert_eq!(tokens.len(), 4);
    for (token, ticket) in tokens.iter().zip([1, 3, 5, 7]) {
        let claim = crate::token::check(token, &[7; 32]).unwrap();
        assert_eq!(claim.ticket.0, ticket, "timers of retries have tickets too");
    }
}

#[test]
fn a_failure_without_fields_is_null_in_the_error_output() {
    let definition = format!(
        r#"{{"StartAt":"S","States":{{
            "S":{{"Type":"Task","Resource":"{QUEUE}","Next":"F","Catch":[{{"ErrorEquals":["States.ALL"],"Next":"F"}}]}},
            "F":{{"Type":"Succeed"}}}}}}"#
    );
    let silent = submit(Outcome::Failed(Failure::default()));
    let lines = transcript(&run(&definition, "{}", in_turn(vec![silent])));
    let resource = "resourceType=sqs sendMessage.waitForTaskToken";
    assert_eq!(lines[5], format!("6 < 5 TaskFailed {resource}"));
    assert_eq!(lines[6], r#"7 < 6 TaskStateExited S output={"Error":null,"Cause":null}"#);
}

#[test]
fn a_timeout_has_an_error_and_an_empty_cause_once_caught() {
    let definition = format!(
        r#"{{"StartAt":"S","States":{{
            "S":{{"Type":"Task","Resource":"{LAMBDA}","TimeoutSeconds":5,"Next":"F",
                 "Catch":[{{"ErrorEquals":["States.Timeout"],"Next":"F"}}]}},
            "F":{{"Type":"Succeed"}}}}}}"#
    );
    let run = run(&definition, "{}", |_| Script::Silence);
    let lines = transcript(&run);
    assert_eq!(lines[2], format!("3 < 2 LambdaFunctionScheduled {LAMBDA} input={{}} timeoutInSeconds=5"));
    assert_eq!(lines[4], "5 < 4 LambdaFunctionTimedOut error=States.Timeout");
    assert_eq!(lines[5], r#"6 < 5 TaskStateExited S output={"Error":"States.Timeout","Cause":""}"#);
    assert_eq!(run.events.last().unwrap().at.0, 5_000);
}

#[test]
fn states_task_failed_does_not_match_a_timeout() {
    let handlers = r#","TimeoutSeconds":1,"Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"S"}]"#;
    check_last(&task(LAMBDA, handlers), |_| Script::Silence, "6 < 5 ExecutionFailed error=States.Timeout");
}

#[test]
fn a_missed_heartbeat_is_a_timeout_that_has_a_second_name() {
    let beating = || Script::Beat { every_milliseconds: 2_000, times: 3, then: Box::new(Script::Silence) };
    let definition = task(INVOKE, r#","HeartbeatSeconds":3"#);
    let run = run(&definition, "{}", in_turn(vec![beating()]));
    let lines = transcript(&run);
    assert_eq!(lines[4], "5 < 4 TaskTimedOut resourceType=lambda invoke error=States.Timeout");
    assert_eq!(run.events.last().unwrap().at.0, 9_000, "three beats, then three seconds of silence");

    for (name, caught) in [("States.HeartbeatTimeout", true), ("States.Timeout", true), ("Other", false)] {
        let handlers = format!(r#","HeartbeatSeconds":3,"Catch":[{{"ErrorEquals":["{name}"],"Next":"S"}}]"#);
        let program = crate::transcript::program(&task(INVOKE, &handlers));
        let start = crate::simulator::start(json("{}"));
        let run = crate::simulator::run(&program, start, crate::Timestamp(0), 12, |_| Script::Silence);
        assert_eq!(!run.execution.status().is_terminal(), caught, "{name}");
    }
}

#[test]
fn an_activity_waits_for_a_worker() {
    let definition = task(ACTIVITY, r#","TimeoutSeconds":30"#);
    check(
        &definition,
        "{}",
        succeed("2"),
        &format!(
            "1 < 0 ExecutionStarted input={{}}
            2 < 0 TaskStateEntered S input={{}}
            3 < 2 ActivityScheduled {ACTIVITY} input={{}} timeoutInSeconds=30
            4 < 3 ActivityStarted
            5 < 4 ActivitySucceeded output=2
            6 < 5 TaskStateExited S output=2
            7 < 6 ExecutionSucceeded output=2"
        ),
    );
    let named = Script::Take { worker: "Ann".to_owned(), then: Box::new(Script::Silence) };
    assert_eq!(
        transcript(&run(&definition, "{}", in_turn(vec![named])))[3],
        "4 < 3 ActivityStarted workerName=Ann"
    );
    let untaken = run(&definition, "{}", |_| Script::Leave);
    assert_eq!(transcript(&untaken)[3], "4 < 3 ActivityTimedOut error=States.Timeout");
    assert_eq!(untaken.events.last().unwrap().at.0, 30_000);
}

#[test]
fn a_result_that_is_too_large_is_an_ordinary_failure_of_the_task() {
    let big = format!("\"{}\"", "x".repeat(262_143));
    let cause = |origin: &str| {
        format!(
            "error=States.DataLimitExceeded cause=The state/task '{origin}' returned a result with a size exceeding the maximum number of bytes service limit."
        )
    };
    for (resource, event, origin) in [
        (LAMBDA, "LambdaFunctionFailed", LAMBDA),
        (INVOKE, "TaskFailed resourceType=lambda invoke", "lambda"),
    ] {
        let lines = transcript(&run(&task(resource, ""), "{}", succeed(&big)));
        assert_eq!(lines[4], format!("5 < 4 {event} {}", cause(origin)));
    }
    let caught = task(INVOKE, r#","Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":1}]"#);
    assert_eq!(transcript(&run(&caught, "{}", succeed(&big))).len(), 9, "`States.ALL` takes it");
}

#[test]
fn a_fault_after_the_result_follows_the_success_and_is_not_caught() {
    let handlers =
        r#","ResultSelector":{"x.$":"$.none"},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"S"}]"#;
    check_last(
        &task(LAMBDA, handlers),
        succeed("{}"),
        "6 < 5 ExecutionFailed error=States.Runtime cause=An error occurred while executing the state 'S' (entered at the event id #2). The JSONPath '$.none' specified for the field 'x.$' could not be found in the input '{}'",
    );
}

#[test]
fn a_task_that_the_process_did_not_survive_is_a_failure_and_not_run_again() {
    let mut attempts = 0;
    let lines = transcript(&run(&task(INVOKE, ""), "{}", |_| {
        attempts += 1;
        Script::Die { after_milliseconds: 50 }
    }));
    assert_eq!(attempts, 1);
    let told = lines.last().unwrap();
    assert!(told.starts_with("6 < 5 ExecutionFailed error=Signalbox.TaskInterrupted cause="), "{told}");
}

#[test]
fn seconds_may_come_from_paths() {
    let definition =
        task(INVOKE, r#","TimeoutSecondsPath":"$.t","HeartbeatSecondsPath":"$$.Execution.Input.h""#);
    let lines = transcript(&run(&definition, r#"{"t":9,"h":2}"#, succeed("1")));
    assert_eq!(
        lines[2],
        r#"3 < 2 TaskScheduled resourceType=lambda invoke parameters={"t":9,"h":2} timeoutInSeconds=9 heartbeatInSeconds=2"#
    );
    let lines = transcript(&run(&definition, r#"{"t":9}"#, succeed("1")));
    assert!(
        lines[2].contains(
            "Invalid path '$$.Execution.Input.h' : No results for path: $['Execution']['Input']['h']"
        ),
        "{}",
        lines[2]
    );
}

#[test]
fn credentials_show_on_the_scheduled_event() {
    let definition = task(INVOKE, r#","Credentials":{"RoleArn.$":"$.role"}"#);
    let lines = transcript(&run(&definition, r#"{"role":"arn:aws:iam::1:role/x"}"#, succeed("1")));
    assert!(lines[2].ends_with(r#"taskCredentials={"roleArn":"arn:aws:iam::1:role/x"}"#), "{}", lines[2]);
}

#[test]
fn jsonata_sees_result_and_error_output() {
    let definition = format!(
        r#"{{"QueryLanguage":"JSONata","StartAt":"S","States":{{
            "S":{{"Type":"Task","Resource":"{INVOKE}","Arguments":{{"n":"{{% $states.input.n + 1 %}}"}},
                 "Output":"{{% $states.result.ok %}}","Next":"T"}},
            "T":{{"Type":"Task","Resource":"{INVOKE}","End":true,
                 "Catch":[{{"ErrorEquals":["States.ALL"],"Next":"F","Assign":{{"e":"{{% $states.errorOutput.Error %}}"}},
                           "Output":{{"was":"{{% $states.input %}}"}}}}]}},
            "F":{{"Type":"Pass","Output":{{"e":"{{% $e %}}","in":"{{% $states.input %}}"}},"End":true}}}}}}"#
    );
    let scripts = vec![
        Script::Succeed { after_milliseconds: 0, output: json(r#"{"ok":[1]}"#) },
        Script::Fail { after_milliseconds: 0, failure: Failure::new("Boom", "no") },
    ];
    check(
        &definition,
        r#"{"n":1}"#,
        in_turn(scripts),
        r#"
        1 < 0 ExecutionStarted input={"n":1}
        2 < 0 TaskStateEntered S input={"n":1}
        3 < 2 TaskScheduled resourceType=lambda invoke parameters={"n":2}
        4 < 3 TaskStarted resourceType=lambda invoke
        5 < 4 TaskSucceeded resourceType=lambda invoke output={"ok":[1]}
        6 < 5 TaskStateExited S output=[1]
        7 < 6 TaskStateEntered T input=[1]
        8 < 7 TaskScheduled resourceType=lambda invoke parameters=[1]
        9 < 8 TaskStarted resourceType=lambda invoke
        10 < 9 TaskFailed resourceType=lambda invoke error=Boom cause=no
        11 < 10 TaskStateExited T output={"was":[1]} assignedVariables={"e":"\"Boom\""}
        12 < 11 PassStateEntered F input={"was":[1]}
        13 < 12 PassStateExited F output={"e":"Boom","in":{"was":[1]}}
        14 < 13 ExecutionSucceeded output={"e":"Boom","in":{"was":[1]}}
        "#,
    );
}

#[test]
fn a_failed_evaluation_of_arguments_is_caught() {
    let definition = format!(
        r#"{{"QueryLanguage":"JSONata","StartAt":"S","States":{{
            "S":{{"Type":"Task","Resource":"{INVOKE}","Arguments":"{{% $none %}}","End":true,
                 "Catch":[{{"ErrorEquals":["States.QueryEvaluationError"],"Next":"F"}}]}},
            "F":{{"Type":"Succeed"}}}}}}"#
    );
    let lines = transcript(&run(&definition, "{}", |_| Script::Silence));
    assert!(
        lines[2].starts_with("3 < 0 EvaluationFailed state=S error=States.QueryEvaluationError"),
        "{}",
        lines[2]
    );
    assert!(lines[2].ends_with("returned nothing (undefined). location=Arguments"), "{}", lines[2]);
    assert!(
        lines[3]
            .starts_with(r#"4 < 3 TaskStateExited S output={"Error":"States.QueryEvaluationError","Cause":"#)
    );
}

#[test]
fn a_fault_in_a_catcher_is_not_caught_by_the_same_state() {
    let definition = format!(
        r#"{{"QueryLanguage":"JSONata","StartAt":"S","States":{{
            "S":{{"Type":"Task","Resource":"{INVOKE}","End":true,
                 "Catch":[{{"ErrorEquals":["States.ALL"],"Output":"{{% $none %}}","Next":"F"}}]}},
            "F":{{"Type":"Succeed"}}}}}}"#
    );
    let lines = transcript(&run(&definition, "{}", fail("Boom", "no")));
    assert!(lines[5].starts_with("6 < 5 EvaluationFailed state=S"), "{}", lines[5]);
    assert!(lines[6].starts_with("7 < 6 ExecutionFailed error=States.QueryEvaluationError"), "{}", lines[6]);
    assert_eq!(lines.len(), 7);
}

#[test]
fn a_task_of_an_activity_that_is_not_there_is_not_scheduled() {
    let caught = task(ACTIVITY, r#","Catch":[{"ErrorEquals":["States.ALL"],"Next":"S"}]"#);
    let (program, mut execution) = (program(&caught), Execution::new());
    let start = Input::Start(Box::new(simulator::start(json("{}"))));
    let moment = Moment { has_activity: &|arn| arn != ACTIVITY, ..Timestamp(0).into() };
    let events = decide(&program, &mut execution, moment, start);
    let cause = "An error occurred while executing the state 'S' (entered at the event id #2).";
    let last = format!(
        "3 < 2 ExecutionFailed error=States.Runtime cause={cause} The activity {ACTIVITY} does not exist."
    );
    assert_eq!(lines(&events).last(), Some(&last));
}

#[test]
fn computed_seconds_say_what_is_wrong_with_them() {
    for (field, seconds, cause) in [
        ("TimeoutSeconds", "1.6", "The TimeoutSeconds field cannot be parsed as an integer: 1.6"),
        ("TimeoutSeconds", "-1", "TimeoutSeconds must be between 0 and 99999999 but was: -1"),
        (
            "HeartbeatSeconds",
            "100000000",
            "HeartbeatSeconds must be between 0 and 99999999 but was: 100000000",
        ),
    ] {
        let fields = format!(r#","QueryLanguage":"JSONata","{field}":"{{% {seconds} %}}""#);
        let lines = transcript(&run(&task(INVOKE, &fields), "{}", |_| Script::Silence));
        let told = format!("(entered at the event id #2). {cause} location={field}");
        assert!(lines[2].ends_with(&told), "{}", lines[2]);
    }
}
