//! Definitions and what is made of them.

use serde_json::json;

use crate::{
    Given, Mode, ProcessorField, QueryLanguage, State, StateKind, StateMachine, StateType, Test, parse,
    subtitle,
};

/// Lowers a whole definition that has nothing wrong with it.
#[track_caller]
fn machine(text: &str) -> StateMachine {
    let (machine, problems) = parse(text);
    assert_eq!(problems, [], "{text}");
    machine.expect("a machine")
}

/// Lowers one state.
#[track_caller]
fn with_state<T>(state: &str, look: impl FnOnce(&State) -> T) -> T {
    let text = format!(r#"{{"StartAt": "S", "States": {{"S": {state}}}}}"#);
    let machine = machine(&text);
    look(machine.at_pointer("/States/S").expect("the state"))
}

#[test]
fn a_task_has_all_its_fields() {
    let text = r#"{"Type": "Task", "Comment": "c", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "InputPath": null, "Parameters": {"A.$": "$.a"}, "ResultSelector": {"b": 1}, "ResultPath": "$.r", "OutputPath": "$",
        "TimeoutSeconds": 30, "HeartbeatSecondsPath": "$.h", "Credentials": {"RoleArn": "r"}, "Assign": {"v": 1},
        "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 2, "MaxAttempts": 0, "BackoffRate": 1.5,
                   "MaxDelaySeconds": 9, "JitterStrategy": "FULL"}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S", "ResultPath": null}], "End": true}"#;
    with_state(text, |state| {
        let StateKind::Task(task) = &state.kind else { panic!("a task") };
        assert_eq!(task.timeout_seconds.as_ref().map(|field| field.value.clone()), Some(Given::Literal(30)));
        assert_eq!(task.heartbeat_seconds_path.as_ref().map(|field| field.value.as_str()), Some("$.h"));
        assert_eq!(state.input_path.as_ref().map(|field| field.value.clone()), Some(None));
        assert_eq!(state.result_path.as_ref().and_then(|field| field.value.clone()).as_deref(), Some("$.r"));
        assert_eq!(state.parameters.as_ref().map(|field| field.value.clone()), Some(json!({"A.$": "$.a"})));
        let retrier = state.retry.first().expect("a retrier");
        assert_eq!(retrier.backoff_rate.as_ref().map(|field| field.value), Some(1.5));
        assert_eq!(retrier.jitter_strategy.as_ref().map(|field| field.value), Some(crate::Jitter::Full));
        let catcher = state.catch.first().expect("a catcher");
        assert_eq!(catcher.result_path.as_ref().map(|field| field.value.clone()), Some(None));
        assert!(state.is_terminal(), "`End` is true");
    });
}

