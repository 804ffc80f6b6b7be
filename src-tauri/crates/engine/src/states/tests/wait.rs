use crate::simulator::Script;
use crate::transcript::{check_end, check_state, run, single};

const PREFIX: &str = "An error occurred while executing the state 'S' (entered at the event id #2).";

/// Checks how many milliseconds a Wait takes.
fn check_duration(fields: &str, input: &str, expected: i64) {
    let run = run(&single(&format!(r#""Type":"Wait","End":true,{fields}"#)), input, |_| Script::Silence);
    assert_eq!(run.execution.status().word(), "SUCCEEDED", "{fields}");
    assert_eq!(run.events.last().unwrap().at.0, expected, "{fields}");
}

#[test]
fn a_wait_is_left_from_where_it_was_entered() {
    check_state(
        r#""Type":"Wait","Seconds":10,"End":true"#,
        r#"{ "a": 1 }"#,
        r#"
        1 < 0 ExecutionStarted input={ "a": 1 }
        2 < 0 WaitStateEntered S input={ "a": 1 }
        3 < 2 WaitStateExited S output={ "a": 1 }
        4 < 3 ExecutionSucceeded output={ "a": 1 }
        "#,
    );
}

#[test]
fn a_wait_takes_as_long_as_it_says() {
    check_duration(r#""Seconds":10"#, "{}", 10_000);
    check_duration(r#""Seconds":0"#, "{}", 0);
    check_duration(r#""SecondsPath":"$.s""#, r#"{"s":3}"#, 3_000);
    check_duration(r#""Timestamp":"1970-01-01T00:01:00Z""#, "{}", 60_000);
    check_duration(r#""Timestamp":"1970-01-01T00:00:00.0000001Z""#, "{}", 1);
    check_duration(r#""Timestamp":"1969-01-01T00:00:00Z""#, "{}", 0);
    check_duration(r#""TimestampPath":"$.t""#, r#"{"t":"1970-01-01T01:00:02+01:00"}"#, 2_000);
    check_duration(r#""QueryLanguage":"JSONata","Seconds":"{% $states.input.s * 2 %}""#, r#"{"s":3}"#, 6_000);
    let timestamp = r#""QueryLanguage":"JSONata","Timestamp":"{% $states.input %}""#;
    check_duration(timestamp, r#""1970-01-01T00:00:09Z""#, 9_000);
}

#[test]
fn wrong_times_end_the_execution_with_the_recorded_texts() {
    let format = "a valid ISO-8601 extended offset date-time format string";
    for (fields, input, cause) in [
        (
            r#""SecondsPath":"$.s""#,
            "{}",
            "The SecondsPath parameter does not reference an input value: $.s".to_owned(),
        ),
        (
            r#""SecondsPath":"$.s""#,
            r#"{"s":-1}"#,
            "The SecondsPath parameter references a negative value: $.s == -1".to_owned(),
        ),
        (
            r#""SecondsPath":"$.s""#,
            r#"{"s":1.5}"#,
            "The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5".to_owned(),
        ),
        (
            r#""TimestampPath":"$.t""#,
            r#"{"t":"2016-13-05T21:29:29Z"}"#,
            format!("The TimestampPath parameter does not reference {format}: $.t == 2016-13-05T21:29:29Z"),
        ),
    ] {
        let fields = format!(r#""Type":"Wait","End":true,{fields}"#);
        check_end(&fields, input, &format!("Failed error=States.Runtime cause={PREFIX} {cause}"));
    }
}

#[test]
fn a_delay_must_fit_thirty_two_bits_of_seconds() {
    let wait = r#""Type":"Wait","End":true,"TimestampPath":"$""#;
    // 24,855 days from 1970-01-01 are accepted, and outlast the year that an execution may be open.
    check_end(wait, r#""2038-01-19T00:00:00Z""#, "TimedOut");
    check_end(wait, r#""1970-12-31T00:00:00Z""#, r#"Succeeded output="1970-12-31T00:00:00Z""#);
    let cause = format!("Failed error=States.Runtime cause={PREFIX} Wait state delay is too long.");
    check_end(wait, r#""2038-01-20T00:00:00Z""#, &cause);
}

#[test]
fn a_failed_evaluation_follows_the_entered_event() {
    let cause = format!(
        "{PREFIX} The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 2016-12-05T21:29:29"
    );
    check_state(
        r#""Type":"Wait","QueryLanguage":"JSONata","End":true,"Timestamp":"{% $states.input %}""#,
        r#""2016-12-05T21:29:29""#,
        &format!(
            r#"1 < 0 ExecutionStarted input="2016-12-05T21:29:29"
            2 < 0 WaitStateEntered S input="2016-12-05T21:29:29"
            3 < 2 EvaluationFailed state=S error=States.QueryEvaluationError cause={cause} location=Timestamp
            4 < 3 ExecutionFailed error=States.QueryEvaluationError cause={cause}"#
        ),
    );
}

#[test]
fn a_machine_that_waits_too_long_times_out() {
    let definition =
        r#"{"TimeoutSeconds":5,"StartAt":"S","States":{"S":{"Type":"Wait","Seconds":9,"End":true}}}"#;
    crate::transcript::check(
        definition,
        "{}",
        |_| Script::Silence,
        "1 < 0 ExecutionStarted input={}
        2 < 0 WaitStateEntered S input={}
        3 < 0 ExecutionTimedOut",
    );
}

#[test]
fn an_express_execution_ends_after_five_minutes() {
    let program = crate::transcript::program(&single(r#""Type":"Wait","Seconds":400,"End":true"#));
    let mut start = crate::simulator::start(crate::Payload::parse("{}").unwrap());
    start.execution_arn = "arn:aws:states:us-east-1:111111111111:express:machine:run:id".to_owned();
    let run = crate::simulator::run(&program, start, crate::Timestamp(0), 9, |_| Script::Silence);
    assert_eq!(run.execution.status().word(), "TIMED_OUT");
    assert_eq!(run.events.last().unwrap().at.0, 300_000);
}
