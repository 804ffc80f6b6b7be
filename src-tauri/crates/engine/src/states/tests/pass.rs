use crate::transcript::{check_end, check_state};

#[test]
fn a_pass_follows_the_recorded_order_and_keeps_untouched_text() {
    check_state(
        r#""Type":"Pass","End":true"#,
        r#"{ "a" : [1, 2.0] }"#,
        r#"
        1 < 0 ExecutionStarted input={ "a" : [1, 2.0] }
        2 < 0 PassStateEntered S input={ "a" : [1, 2.0] }
        3 < 2 PassStateExited S output={ "a" : [1, 2.0] }
        4 < 3 ExecutionSucceeded output={ "a" : [1, 2.0] }
        "#,
    );
}

#[test]
fn a_result_is_used_verbatim_and_goes_before_parameters() {
    let fields = r#""Type":"Pass","End":true,"Result":{"a.$":"$.x"},"Parameters":{"b":1}"#;
    check_end(fields, "{}", r#"Succeeded output={"a.$":"$.x"}"#);
}

#[test]
fn data_flows_from_input_path_to_output_path() {
    let input = r#"{"in": {"n": 0.0, "s": "x"}, "keep": true}"#;
    for (fields, expected) in [
        (r#""InputPath":"$.in""#, r#"Succeeded output={"n":0.0,"s":"x"}"#),
        (r#""InputPath":null"#, "Succeeded output={}"),
        (r#""InputPath":"$.in.n""#, "Succeeded output=0.0"),
        (r#""OutputPath":null"#, "Succeeded output={}"),
        (r#""OutputPath":"$.in.s""#, r#"Succeeded output="x""#),
        (r#""ResultPath":null,"Result":1"#, r#"Succeeded output={"in": {"n": 0.0, "s": "x"}, "keep": true}"#),
        (r#""ResultPath":"$.a.b","Result":1,"OutputPath":"$.a""#, r#"Succeeded output={"b":1}"#),
        (
            r#""InputPath":"$.in","ResultPath":"$.in","Parameters":{"v.$":"$.s"}"#,
            r#"Succeeded output={"in":{"v":"x"},"keep":true}"#,
        ),
        (r#""Parameters":{"v.$":"$$.State.Name","w":"$.in"}"#, r#"Succeeded output={"v":"S","w":"$.in"}"#),
        (r#""InputPath":"$$.Execution.Name""#, r#"Succeeded output="run""#),
    ] {
        check_end(&format!(r#""Type":"Pass","End":true,{fields}"#), input, expected);
    }
}

#[test]
fn missing_paths_end_the_execution_with_the_recorded_texts() {
    let entered = "An error occurred while executing the state 'S' (entered at the event id #2).";
    for (fields, cause) in [
        (r#""InputPath":"$.x""#, "Invalid path '$.x' : No results for path: $['x']"),
        (r#""OutputPath":"$.no.x""#, "Invalid path '$.no.x' : Missing property in path $['no']"),
        (
            r#""Parameters":{"value.$":"$.x"}"#,
            r#"The JSONPath '$.x' specified for the field 'value.$' could not be found in the input '{"a":1}'"#,
        ),
        (
            r#""Parameters":{"value.$":"$$.Execution.Input.x"}"#,
            r#"The JSONPath '$$.Execution.Input.x' specified for the field 'value.$' could not be found in the input '{"a":1}'"#,
        ),
    ] {
        let fields = format!(r#""Type":"Pass","End":true,{fields}"#);
        check_end(&fields, r#"{"a": 1}"#, &format!("Failed error=States.Runtime cause={entered} {cause}"));
    }
}

#[test]
fn the_context_object_is_as_recorded() {
    let fields = r#""Type":"Pass","End":true,"InputPath":"$$""#;
    let expected = concat!(
        r#"Succeeded output={"Execution":{"Id":"arn:aws:states:us-east-1:111111111111:execution:machine:run","#,
        r#""Input":{"a":1},"StartTime":"1970-01-01T00:00:00.000Z","Name":"run","#,
        r#""RoleArn":"arn:aws:iam::111111111111:role/role","RedriveCount":0},"#,
        r#""StateMachine":{"Id":"arn:aws:states:us-east-1:111111111111:stateMachine:machine","Name":"machine"},"#,
        r#""State":{"Name":"S","EnteredTime":"1970-01-01T00:00:00.000Z"}}"#,
    );
    check_end(fields, r#"{"a":1}"#, expected);
}

#[test]
fn an_output_above_the_limit_ends_the_execution() {
    let fields = r#""Type":"Pass","End":true,"Parameters":{"a.$":"$","b.$":"$"}"#;
    let cause = "The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit.";
    let expected = format!("Failed error=States.DataLimitExceeded cause={cause}");
    check_end(fields, &format!("\"{}\"", "x".repeat(131_072)), &expected);
}

#[test]
fn a_result_path_that_does_not_fit_is_a_match_failure() {
    let fields = r#""Type":"Pass","End":true,"Result":1,"ResultPath":"$.a""#;
    let cause = "An error occurred while executing the state 'S' (entered at the event id #2). \
                 Unable to apply ReferencePath $.a to input \"text\"";
    check_end(fields, "\"text\"", &format!("Failed error=States.ResultPathMatchFailure cause={cause}"));
}

#[test]
fn variables_are_assigned_together_and_seen_by_the_next_state() {
    let definition = r#"{"StartAt":"A","States":{
        "A":{"Type":"Pass","Assign":{"x":1,"y":"$lit"},"Next":"B"},
        "B":{"Type":"Pass","Assign":{"x.$":"$y","y.$":"$x"},"Parameters":{"x.$":"$x"},"Next":"C"},
        "C":{"Type":"Pass","Parameters":{"x.$":"$x","y.$":"$y"},"End":true}}}"#;
    crate::transcript::check(
        definition,
        "{}",
        |_| crate::simulator::Script::Silence,
        r#"
        1 < 0 ExecutionStarted input={}
        2 < 0 PassStateEntered A input={}
        3 < 2 PassStateExited A output={} assignedVariables={"x":"1","y":"\"$lit\""}
        4 < 3 PassStateEntered B input={}
        5 < 4 PassStateExited B output={"x":1} assignedVariables={"x":"\"$lit\"","y":"1"}
        6 < 5 PassStateEntered C input={"x":1}
        7 < 6 PassStateExited C output={"x":"$lit","y":1}
        8 < 7 ExecutionSucceeded output={"x":"$lit","y":1}
        "#,
    );
}

#[test]
fn jsonata_shapes_output_and_variables() {
    let fields = r#""Type":"Pass","QueryLanguage":"JSONata","End":true,
        "Assign":{"big":"{% $states.input.n > 2 %}"},
        "Output":{"n":"{% $states.input.n * 2 %}","lit":" {% x %} ","name":"{% $states.context.State.Name %}"}"#;
    check_state(
        fields,
        r#"{"n":3}"#,
        r#"
        1 < 0 ExecutionStarted input={"n":3}
        2 < 0 PassStateEntered S input={"n":3}
        3 < 2 PassStateExited S output={"n":6,"lit":" {% x %} ","name":"S"} assignedVariables={"big":"true"}
        4 < 3 ExecutionSucceeded output={"n":6,"lit":" {% x %} ","name":"S"}
        "#,
    );
}

#[test]
fn a_failed_evaluation_follows_what_the_entered_event_follows() {
    let cause = "An error occurred while executing the state 'S' (entered at the event id #2). The JSONata \
                 expression '$doesNotExist' specified for the field 'Output/result' returned nothing (undefined).";
    check_state(
        r#""Type":"Pass","QueryLanguage":"JSONata","End":true,"Output":{"result":"{% $doesNotExist %}"}"#,
        "{}",
        &format!(
            "1 < 0 ExecutionStarted input={{}}
            2 < 0 PassStateEntered S input={{}}
            3 < 0 EvaluationFailed state=S error=States.QueryEvaluationError cause={cause} location=Output/result
            4 < 3 ExecutionFailed error=States.QueryEvaluationError cause={cause}"
        ),
    );
}

#[test]
fn json_cannot_grow_too_deep() {
    let definition = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"$"},"Next":"A"}}}"#;
    let run = crate::transcript::run(definition, "{}", |_| crate::simulator::Script::Silence);
    let last = crate::transcript::transcript(&run).pop().unwrap();
    let cause = "cause=The state 'A' made JSON that is nested deeper than 127 levels.";
    assert!(last.ends_with(cause), "{last}");
}

#[test]
fn one_assign_may_not_be_larger_than_a_payload() {
    let fields = r#""Type":"Pass","End":true,"Assign":{"a.$":"$","b.$":"$"}"#;
    let cause = "The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit.";
    let expected = format!("Failed error=States.DataLimitExceeded cause={cause}");
    check_end(fields, &format!("\"{}\"", "x".repeat(131_072)), &expected);
}

#[test]
fn variables_last_until_they_are_assigned_again() {
    let definition = r#"{"StartAt":"A","States":{
        "A":{"Type":"Pass","Assign":{"x":1,"y":1},"Next":"B"},
        "B":{"Type":"Pass","Assign":{"y":2},"Next":"C"},
        "C":{"Type":"Pass","Parameters":{"x.$":"$x","y.$":"$y"},"End":true}}}"#;
    let run = crate::transcript::run(definition, "{}", |_| crate::simulator::Script::Silence);
    let last = crate::transcript::transcript(&run).pop().unwrap();
    assert_eq!(last, r#"8 < 7 ExecutionSucceeded output={"x":1,"y":2}"#);
}
