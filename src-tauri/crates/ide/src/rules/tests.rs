//! Texts with what is wrong underlined.

mod measured;
mod recorded;

use syntax::{LineIndex, Severity};

use crate::{Document, problems};

/// Takes a text in which every problem is underlined in the line below it, as `^^^ CODE message | location`, and
/// checks that exactly these are found.
#[track_caller]
fn check(annotated: &str) {
    let is_note = |line: &&str| line.trim_start().starts_with('^');
    let text: String =
        annotated.lines().filter(|line| !is_note(line)).map(|line| format!("{line}\n")).collect();
    let found = underlined(&text);
    assert!(found.trim_end() == annotated.trim_end(), "found:\n{found}\nexpected:\n{annotated}");
}

fn underlined(text: &str) -> String {
    let document = Document::read(text);
    let index = LineIndex::new(text);
    let problems = problems(&document);
    let mut result = String::new();
    for (number, line) in (0..).zip(text.lines()) {
        result += &format!("{line}\n");
        for problem in &problems {
            let diagnostic = &problem.diagnostic;
            let start = index.line_column(diagnostic.span.start);
            if start.line != number {
                continue;
            }
            let length = usize::try_from(diagnostic.span.len()).unwrap_or(1).max(1);
            let room = line.chars().count().saturating_sub(usize::try_from(start.column).unwrap_or(0)).max(1);
            let (blank, marks) = (" ".repeat(start.column as usize), "^".repeat(length.min(room)));
            let code =
                if diagnostic.severity == Severity::Error { short(diagnostic.code) } else { diagnostic.code };
            let location = diagnostic.location.as_deref().unwrap_or("-");
            result += &format!("{blank}{marks} {code} {} | {location}\n", diagnostic.message);
        }
    }
    result
}

/// The most frequent code is left out of the notes.
fn short(code: &str) -> &str {
    if code == "SCHEMA_VALIDATION_FAILED" { "SCHEMA" } else { code }
}

#[test]
fn transitions_name_states_and_states_are_reachable() {
    check(
        r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Next": "Bee"},
                                  ^^^^^ MISSING_TRANSITION_TARGET Missing 'Next' target: Bee | /States/A/Next
    "C": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "Y"}], "Default": "Z"},
    ^^^ MISSING_TRANSITION_TARGET State "C" is not reachable. | /States/C
                                                                                    ^^^ MISSING_TRANSITION_TARGET Missing 'Next' target: Y | /States/C/Choices[0]/Next
                                                                                                      ^^^ MISSING_TRANSITION_TARGET Missing 'Next' target: Z | /States/C/Default
    "D": {"Type": "Succeed"}
    ^^^ MISSING_TRANSITION_TARGET State "D" is not reachable. | /States/D
  }
}"#,
    );
    check(
        r#"{"States": {"A": {"Type": "Succeed"}}, "StartAt": "B"}
            ^^^ MISSING_TRANSITION_TARGET State "A" is not reachable. | /States/A
                                                  ^^^ MISSING_TRANSITION_TARGET Missing 'Next' target: B | /StartAt"#,
    );
}

#[test]
fn a_top_level_without_end_says_only_that() {
    check(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}, "B": {"Type": "Pass", "Next": "A"}}}
                           ^ MISSING_END_STATE Workflow has no terminal state | -"#,
    );
}

#[test]
fn required_fields_and_types() {
    check("{}\n^ SCHEMA These fields are required: [States, StartAt] | /");
    check("[]\n^^ SCHEMA Definition must be a valid JSON object | -");
    check(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Paas", "End": true}}}
                                          ^^^^^^ SCHEMA The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] | /States/A/Type"#,
    );
    check(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "End": true}}}
                                 ^ SCHEMA These fields are required: [Resource] | /States/A"#,
    );
    check(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": "yes"}}}
                           ^ MISSING_END_STATE Workflow has no terminal state | -
                                                         ^^^^^ SCHEMA Expected value of type [BOOLEAN] | /States/A/End"#,
    );
}

