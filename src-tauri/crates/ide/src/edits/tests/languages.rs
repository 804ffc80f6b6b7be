//! States that are written in JSONata instead of JSONPath.

use super::*;

fn convert(states: &[&str]) -> Edit {
    Edit::UseJsonata { states: pointers(states) }
}

/// The fields of a state before and after, as people write them. There is a second state, so that the workflow stays in
/// JSONPath.
#[track_caller]
fn fields(before: &str, after: &str) {
    let machine = |fields: &str, language: &str| {
        format!(
            "{{\n  \"StartAt\": \"A\",\n  \"States\": {{\n    \"A\": {{\n{language}{fields}      \"Next\": \"B\"\n    }},\n    \"B\": {{\"Type\": \"Pass\", \"End\": true}}\n  }}\n}}\n"
        )
    };
    let lines = |fields: &str| {
        fields
            .trim()
            .lines()
            .map(|line| format!("      {}\n", line.trim_start_matches("        ")))
            .collect::<String>()
    };
    let (first, rest) =
        lines(after).split_once('\n').map(|(first, rest)| (format!("{first}\n"), rest.to_owned())).unwrap();
    let expected = machine(&rest, &format!("{first}      \"QueryLanguage\": \"JSONata\",\n"));
    let text = machine(&lines(before), "");
    check(&text, &convert(&["/States/A"]), &expected);
    assert!(is_whole(&expected), "{expected}");
}

#[test]
fn a_task_keeps_the_text_of_its_parameters() {
    fields(
        r#"
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "InputPath": "$.order",
        "Parameters": {"FunctionName": "f", "Payload": {
          "id.$": "$.id", "n": 1.00, "run.$": "$$.Execution.Id" }},
        "ResultSelector": {"total.$": "$.Payload.total"},
        "TimeoutSecondsPath": "$.limit",
"#,
        r#"
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": "f", "Payload": {
          "id": "{% $states.input.order.id %}", "n": 1.00, "run": "{% $states.context.Execution.Id %}" }},
        "Output": {"total": "{% $states.result.Payload.total %}"},
        "TimeoutSeconds": "{% $states.input.order.limit %}",
"#,
    );
}

#[test]
fn result_and_output_paths_become_one_output() {
    let task = r#""Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": "q", "MessageBody": "m"},"#;
    let arguments = task.replace("Parameters", "Arguments");
    for (jsonpath, jsonata) in [
        (r#""ResultPath": null,"#, r#""Output": "{% $states.input %}","#),
        (
            r#""ResultPath": "$.sent","#,
            r#""Output": "{% $merge([$states.input, {'sent': $states.result}]) %}","#,
        ),
        (
            r#""ResultSelector": {"id.$": "$.MessageId"},
        "ResultPath": "$.a.b","#,
            r#""Output": "{% $merge([$states.input, {'a': $merge([$states.input.a, {'b': {'id': $states.result.MessageId}}])}]) %}","#,
        ),
        (r#""OutputPath": "$.MessageId","#, r#""Output": "{% $states.result.MessageId %}","#),
        (
            r#""ResultPath": "$.sent",
        "OutputPath": "$.sent.MessageId","#,
            r#""Output": "{% $merge([$states.input, {'sent': $states.result}]).sent.MessageId %}","#,
        ),
        (
            r#""ResultPath": "$",
        "Assign": {"id.$": "$.MessageId"},"#,
            r#""Assign": {"id": "{% $states.result.MessageId %}"},"#,
        ),
    ] {
        fields(&format!("{task}\n        {jsonpath}"), &format!("{arguments}\n        {jsonata}"));
    }
}

#[test]
fn a_pass_gives_what_it_gave() {
    fields(
        "\"Type\": \"Pass\",\n        \"Result\": {\"a\": 1.00, \"b\": \"$.x\"},",
        "\"Type\": \"Pass\",\n        \"Output\": {\"a\": 1.00, \"b\": \"$.x\"},",
    );
    fields(
        "\"Type\": \"Pass\",\n        \"Parameters\": {\"a.$\": \"States.Format('{}!', $.name)\"},",
        "\"Type\": \"Pass\",\n        \"Output\": {\"a\": \"{% $states.input.name & '!' %}\"},",
    );
    fields(
        "\"Type\": \"Pass\",\n        \"Result\": [1],\n        \"ResultPath\": \"$.list\",",
        "\"Type\": \"Pass\",\n        \"Output\": \"{% $merge([$states.input, {'list': [1]}]) %}\",",
    );
    fields(
        "\"Type\": \"Pass\",\n        \"InputPath\": \"$.order\",",
        "\"Type\": \"Pass\",\n        \"Output\": \"{% $states.input.order %}\",",
    );
    fields("\"Type\": \"Pass\",", "\"Type\": \"Pass\",");
}

#[test]
fn waits_fails_and_maps_read_their_paths() {
    fields(
        "\"Type\": \"Wait\",\n        \"SecondsPath\": \"$.pause\",",
        "\"Type\": \"Wait\",\n        \"Seconds\": \"{% $states.input.pause %}\",",
    );
    fields(
        r#"
        "Type": "Map",
        "ItemsPath": "$.lines",
        "Parameters": {"line.$": "$$.Map.Item.Value", "order.$": "$.id"},
        "MaxConcurrencyPath": "$.atOnce",
        "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "InputPath": "$.line", "End": true}}},
        "ResultPath": "$.done",
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "B"}],
"#,
        r#"
        "Type": "Map",
        "Items": "{% $states.input.lines %}",
        "ItemSelector": {"line": "{% $states.context.Map.Item.Value %}", "order": "{% $states.input.id %}"},
        "MaxConcurrency": "{% $states.input.atOnce %}",
        "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "InputPath": "$.line", "End": true}}},
        "Output": "{% $merge([$states.input, {'done': $states.result}]) %}",
        "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $merge([$states.input, {'error': $states.errorOutput}]) %}", "Next": "B"}],
