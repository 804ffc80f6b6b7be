use crate::transcript::{check_end, check_state};

#[test]
fn a_succeed_ends_the_execution() {
    check_state(
        r#""Type":"Succeed""#,
        r#"{"a": 1}"#,
        r#"
        1 < 0 ExecutionStarted input={"a": 1}
        2 < 0 SucceedStateEntered S input={"a": 1}
        3 < 2 SucceedStateExited S output={"a": 1}
        4 < 3 ExecutionSucceeded output={"a": 1}
        "#,
    );
}

#[test]
fn a_succeed_may_shape_its_output() {
    check_end(
        r#""Type":"Succeed","InputPath":"$.a","OutputPath":"$.b""#,
        r#"{"a":{"b":2}}"#,
        "Succeeded output=2",
    );
    let jsonata = r#""Type":"Succeed","QueryLanguage":"JSONata","Output":"{% $states.input.a %}""#;
    check_end(jsonata, r#"{"a":{"b":2}}"#, r#"Succeeded output={"b":2}"#);
}