#[test]
fn fields_foreign_to_type_or_language() {
    check(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "TimeoutSeconds": 1, "Output": {}, "End": true}}}
                                                  ^^^^^^^^^^^^^^^^ SCHEMA Field 'TimeoutSeconds' is not supported | /States/A
                                                                       ^^^^^^^^ SCHEMA The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage | /States/A"#,
    );
    check(
        r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$", "End": true}}}
                                                                              ^^^^^^^^^^^ SCHEMA The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage | /States/A"#,
    );
    check(
        r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "QueryLanguage": "JSONPath", "InputPath": "$", "End": true}}}
                                                                                               ^^^^^^^^^^ SCHEMA 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine | /States/A"#,
    );
    check(
        r#"{"QueryLanguage": "jsonpath", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}
                  ^^^^^^^^^^ SCHEMA Value should be one of the following: [JSONPath, JSONata] | /QueryLanguage"#,
    );
}

#[test]
fn names_are_unique_at_all_levels() {
    check(
        r#"{"StartAt": "M", "States": {
  "M": {"Type": "Map", "ItemProcessor": {"QueryLanguage": "JSONata", "StartAt": "M", "States": {
                                         ^^^^^^^^^^^^^^^ SCHEMA Field 'QueryLanguage' is not supported | /States/M/ItemProcessor
    "M": {"Type": "Pass", "End": true}}}, "End": true}
    ^^^ DUPLICATE_STATE_NAME Duplicate State name: M | /States/M/ItemProcessor/States/M
}}"#,
    );
}

#[test]
fn error_names_are_in_order() {
    check(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": true,
  "Retry": [{"ErrorEquals": []}, {"ErrorEquals": ["States.ALL", "X"]}, {"ErrorEquals": ["X"], "MaxAttempts": -1, "BackoffRate": 0.5}]}}}
                            ^^ SCHEMA Value cannot be empty | /States/A/Retry[0]/ErrorEquals
                                                  ^^^^^^^^^^^^ SCHEMA States.ALL must appear alone and at end of list | /States/A/Retry[1]/ErrorEquals
                                                                                                             ^^ SCHEMA Minimum value is 0 | /States/A/Retry[2]/MaxAttempts
                                                                                                                                ^^^ SCHEMA Minimum value is 1.0 | /States/A/Retry[2]/BackoffRate"#,
    );
}

#[test]
fn paths_and_templates_are_parsed() {
    check(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "x", "ResultPath": "$.a[*]",
                                                               ^^^ SCHEMA Value is not a valid JSONPath | /States/A/InputPath
                                                                                  ^^^^^^^^ SCHEMA Value is not a Reference Path | /States/A/ResultPath
  "Parameters": {"a": {"parsed.$": "States.Nope($.a)"}}, "End": true}}}
                                   ^^^^^^^^^^^^^^^^^^ SCHEMA The value for the field 'parsed.$' must be a valid JSONPath or a valid intrinsic function call | /States/A/Parameters"#,
    );
}

#[test]
fn jsonata_is_parsed() {
    check(
        r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
  "A": {"Type": "Pass", "Output": {"a": ["{% [1, 2 %}", "{% $states.input %}"]}, "End": true}}}
                                         ^^^^^^^^^^^^^ INVALID_JSONATA_EXPRESSION Expected "]" before end of expression | /States/A/Output"#,
    );
}

#[test]
fn waits_timestamps_and_exclusive_fields() {
    check(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Timestamp": "tomorrow", "Next": "B"},
                                                               ^^^^^^^^^^ SCHEMA String does not match RFC3339 timestamp | /States/A/Timestamp
  "B": {"Type": "Wait", "Seconds": -1, "SecondsPath": "$.x", "Next": "C"},
                                   ^^ SCHEMA Minimum value is 0 | /States/B/Seconds
                                       ^^^^^^^^^^^^^ SCHEMA There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp] | /States/B
  "C": {"Type": "Fail", "Error": "x", "ErrorPath": "$.x"}}}
                                      ^^^^^^^^^^^ SCHEMA A Fail state cannot include both field 'Error' and 'ErrorPath' | /States/C"#,
    );
}