#[test]
fn every_field_knows_its_place() {
    let text = r#"{"StartAt": "S", "States": {"S": {"Type": "Wait", "Seconds": 5, "Next": "S"}}}"#;
    let machine = machine(text);
    let state = machine.at_pointer("/States/S").expect("the state");
    let StateKind::Wait(wait) = &state.kind else { panic!("a wait") };
    let seconds = wait.seconds.as_ref().expect("seconds");
    assert_eq!((seconds.key.text(text), seconds.span.text(text)), (r#""Seconds""#, "5"));
    assert_eq!(state.name_span.text(text), r#""S""#);
    assert_eq!(state.span.text(text), r#""S": {"Type": "Wait", "Seconds": 5, "Next": "S"}"#);
    assert_eq!(machine.root().start_at.as_ref().map(|field| field.span.text(text)), Some(r#""S""#));
}

#[test]
fn jsonata_states_take_expressions_for_values() {
    let text =
        r#"{"QueryLanguage": "JSONata", "Type": "Wait", "Seconds": "{% $states.input.n %}", "End": true}"#;
    with_state(text, |state| {
        assert_eq!(state.language, QueryLanguage::Jsonata);
        let StateKind::Wait(wait) = &state.kind else { panic!("a wait") };
        let seconds = wait.seconds.as_ref().map(|field| field.value.clone());
        assert_eq!(seconds, Some(Given::Expression("{% $states.input.n %}".to_owned())));
    });
    let (_, problems) =
        parse(r#"{"StartAt": "S", "States": {"S": {"Type": "Wait", "Seconds": "{% 1 %}", "End": true}}}"#);
    assert_eq!(problems.len(), 1, "JSONPath has no expressions there");
}

#[test]
fn maps_are_read_in_all_their_forms() {
    let text = r#"{"Type": "Map", "Label": "L", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "MaxItems": 5}, "Parameters": {"Bucket": "b"}},
        "ItemSelector": {"x.$": "$$.Map.Item.Value"}, "ItemBatcher": {"MaxItemsPerBatch": 3}, "MaxConcurrency": 2,
        "ToleratedFailurePercentage": 5.5, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}},
        "ResultWriter": {"Resource": "r", "Parameters": {"Bucket": "b"}}, "End": true}"#;
    with_state(text, |state| {
        let StateKind::Map(map) = &state.kind else { panic!("a map") };
        let processor = map.processor.as_ref().expect("a processor");
        assert_eq!((processor.mode, processor.field), (Mode::Distributed, ProcessorField::ItemProcessor));
        let config = map.item_reader.as_ref().and_then(|reader| reader.config.as_ref()).expect("a reader");
        assert_eq!(config.max_items.as_ref().map(|field| field.value.clone()), Some(Given::Literal(5)));
        assert_eq!(
            map.tolerated_failure_percentage.as_ref().map(|field| field.value.clone()),
            Some(Given::Literal(5.5))
        );
        assert_eq!(subtitle(state, |_| None), "Map: CSV file");
    });
    let old =
        r#"{"Type": "Map", "Iterator": {"StartAt": "X", "States": {"X": {"Type": "Succeed"}}}, "End": true}"#;
    with_state(old, |state| {
        let StateKind::Map(map) = &state.kind else { panic!("a map") };
        assert_eq!(map.processor.as_ref().map(|processor| processor.field), Some(ProcessorField::Iterator));
    });
}

#[test]
fn the_rest_of_a_wrong_definition_stays_usable() {
    let text = r#"{"StartAt": 7, "States": {
        "A": {"Type": "Nap", "Next": "B"}, "B": {"Type": "Pass", "Next": 3, "Result": 1, "Foo": 1, "End": true}, "C": 4}}"#;
    let (machine, problems) = parse(text);
    let machine = machine.expect("a machine");
    let names: Vec<_> = machine.states().iter().map(|state| state.name.as_str()).collect();
    assert_eq!(names, ["A", "B"]);
    assert_eq!(
        machine.at_pointer("/States/A").and_then(|state| state.next.as_ref()).map(|next| next.value.as_str()),
        Some("B")
    );
    let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages.len(), 5, "{messages:?}");
}

#[test]
fn choice_conditions_may_be_literals() {
    let text = r#"{"QueryLanguage": "JSONata", "Type": "Choice", "Choices": [{"Condition": true, "Next": "S"}], "Default": "S"}"#;
    with_state(text, |state| {
        let StateKind::Choice(choice) = &state.kind else { panic!("a choice") };
        let test = choice.rules.first().and_then(|rule| rule.test.as_ref());
        assert!(
            matches!(test, Some(Test::Condition(condition)) if condition.value == Given::Literal(true)),
            "{test:?}"
        );
    });
}

#[test]
fn subtitles_say_what_a_state_is() {
    for (state, expected) in [
        (r#"{"Type": "Succeed"}"#, "Succeed state"),
        (
            r#"{"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": true}"#,
            "Lambda: Invoke",
        ),
        (r#"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}"#, "Lambda: Invoke"),
        (
            r#"{"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "End": true}"#,
            "DynamoDB: Get item",
        ),
        (
            r#"{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "End": true}"#,
            "S3: Get object",
        ),
        (
            r#"{"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true}"#,
            "Step Functions: Start execution",
        ),
        (r#"{"Type": "Task", "Resource": "arn:aws:states:us-east-1:1:activity:a", "End": true}"#, "Activity"),
        (
            r#"{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {"MessageBody": {"Approval": {}}}, "End": true}"#,
            "Human approval",
        ),
        (
            r#"{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true}"#,
            "SQS: Send message (callback)",
        ),
        (r#"{"Type": "Task", "Resource": "${Function}", "End": true}"#, "Task state"),
    ] {
        let named = |service: &str| match service {
            "dynamodb" => Some("DynamoDB"),
            "states" => Some("Step Functions"),
            "sqs" => Some("SQS"),
            _ => None,
        };
        assert_eq!(with_state(state, |state| subtitle(state, named)), expected, "{state}");
    }
}

#[test]
fn two_hundred_containers_and_a_million_brackets_leave_the_stack_alone() {
    let mut text = r#"{"Type": "Pass", "End": true}"#.to_owned();
    for depth in 0..200 {
        let (open, close) = if depth % 2 == 0 {
            (r#""Parallel", "Branches": ["#, "]")
        } else {
            (r#""Map", "ItemProcessor": "#, "")
        };
        text = format!(
            r#"{{"Type": {open}{{"StartAt": "S{depth}", "States": {{"S{depth}": {text}}}}}{close}, "End": true}}"#
        );
    }
    let nested = machine(&format!(r#"{{"StartAt": "S", "States": {{"S": {text}}}}}"#));
    assert_eq!((nested.states().len(), nested.workflows().len()), (201, 201));
    assert_eq!(nested.workflows().last().map(crate::Workflow::depth), Some(200));

    let deep = format!(
        r#"{{"StartAt": "S", "States": {{"S": {{"Type": "Pass", "Result": {}, "End": true}}}}}}"#,
        "[".repeat(1_000_000)
    );
    let (machine, problems) = parse(&deep);
    assert_eq!(machine.map(|machine| machine.states().len()), Some(1));
    assert!(problems.iter().any(|problem| problem.code == crate::codes::TOO_DEEPLY_NESTED), "{problems:?}");
}

#[test]
fn containers_nested_without_end_are_reported_and_left_out() {
    let open = r#"{"StartAt": "S", "States": {"S": {"Type": "Map", "ItemProcessor": "#;
    let (machine, problems) = parse(&open.repeat(5_000));
    assert_eq!(machine.map(|machine| machine.workflows().len()), Some(crate::NESTING_MAX + 1));
    assert!(problems.iter().any(|problem| problem.code == crate::codes::TOO_DEEPLY_NESTED), "{problems:?}");
}

#[test]
fn ten_thousand_states_are_read() {
    let states: Vec<String> = (0..10_000)
        .map(|at| format!(r#""S{at}": {{"Type": "Pass", "Next": "S{}"}}"#, at + 1))
        .chain([r#""S10000": {"Type": "Succeed"}"#.to_owned()])
        .collect();
    let machine = machine(&format!(r#"{{"StartAt": "S0", "States": {{{}}}}}"#, states.join(",")));
    assert_eq!(crate::graph::reachable(&machine, crate::WorkflowId::ROOT).len(), 10_001);
}

#[test]
fn fields_are_allowed_where_the_table_says() {
    for (kind, field, language, expected) in [
        (StateType::Task, "Arguments", QueryLanguage::Jsonata, true),
        (StateType::Task, "Arguments", QueryLanguage::JsonPath, false),
        (StateType::Choice, "Next", QueryLanguage::JsonPath, false),
        (StateType::Fail, "Assign", QueryLanguage::JsonPath, false),
        (StateType::Wait, "ResultPath", QueryLanguage::JsonPath, false),
        (StateType::Succeed, "InputPath", QueryLanguage::JsonPath, true),
    ] {
        assert_eq!(crate::is_allowed(kind, field, language), expected, "{field} of {kind:?}");
    }
}
