use crate::simulator::Script;
use crate::transcript::{check, run, succeed, transcript};
use crate::{Failure, Payload};

const INVOKE: &str = "arn:aws:states:::lambda:invoke";

/// A Parallel `P` with these branches, each a workflow of one state, then `F`.
fn machine(branches: &[&str], fields: &str) -> String {
    let branches: Vec<String> = branches
        .iter()
        .zip(["A", "B", "C"])
        .map(|(fields, name)| format!(r#"{{"StartAt":"{name}","States":{{"{name}":{{{fields}}}}}}}"#))
        .collect();
    let branches = branches.join(",");
    format!(
        r#"{{"StartAt":"P","States":{{
            "P":{{"Type":"Parallel","Branches":[{branches}],"Next":"F"{fields}}},
            "F":{{"Type":"Succeed"}}}}}}"#
    )
}

fn task(fields: &str) -> String {
    format!(r#""Type":"Task","Resource":"{INVOKE}","End":true{fields}"#)
}

const PASS: &str = r#""Type":"Pass","End":true"#;

#[test]
fn branches_advance_in_step_and_join() {
    check(
        &machine(&[PASS, r#""Type":"Pass","Result":2,"End":true"#], ""),
        r#"{"n": 1}"#,
        |_| Script::Silence,
        r#"
        1 < 0 ExecutionStarted input={"n": 1}
        2 < 0 ParallelStateEntered P input={"n": 1}
        3 < 2 ParallelStateStarted
        4 < 3 PassStateEntered A input={"n": 1}
        5 < 3 PassStateEntered B input={"n": 1}
        6 < 4 PassStateExited A output={"n": 1}
        7 < 5 PassStateExited B output=2
        8 < 7 ParallelStateSucceeded
        9 < 7 ParallelStateExited P output=[{"n": 1},2]
        10 < 9 SucceedStateEntered F input=[{"n": 1},2]
        11 < 10 SucceedStateExited F output=[{"n": 1},2]
        12 < 11 ExecutionSucceeded output=[{"n": 1},2]
        "#,
    );
}

#[test]
fn results_keep_the_order_of_the_branches() {
    let definition = machine(&[&task(""), &task("")], r#","Parameters":{"p":1},"ResultPath":"$.r""#);
    let script = |task: &crate::Task| Script::Succeed {
        after_milliseconds: if &*task.state == "A" { 50 } else { 10 },
        output: Payload::parse(&format!("\"{}\"", task.state)).unwrap(),
    };
    let lines = transcript(&run(&definition, r#"{"n":1}"#, script));
    let exited = lines.iter().find(|line| line.contains("ParallelStateExited")).unwrap();
    assert!(exited.ends_with(r#"P output={"n":1,"r":["A","B"]}"#), "{exited}");
}

#[test]
fn a_failing_fail_state_ends_the_parallel_with_its_own_error() {
    check(
        &machine(
            &[r#""Type":"Fail","Error":"Boom","Cause":"because""#],
            r#","Catch":[{"ErrorEquals":["Boom"],"Next":"F"}]"#,
        ),
        "{}",
        |_| Script::Silence,
        r#"
        1 < 0 ExecutionStarted input={}
        2 < 0 ParallelStateEntered P input={}
        3 < 2 ParallelStateStarted
        4 < 3 FailStateEntered A input={}
        5 < 4 ParallelStateFailed
        6 < 5 ParallelStateExited P output={"Error":"Boom","Cause":"because"}
        7 < 6 SucceedStateEntered F input={"Error":"Boom","Cause":"because"}
        8 < 7 SucceedStateExited F output={"Error":"Boom","Cause":"because"}
        9 < 8 ExecutionSucceeded output={"Error":"Boom","Cause":"because"}
        "#,
    );
}

#[test]
fn a_failure_aborts_the_task_and_its_siblings() {
    let definition = machine(&[&task(""), r#""Type":"Wait","Seconds":9,"End":true"#, &task("")], "");
    let script = |task: &crate::Task| match &*task.state {
        "A" => Script::Fail { after_milliseconds: 5, failure: Failure::new("Boom", "no") },
        _ => Script::Succeed { after_milliseconds: 7, output: Payload::parse("1").unwrap() },
    };
    let resource = "resourceType=lambda invoke";
    check(
        &definition,
        "{}",
        script,
        &format!(
            "1 < 0 ExecutionStarted input={{}}
            2 < 0 ParallelStateEntered P input={{}}
            3 < 2 ParallelStateStarted
            4 < 3 TaskStateEntered A input={{}}
            5 < 4 TaskScheduled {resource} parameters={{}}
            6 < 3 WaitStateEntered B input={{}}
            7 < 3 TaskStateEntered C input={{}}
            8 < 7 TaskScheduled {resource} parameters={{}}
            9 < 5 TaskStarted {resource}
            10 < 8 TaskStarted {resource}
            11 < 9 TaskFailed {resource} error=Boom cause=no
            12 < 11 TaskStateAborted
            13 < 11 WaitStateAborted
            14 < 11 TaskStateAborted
            15 < 11 ParallelStateFailed
            16 < 15 ExecutionFailed error=Boom cause=no"
        ),
    );
}

#[test]
fn a_retry_runs_every_branch_again_without_a_failed_event() {
    let definition = machine(
        &[r#""Type":"Fail","Error":"Boom""#],
        r#","Retry":[{"ErrorEquals":["Boom"],"MaxAttempts":2}]"#,
    );
    check(
        &definition,
        "{}",
        |_| Script::Silence,
        "1 < 0 ExecutionStarted input={}
        2 < 0 ParallelStateEntered P input={}
        3 < 2 ParallelStateStarted
        4 < 3 FailStateEntered A input={}
        5 < 4 ParallelStateStarted
        6 < 5 FailStateEntered A input={}
        7 < 6 ParallelStateStarted
        8 < 7 FailStateEntered A input={}
        9 < 8 ParallelStateFailed
        10 < 9 ExecutionFailed error=Boom",
    );
}

#[test]
fn a_retry_after_a_failed_task_follows_the_failure() {
    let definition = machine(&[&task("")], r#","Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":1}]"#);
    let scripts = vec![
        Script::Fail { after_milliseconds: 0, failure: Failure::new("Boom", "no") },
        Script::Succeed { after_milliseconds: 0, output: Payload::parse("1").unwrap() },
    ];
    let lines = transcript(&run(&definition, "{}", crate::transcript::in_turn(scripts)));
    let resource = "resourceType=lambda invoke";
    assert_eq!(
        lines[6..10],
        [
            format!("7 < 6 TaskFailed {resource} error=Boom cause=no"),
            "8 < 7 TaskStateAborted".to_owned(),
            "9 < 7 ParallelStateStarted".to_owned(),
            "10 < 9 TaskStateEntered A input={}".to_owned(),
        ]
    );
}

#[test]
fn a_late_answer_for_an_aborted_branch_changes_nothing() {
    let definition =
        machine(&[&task(""), &task("")], r#","Catch":[{"ErrorEquals":["States.ALL"],"Next":"F"}]"#);
    let script = |task: &crate::Task| match &*task.state {
        "A" => Script::Fail { after_milliseconds: 5, failure: Failure::new("Boom", "no") },
        _ => Script::Succeed { after_milliseconds: 5, output: Payload::parse("1").unwrap() },
    };
    let run = run(&definition, "{}", script);
    assert_eq!(run.execution.status().word(), "SUCCEEDED");
    assert!(!transcript(&run).iter().any(|line| line.contains("TaskSucceeded")));
}

#[test]
fn parallel_states_nest() {
    let inner =
        format!(r#""Type":"Parallel","End":true,"Branches":[{{"StartAt":"X","States":{{"X":{{{PASS}}}}}}}]"#);
    let lines = transcript(&run(&machine(&[&inner], ""), "1", |_| Script::Silence));
    assert_eq!(
        lines[3..12],
        [
            "4 < 3 ParallelStateEntered A input=1",
            "5 < 4 ParallelStateStarted",
            "6 < 5 PassStateEntered X input=1",
            "7 < 6 PassStateExited X output=1",
            "8 < 7 ParallelStateSucceeded",
            "9 < 7 ParallelStateExited A output=[1]",
            "10 < 9 ParallelStateSucceeded",
            "11 < 9 ParallelStateExited P output=[[1]]",
            "12 < 11 SucceedStateEntered F input=[[1]]",
        ]
    );
}

#[test]
fn variables_of_a_branch_end_with_it() {
    let branch = r#""Type":"Pass","Assign":{"inner":1},"Parameters":{"outer.$":"$outer"},"End":true"#;
    let definition = format!(
        r#"{{"StartAt":"A0","States":{{
            "A0":{{"Type":"Pass","Assign":{{"outer":"o"}},"Next":"P"}},
            "P":{{"Type":"Parallel","Branches":[{{"StartAt":"A","States":{{"A":{{{branch}}}}}}}],"Next":"F",
                 "Assign":{{"all.$":"$"}}}},
            "F":{{"Type":"Pass","Parameters":{{"all.$":"$all","inner.$":"$inner"}},"End":true}}}}}}"#
    );
    let lines = transcript(&run(&definition, "{}", succeed("1")));
    let exited = lines.iter().find(|line| line.contains("ParallelStateExited")).unwrap();
    assert!(
        exited.ends_with(r#"output=[{"outer":"o"}] assignedVariables={"all":"[{\"outer\":\"o\"}]"}"#),
        "{exited}"
    );
    assert!(lines.last().unwrap().contains("ExecutionFailed error=States.Runtime"), "`inner` is gone");
}

#[test]
fn results_that_grow_too_deep_are_told_and_not_lost() {
    let branch = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
    let definition = format!(
        r#"{{"StartAt":"P","States":{{"P":{{"Type":"Parallel","Branches":[{branch}],"Next":"P",
            "ResultSelector":{{"a.$":"$[0]"}}}}}}}}"#
    );
    let lines = transcript(&run(&definition, "{}", succeed("1")));
    let last = lines.last().unwrap();
    assert!(last.ends_with("cause=The state 'P' made JSON that is nested deeper than 127 levels."), "{last}");
}

#[test]
fn a_fault_in_a_path_ends_the_execution_from_inside() {
    let broken = r#""Type":"Pass","Parameters":{"x.$":"$.none"},"End":true"#;
    let catch = r#","Catch":[{"ErrorEquals":["States.ALL"],"Next":"F"}]"#;
    let lines = transcript(&run(&machine(&[broken], catch), "{}", |_| Script::Silence));
    assert_eq!(lines[3], "4 < 3 PassStateEntered A input={}");
    assert!(lines[4].starts_with("5 < 4 ExecutionFailed error=States.Runtime"), "{}", lines[4]);
    assert_eq!(lines.len(), 5);
}

#[test]
fn a_catcher_that_fails_makes_the_state_give_up_again() {
    let catch = r#","QueryLanguage":"JSONata","Catch":[
        {"ErrorEquals":["Boom"],"Next":"F","Output":{"v":"{% $none %}"}}]"#;
    let fail = r#""Type":"Fail","Error":"Boom""#;
    let lines = transcript(&run(&machine(&[fail], catch), "{}", |_| Script::Silence));
    assert_eq!(lines[3..5], ["4 < 3 FailStateEntered A input={}", "5 < 4 ParallelStateFailed"]);
    assert!(lines[5].starts_with("6 < 4 EvaluationFailed state=P"), "{}", lines[5]);
    assert!(lines[5].ends_with("location=Catch[0]/Output/v"), "{}", lines[5]);
    assert_eq!(lines[6], "7 < 6 ParallelStateFailed");
    assert!(lines[7].starts_with("8 < 7 ExecutionFailed error=States.QueryEvaluationError"), "{}", lines[7]);
}

#[test]
fn branches_have_succeeded_before_the_own_fields_fail() {
    for (fields, events) in [
        (r#","ResultSelector":{"x.$":"$.none"}"#, vec!["7 < 6 ExecutionFailed error=States.Runtime"]),
        (
            r#","QueryLanguage":"JSONata","Output":"{% $none %}""#,
            vec![
                "7 < 6 EvaluationFailed state=P",
                "8 < 7 ParallelStateFailed",
                "9 < 8 ExecutionFailed error=States.QueryEvaluationError",
            ],
        ),
    ] {
        let lines = transcript(&run(&machine(&[PASS], fields), "{}", |_| Script::Silence));
        assert_eq!(lines[4..6], ["5 < 4 PassStateExited A output={}", "6 < 5 ParallelStateSucceeded"]);
        for (line, expected) in lines[6..].iter().zip(events) {
            assert!(line.starts_with(expected), "{line}");
        }
    }
}