#[test]
fn resources_callbacks_and_credentials() {
    check(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:query", "Credentials": {}, "Next": "C"},
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SCHEMA The resource provided arn:aws:states:::dynamodb:query is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. | /States/A/Resource
                                                                                                                ^^ SCHEMA The field 'RoleArn' is required but was missing | /States/A/Credentials
  "C": {"Type": "Task", "Resource": "arn:aws:states:::bedrockagentcore:invokeHarness", "Next": "B"},
  "B": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true}}}
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CALLBACK_WITHOUT_TIMEOUT `B` may wait for a year: it has no timeout | /States/B
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CALLBACK_WITHOUT_TOKEN `B` waits for a token it gives to nobody | /States/B"#,
    );
}

#[test]
fn choice_rules_have_one_test() {
    check(
        r#"{"StartAt": "C", "States": {"D": {"Type": "Succeed"}, "C": {"Type": "Choice", "Choices": [
                                                      ^^^ CHOICE_WITHOUT_DEFAULT `C` has no default | /States/C
  {"Variable": "$.a", "StringEquals": "x", "IsNull": true, "Next": "D"},
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SCHEMA There should only be one of the following fields: [StringEquals, IsBoolean, StringLessThan, IsNumeric, BooleanEquals, StringLessThanEqualsPath, NumericLessThan, NumericGreaterThan, NumericLessThanPath, StringMatches, TimestampLessThanEqualsPath, NumericEquals, TimestampGreaterThan, StringGreaterThanEqualsPath, TimestampGreaterThanEqualsPath, TimestampLessThanEquals, NumericLessThanEqualsPath, TimestampEquals, BooleanEqualsPath, IsTimestamp, StringLessThanEquals, NumericLessThanEquals, StringLessThanPath, TimestampGreaterThanPath, StringGreaterThan, StringGreaterThanPath, IsString, StringEqualsPath, TimestampEqualsPath, TimestampLessThan, StringGreaterThanEquals, NumericGreaterThanPath, NumericGreaterThanEquals, NumericEqualsPath, TimestampLessThanPath, IsNull, IsPresent, TimestampGreaterThanEquals, NumericGreaterThanEqualsPath] | /States/C/Choices[0]
  {"Variable": "$.a", "NumericEquals": "1", "Next": "D"},
                                       ^^^ SCHEMA Expected value of type [NUMBER] | /States/C/Choices[1]/NumericEquals
  {"And": [{"Variable": "$.a", "IsNull": true, "Next": "D"}], "Next": "D"},
                                               ^^^^^^ SCHEMA Field 'Next' is not supported | /States/C/Choices[2]/And[0]
  {"Variable": "$.a", "IsNull": true}
  ^ SCHEMA These fields are required: [Next] | /States/C/Choices[3]
]}}}"#,
    );
}

#[test]
fn rules_at_the_end_that_follow_the_default_change_nothing() {
    check(
        r#"{"StartAt": "C", "States": {"D": {"Type": "Succeed"}, "E": {"Type": "Succeed"}, "C": {"Type": "Choice", "Choices": [
  {"Variable": "$.a", "IsNull": true, "Next": "D"},
  {"Variable": "$.b", "IsNull": true, "Next": "E"},
  {"Variable": "$.c", "IsNull": true, "Next": "D"}
                                              ^^^ RULE_WITHOUT_EFFECT rule 3 of `C` changes nothing: the default leads to `D` too | /States/C/Choices[2]/Next
], "Default": "D"}}}"#,
    );
}