"#,
    );
}

#[test]
fn rules_become_conditions() {
    let choice = |rule: &str| {
        format!(
            r#"{{"StartAt": "C", "States": {{"C": {{"Type": "Choice", "Choices": [{{{rule}, "Next": "D"}}]}}, "D": {{"Type": "Succeed", "InputPath": "$.x"}}}}}}"#
        )
    };
    for (rule, condition) in [
        (r#""Variable": "$.a", "StringEquals": "x""#, "$states.input.a = 'x'"),
        (
            r#""Variable": "$.n", "NumericGreaterThan": 9"#,
            "$type($states.input.n) = 'number' and $states.input.n > 9",
        ),
        (r#""Variable": "$.a", "IsPresent": false"#, "$not($exists($states.input.a))"),
        (r#""Variable": "$.a", "IsNull": true"#, "$type($states.input.a) = 'null'"),
        (
            r#""Variable": "$$.Execution.Input.go", "BooleanEquals": true"#,
            "$states.context.Execution.Input.go = true",
        ),
        (
            r#""Variable": "$.f", "StringMatches": "log-*.t\\*t""#,
            r"$type($states.input.f) = 'string' and $contains($states.input.f, /^log-[\s\S]*\.t\*t$/)",
        ),
        (
            r#""Variable": "$.t", "TimestampLessThanPath": "$.until""#,
            "$toMillis($states.input.t) < $toMillis($states.input.until)",
        ),
        (
            r#""Or": [{"And": [{"Variable": "$.a", "IsPresent": true}, {"Variable": "$.a", "StringEquals": "x"}]}, {"Not": {"Variable": "$.b", "BooleanEquals": true}}]"#,
            "($exists($states.input.a) and $states.input.a = 'x') or $not($states.input.b = true)",
        ),
    ] {
        let after = changed(&choice(rule), &convert(&["/States/C"]));
        let condition = serde_json::Value::from(format!("{{% {condition} %}}"));
        let expected = choice(&format!(r#""Condition": {condition}"#))
            .replace(r#""Type": "Choice","#, r#""Type": "Choice", "QueryLanguage": "JSONata","#);
        assert_eq!(after, expected);
        assert!(is_whole(&after), "{after}");
    }
}

#[test]
fn once_all_states_are_in_jsonata_the_workflow_says_so() {
    let one = changed(CHAIN, &convert(&["/States/A"]));
    assert!(one.contains(r#""A": {"Type": "Pass", "QueryLanguage": "JSONata", "Next": "B"}"#), "{one}");
    let both = changed(&one, &convert(&["/States/B"]));
    assert_eq!(both, CHAIN.replacen("{\n", "{\n  \"QueryLanguage\": \"JSONata\",\n", 1));
    assert_eq!(both, changed(CHAIN, &convert(&["/States/A", "/States/B"])));
    refuse(&both, &convert(&["/States/A"]), &Refusal::JsonataAlready);
}

#[test]
fn comments_and_anchors_of_yaml_stay() {
    let before = "StartAt: A # first\nStates:\n  A:\n    Type: Task\n    Resource: arn:aws:states:::sqs:sendMessage\n    Parameters: # who\n      QueueUrl: ${Queue}\n      MessageBody.$: $.text # what\n    ResultPath: null\n    Next: B\n  B:\n    Type: Pass\n    End: true\n";
    let after = "StartAt: A # first\nStates:\n  A:\n    Type: Task\n    QueryLanguage: JSONata\n    Resource: arn:aws:states:::sqs:sendMessage\n    Arguments: # who\n      QueueUrl: ${Queue}\n      MessageBody: \"{% $states.input.text %}\" # what\n    Output: \"{% $states.input %}\"\n    Next: B\n  B:\n    Type: Pass\n    End: true\n";
    check(before, &convert(&["/States/A"]), after);
}

#[test]
fn what_jsonata_cannot_say_is_refused_and_nothing_is_changed() {
    let text = CHAIN
        .replace(r#""Type": "Pass", "Next""#, r#""Type": "Pass", "Parameters": {"x.$": "$.a[-2:]"}, "Next""#);
    let refusal = Refusal::NotInJsonata {
        state: "A".to_owned(),
        field: "Parameters".to_owned(),
        what: "`$.a[-2:]`".to_owned(),
    };
    refuse(&text, &convert(&["/States/A"]), &refusal);
    assert_eq!(
        refusal.to_string(),
        "`$.a[-2:]` in `Parameters` of `A` has no counterpart in JSONata; rewrite that field by hand"
    );
    refuse(CHAIN, &convert(&[]), &Refusal::NothingSelected);
}
