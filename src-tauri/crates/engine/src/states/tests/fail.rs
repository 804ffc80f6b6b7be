use crate::transcript::{check_end, check_state};

#[test]
fn a_fail_has_no_exited_event() {
    check_state(
        r#""Type":"Fail","Error":"Boom","Cause":"because""#,
        "{}",
        "1 < 0 ExecutionStarted input={}
        2 < 0 FailStateEntered S input={}
        3 < 2 ExecutionFailed error=Boom cause=because",
    );
}

#[test]
fn error_and_cause_may_be_absent_or_computed() {
    let input = r#"{"e":"Boom","n":3}"#;
    for (fields, expected) in [
        ("", "Failed"),
        (r#","Error":"Boom""#, "Failed error=Boom"),
        (
            r#","ErrorPath":"$.e","CausePath":"States.Format('n is {}',$.n)""#,
            "Failed error=Boom cause=n is 3",
        ),
        (r#","CausePath":"$$.State.Name""#, "Failed cause=S"),
        (
            r#","QueryLanguage":"JSONata","Error":"{% $states.input.e %}","Cause":"plain""#,
            "Failed error=Boom cause=plain",
        ),
    ] {
        check_end(&format!(r#""Type":"Fail"{fields}"#), input, expected);
    }
}

#[test]
fn a_missing_path_is_told_with_the_field() {
    let cause = "An error occurred while executing the state 'S' (entered at the event id #2). The JSONPath '$.x' \
                 specified for the field 'CausePath' could not be found in the input '{\"e\":1}'";
    let fields = r#""Type":"Fail","Error":"Boom","CausePath":"$.x""#;
    check_end(fields, r#"{"e": 1}"#, &format!("Failed error=States.Runtime cause={cause}"));
}