#[test]
fn maps_ranges_variables_and_labels() {
    check(
        r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": -1, "Label": "", "Assign": {"states": 1, "a b.$": "$.x"},
                                                                   ^^ SCHEMA Minimum value is 0 | /States/M/MaxConcurrency
                                                                                ^^ INVALID_LABEL_NAME Label must be 1 to 40 characters long | /States/M/Label
                                                                                               ^^^^^^^^ SCHEMA Variable name 'states' is reserved | /States/M/Assign
                                                                                                            ^^^^^^^ SCHEMA 'a b' is not a valid variable name | /States/M/Assign
  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "X", "States": {"X": {"Type": "Succeed"}}},
                                       ^^^^^^^^^^^^^^^^^^^^^^^ SCHEMA The field 'ExecutionType' is required but was missing | /States/M/ItemProcessor/ProcessorConfig
  "ItemReader": {"Resource": "arn:aws:states:::s3:putObject", "ReaderConfig": {"InputType": "XML"}}, "End": true}}}
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SCHEMA Value should be one of the following: [s3:getObject, s3:listObjectsV2] | /States/M/ItemReader/Resource
                                                                                            ^^^^^ SCHEMA Value should be one of the following: [MANIFEST, JSON, CSV, JSONL, PARQUET] | /States/M/ItemReader/ReaderConfig/InputType"#,
    );
}

#[test]
fn empty_collections_and_late_heartbeats() {
    check(
        r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [], "Next": "T"},
                                                                  ^^ SCHEMA Value cannot be empty | /States/P/Branches
  "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 5, "HeartbeatSeconds": 5, "End": true}}}
                                                                                                                 ^ SCHEMA HeartbeatSeconds must be smaller than TimeoutSeconds | /States/T/HeartbeatSeconds"#,
    );
}

#[test]
fn what_is_filled_in_on_deployment_is_no_error() {
    check(
        r#"{"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "${Function.Arn}", "TimeoutSeconds": "${Limit}", "InputPath": "${Path}",
        "Parameters": {"a.$": "${Path}"}, "HeartbeatSeconds": ${Beat}, "End": true}}}
                                                              ^^^^^^^ PLACEHOLDER `${Beat}` is filled in when this is deployed; it has no value here | -"#,
    );
    check(
        r#"{"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, "TimeoutSeconds": "${Limit}", "End": true}}}"#,
    );
}

#[test]
fn broken_texts_keep_the_rest_checked() {
    check(
        r#"{"StartAt": "A", "States": {
  "A": {"Type": "Pass", "Next": },
                               ^ INVALID_JSON_DESCRIPTION missing value | -
  "B": {"Type": "Fail" "Cause": "x"}
  ^^^ MISSING_TRANSITION_TARGET State "B" is not reachable. | /States/B
                      ^ INVALID_JSON_DESCRIPTION missing `,` | -
}}"#,
    );
}

#[test]
fn a_problem_knows_its_state() {
    let text = r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "Y"}}}]}}}"#;
    let owners: Vec<_> = problems(&Document::read(text)).into_iter().map(|problem| problem.state).collect();
    assert_eq!(owners, [Some("/States/P/Branches/0/States/X".to_owned())]);
}

#[test]
fn what_looks_like_a_path_is_marked_as_one() {
    check(
        r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Next": "B", "Parameters": {"a": "$.x", "b.$": "$.x", "c": {"d": ["$.e"], "f": "$$"}, "g": "$5"}},
                                                           ^^^^^ NO_DOLLAR No .$ on a field that appears to be a JSONPath or Intrinsic Function. | /States/A/Parameters
                                                                                                         ^^^^ NO_DOLLAR No .$ on a field that appears to be a JSONPath or Intrinsic Function. | /States/A/Parameters
    "B": {"Type": "Pass", "Next": "C", "Result": {"a.$": "$.x"}},
                                                 ^^^^^^^^^^^^^^ PASS_RESULT_IS_STATIC Attempt to use a path in the result of a pass state. | /States/B/Result
    "C": {"Type": "Choice", "Choices": [{"Variable": "$.x", "StringEquals": "$.y", "Next": "D"}], "Default": "E"},
                                                                            ^^^^^ NO_PATH Field value looks like a path, but field name does not end with 'Path'. | /States/C/Choices[0]
    "D": {"Type": "Fail", "Error": "E", "Cause": "States.Format('{}', $.x)"},
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ NO_PATH Field value looks like a path, but field name does not end with 'Path'. | /States/D/Cause
    "E": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"a": "$.x"}, "End": true}
  }
}"#,
    );
}
