use crate::simulator::Script;
use crate::transcript::{check, run, transcript};

/// A Choice `S` with these rules, which goes to `Yes`, or by default to `No`.
fn machine(language: &str, rules: &str, rest: &str) -> String {
    format!(
        r#"{{"QueryLanguage":"{language}","StartAt":"S","States":{{
            "S":{{"Type":"Choice","Choices":[{rules}]{rest}}},
            "Yes":{{"Type":"Succeed"}},"No":{{"Type":"Succeed"}}}}}}"#
    )
}

/// Checks which way a JSONPath rule goes.
fn check_rule(rule: &str, input: &str, expected: bool) {
    let definition = machine("JSONPath", &format!(r#"{{{rule},"Next":"Yes"}}"#), r#","Default":"No""#);
    let lines = transcript(&run(&definition, input, |_| Script::Silence));
    let way = if expected { "Yes" } else { "No" };
    assert!(
        lines[3].starts_with(&format!("4 < 3 SucceedStateEntered {way} ")),
        "{rule} over {input}: {}",
        lines[3]
    );
}

#[test]
fn a_choice_passes_its_input_on() {
    check(
        &machine("JSONPath", r#"{"Variable":"$.n","NumericEquals":1,"Next":"Yes"}"#, ""),
        r#"{"n": 1.0}"#,
        |_| Script::Silence,
        r#"
        1 < 0 ExecutionStarted input={"n": 1.0}
        2 < 0 ChoiceStateEntered S input={"n": 1.0}
        3 < 2 ChoiceStateExited S output={"n": 1.0}
        4 < 3 SucceedStateEntered Yes input={"n": 1.0}
        5 < 4 SucceedStateExited Yes output={"n": 1.0}
        6 < 5 ExecutionSucceeded output={"n": 1.0}
        "#,
    );
}

#[test]
fn rules_compare_by_kind_and_never_fail_on_another_kind() {
    for (rule, input, expected) in [
        (r#""Variable":"$.a","StringEquals":"x""#, r#"{"a":"x"}"#, true),
        (r#""Variable":"$.a","StringEquals":"x""#, r#"{"a":null}"#, false),
        (r#""Variable":"$.a","StringLessThanPath":"$.b""#, r#"{"a":"A","b":"AB"}"#, true),
        (r#""Variable":"$.a","NumericGreaterThanEquals":2"#, r#"{"a":2.0}"#, true),
        (r#""Variable":"$.a","NumericEquals":1"#, r#"{"a":"1"}"#, false),
        (r#""Variable":"$.a","BooleanEquals":true"#, r#"{"a":1}"#, false),
        (
            r#""Variable":"$.a","TimestampEquals":"2020-01-01T00:00:00Z""#,
            r#"{"a":"2020-01-01T01:00:00+01:00"}"#,
            true,
        ),
        (r#""Variable":"$.a","StringMatches":"log-*.txt""#, r#"{"a":"log-a.b.txt"}"#, true),
        (r#""Variable":"$.a","IsPresent":false"#, "{}", true),
        (r#""Variable":"$.a","IsNull":true"#, r#"{"a":null}"#, true),
        (r#""Variable":"$.a","IsTimestamp":false"#, r#"{"a":"2020-01-01"}"#, true),
        (r#""Variable":"$$.State.Name","StringEquals":"S""#, "{}", true),
    ] {
        check_rule(rule, input, expected);
    }
}

#[test]
fn rules_combine_and_stop_early() {
    let yes = r#"{"Variable":"$.a","IsPresent":true}"#;
    let no = r#"{"Variable":"$.a","IsPresent":false}"#;
    let broken = r#"{"Variable":"$.none","NumericEquals":1}"#;
    for (rule, expected) in [
        (format!(r#""And":[{yes},{yes}]"#), true),
        (format!(r#""And":[{no},{broken}]"#), false),
        (format!(r#""Or":[{yes},{broken}]"#), true),
        (format!(r#""Or":[{no}]"#), false),
        (format!(r#""Not":{no}"#), true),
        (format!(r#""Not":{{"Or":[{no},{{"Not":{no}}}]}}"#), false),
    ] {
        check_rule(&rule, r#"{"a":1}"#, expected);
    }
}

#[test]
fn a_missing_variable_and_a_missing_way_end_the_execution() {
    let prefix = "An error occurred while executing the state 'S' (entered at the event id #2).";
    let definition = machine("JSONPath", r#"{"Variable":"$.n","NumericEquals":1,"Next":"Yes"}"#, "");
    for (input, cause) in [
        ("{}", "Invalid path '$.n': The choice state's condition path references an invalid value."),
        (r#"{"n":2}"#, "Failed to transition out of the state. The state does not point to a next state."),
    ] {
        let lines = transcript(&run(&definition, input, |_| Script::Silence));
        assert_eq!(lines[2], format!("3 < 2 ExecutionFailed error=States.Runtime cause={prefix} {cause}"));
    }
}

#[test]
fn a_rule_assigns_instead_of_the_state() {
    let rules = r#"{"Variable":"$.n","NumericEquals":1,"Next":"Yes","Assign":{"by":"rule"}}"#;
    let definition = machine("JSONPath", rules, r#","Assign":{"by":"state"},"Default":"No""#);
    for (input, by) in [(r#"{"n":1}"#, "rule"), (r#"{"n":2}"#, "state")] {
        let lines = transcript(&run(&definition, input, |_| Script::Silence));
        assert!(lines[2].ends_with(&format!(r#"assignedVariables={{"by":"\"{by}\""}}"#)), "{}", lines[2]);
    }
}

#[test]
fn jsonata_conditions_choose_and_shape() {
    let rules = r#"{"Condition":"{% $states.input.n > 3 %}","Output":{"big":"{% $states.input.n %}"},"Next":"Yes"},
                   {"Condition":false,"Next":"Yes"}"#;
    let definition = machine("JSONata", rules, r#","Output":"small","Default":"No""#);
    for (input, output) in [(r#"{"n":4}"#, r#"{"big":4}"#), (r#"{"n":3}"#, r#""small""#)] {
        let lines = transcript(&run(&definition, input, |_| Script::Silence));
        assert_eq!(lines[2], format!("3 < 2 ChoiceStateExited S output={output}"));
    }
    let lines = transcript(&run(&definition, r#"{"n":"x"}"#, |_| Script::Silence));
    assert!(
        lines[2].starts_with("3 < 0 EvaluationFailed state=S error=States.QueryEvaluationError"),
        "{}",
        lines[2]
    );
}

#[test]
fn a_loop_without_end_ends_with_the_history() {
    let definition = r#"{"StartAt":"A","States":{
        "A":{"Type":"Choice","Choices":[{"Variable":"$.go","BooleanEquals":true,"Next":"A"}],"Default":"B"},
        "B":{"Type":"Succeed"}}}"#;
    let run = run(definition, r#"{"go":true}"#, |_| Script::Silence);
    let lines = transcript(&run);
    assert_eq!(lines.len(), 25_000);
    assert_eq!(
        lines[24_999],
        "25000 < 24999 ExecutionFailed error=States.Runtime cause=The execution reached the maximum number of history events (25000)."
    );
    assert!(run.turns > 20, "the turn is given up now and then: {}", run.turns);
}

#[test]
fn a_failing_rule_names_its_place() {
    let good = r#"{"Condition":"{% false %}","Next":"Yes"}"#;
    for (fields, location) in [
        (r#""Condition":"{% $none %}""#, "Choices[1]/Condition"),
        (r#""Condition":true,"Output":{"v":["{% $none %}"]}"#, "Choices[1]/Output/v[0]"),
        (r#""Condition":true,"Assign":{"x":"{% $none %}"}"#, "Choices[1]/Assign/x"),
    ] {
        let definition = machine("JSONata", &format!(r#"{good},{{{fields},"Next":"Yes"}}"#), "");
        let lines = transcript(&run(&definition, "{}", |_| Script::Silence));
        let cause = format!(
            "The JSONata expression '$none' specified for the field '{location}' returned nothing (undefined)."
        );
        assert!(lines[2].ends_with(&format!("{cause} location={location}")), "{}", lines[2]);
    }
}
