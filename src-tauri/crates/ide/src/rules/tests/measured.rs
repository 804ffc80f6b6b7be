//! What AWS says about definitions, as measured: every message of one, in AWS's order.

use crate::{Document, MachineType, validate};

#[track_caller]
fn check(definition: &str, expected: &[&str]) {
    let found = validate(&Document::read(definition), MachineType::Standard);
    let messages: Vec<&str> = found.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(messages, expected, "{definition}");
}

/// A machine that starts with this state and goes on to `B`.
fn machine(fields: &str) -> String {
    format!(r#"{{"StartAt":"A","States":{{"A":{{{fields}}},"B":{{"Type":"Pass","End":true}}}}}}"#)
}

const END: &str = "Workflow has no terminal state";

#[test]
fn ends_and_targets_are_told_last() {
    let only = |fields: &str| format!(r#"{{"StartAt":"A","States":{{"A":{{{fields}}}}}}}"#);
    check(&only(r#""End":true"#), &["The field 'Type' is required", END]);
    check(
        &only(r#""Type":"Pass""#),
        &["This object should have only one of the following fields: [Next, End]", END],
    );
    check(&only(r#""Type":"Pass","Next":"X""#), &["Missing 'Next' target: X", END]);
    check(r#"{"StartAt":"A","States":{}}"#, &["Value cannot be empty", "Missing 'Next' target: A", END]);
    check(
        r#"{"StartAt":"X","States":{"A":{"Type":"Pass","End":true}}}"#,
        &["Missing 'Next' target: X", r#"State "A" is not reachable."#],
    );
    check(r#"{"States":{"A":{"Type":"Pass","End":true}}}"#, &["These fields are required: [StartAt]"]);
    check(&machine(r#""Type":"Succeed","Next":"B""#), &["Field 'Next' is not supported"]);
}

#[test]
fn a_wait_has_one_length() {
    let fields = "of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]";
    for (given, expected) in [
        (r#""Seconds":1,"TimestampPath":"$.t""#, format!("There should only be one {fields}")),
        (r#""Comment":"""#, format!("This object should have only one {fields}")),
        (r#""Seconds":-1"#, "Minimum value is 0".to_owned()),
        (r#""Seconds":1.5"#, "Expected value of type Integer".to_owned()),
    ] {
        check(&machine(&format!(r#""Type":"Wait","Next":"B",{given}"#)), &[&expected]);
    }
}

#[test]
fn all_errors_stand_alone_and_last() {
    let told = "States.ALL must appear alone and at end of list";
    let task = r#""Type":"Task","Resource":"arn:aws:states:::aws-sdk:sts:getCallerIdentity","Next":"B""#;
    for entries in [
        r#""Retry":[{"ErrorEquals":["States.ALL","X"]}]"#,
        r#""Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["X"]}]"#,
        r#""Catch":[{"ErrorEquals":["X","States.ALL"],"Next":"B"}]"#,
        r#""Catch":[{"ErrorEquals":["States.ALL"],"Next":"B"},{"ErrorEquals":["X"],"Next":"B"}]"#,
    ] {
        check(&machine(&format!("{task},{entries}")), &[told]);
    }
}

#[test]
fn rules_are_whole() {
    let choice = |rule: &str| machine(&format!(r#""Type":"Choice","Default":"B","Choices":[{rule}]"#));
    check(&choice(""), &["Value cannot be empty"]);
    check(&choice(r#"{"Not":{"Or":[]},"Next":"B"}"#), &["Value cannot be empty"]);
    check(
        &choice(r#"{"Variable":"a","IsNull":true,"Next":"B"}"#),
        &["Value is not a Reference Path: Reference path didn't start with '$'"],
    );
    let none = validate(&Document::read(&choice(r#"{"Variable":"$.a","Next":"B"}"#)), MachineType::Standard);
    let told = "This object should have only one of the following fields: [StringEquals, IsBoolean, ";
    assert!(none[0].message.starts_with(told), "{}", none[0].message);
}

#[test]
fn expressions_see_what_their_field_has() {
    let jsonata = |fields: &str| machine(&format!(r#""QueryLanguage":"JSONata",{fields},"Next":"B""#));
    let task = r#""Type":"Task","Resource":"arn:aws:states:::aws-sdk:sts:getCallerIdentity""#;
    for (fields, expected) in [
        (r#""Type":"Pass","Output":"{% $states.result %}""#.to_owned(), Some("result")),
        (
            r#""Type":"Pass","Output":{"a":["{% $states.errorOutput.Error %}"]}"#.to_owned(),
            Some("errorOutput"),
        ),
        (format!(r#"{task},"Arguments":{{"a":"{{% $states.result %}}"}}"#), Some("result")),
        (format!(r#"{task},"TimeoutSeconds":"{{% $states.errorOutput %}}""#), Some("errorOutput")),
        (format!(r#"{task},"Output":"{{% $states.result & '$states.no' %}}""#), None),
        (
            format!(
                r#"{task},"Catch":[{{"ErrorEquals":["E"],"Next":"B","Output":"{{% $states.errorOutput %}}"}}]"#
            ),
            None,
        ),
    ] {
        let told = expected.map(|name| format!("Field '$states.{name}' does not exist."));
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        check(&jsonata(&fields), &told);
    }
}

#[test]
fn names_of_outer_variables_are_taken() {
    let inner = r#"{"StartAt":"X","States":{"X":{"Type":"Pass","Assign":{"n.$":"$"},"End":true}}}"#;
    let told = "The variable name 'n' was already defined in a parent scope.";
    for (state, expected) in [
        (format!(r#""Type":"Parallel","Branches":[{inner}]"#), vec![told]),
        (format!(r#""Type":"Parallel","Branches":[{inner}]"#).replace("n.$", "m.$"), vec![]),
        (format!(r#""Type":"Map","ItemProcessor":{inner}"#), vec![told]),
        (
            format!(r#""Type":"Map","ItemProcessor":{inner}"#).replace(
                "{\"StartAt\"",
                r#"{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt""#,
            ),
            vec![],
        ),
    ] {
        check(&machine(&format!(r#"{state},"Assign":{{"n":1}},"Next":"B""#)), &expected);
    }
}

#[test]
fn readers_name_the_kind_of_their_files() {
    for (config, expected) in [
        (r#""ManifestType":"S3_INVENTORY","InputType":"CSV""#, "The field 'CSVHeaderLocation' is required"),
        (r#""Transformation":"LOAD_AND_FLATTEN""#, "The field 'InputType' is required"),
        (
            r#""InputType":"JSON","ItemsPointer":"a/b""#,
            r#"Invalid input: JSON Pointer expression must start with '/': "a/b""#,
        ),
        (
            r#""InputType":"JSON","CSVHeaderLocation":"FIRST_ROW""#,
            "Field 'CSVHeaderLocation' is not supported",
        ),
        (r#""InputType":"JSON","ManifestType":"ATHENA_DATA""#, "Field 'ManifestType' is not supported"),
        (r#""InputType":"CSV","CSVHeaderLocation":"GIVEN""#, "These fields are required: [CSVHeaders]"),
    ] {
        let definition = machine(&format!(
            r#""Type":"Map","Next":"B","ItemReader":{{"Resource":"arn:aws:states:::s3:getObject",
            "ReaderConfig":{{{config}}},"Parameters":{{"Bucket":"b","Key":"k"}}}},"ItemProcessor":{{
            "ProcessorConfig":{{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"}},
            "StartAt":"X","States":{{"X":{{"Type":"Pass","End":true}}}}}}"#
        ));
        check(&definition, &[expected]);
    }
}
