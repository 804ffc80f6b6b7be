//! Variables under other names.

use super::*;

fn rename(name: &str, scope: &str, to: &str) -> Edit {
    Edit::RenameVariable { name: name.to_owned(), scope: scope.to_owned(), to: to.to_owned() }
}

/// `x` at the top level, another `x` in each branch of a machine of its own; only the first is called otherwise.
const PATHS: &str = r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Assign": {"x.$": "$.a", "xy": 1.00, "o": 1}, "Next": "B"},
    "B": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "InputPath": "$x.a[0]",
      "Parameters": {"a.$": "$x", "b.$": "States.Format('{} $x \u0041', $x, $xy, $.x)", "c": "$x", "d": [{"e.$": "$x['$x']"}]},
      "Catch": [{"ErrorEquals": ["States.ALL"], "Assign": {"x": null}, "Next": "C"}], "Next": "C"},
    "C": {"Type": "Choice", "Choices": [{"Variable": "$x.n", "NumericEqualsPath": "$x", "Next": "D"}], "Default": "D"},
    "D": {"Type": "Map", "ItemsPath": "$x", "ItemProcessor": {"StartAt": "E", "States": {
      "E": {"Type": "Wait", "SecondsPath": "$x", "End": true}}}, "End": true}
  }
}
"#;

#[test]
fn every_writer_and_reader_follows_and_texts_do_not() {
    let expected = PATHS
        .replace("\"x.$\"", "\"total.$\"")
        .replace("\"x\": null", "\"total\": null")
        .replace("\"$x.a[0]\"", "\"$total.a[0]\"")
        .replace("\"a.$\": \"$x\"", "\"a.$\": \"$total\"")
        .replace("\\u0041', $x,", "\\u0041', $total,")
        .replace("\"$x['$x']\"", "\"$total['$x']\"")
        .replace("\"$x.n\"", "\"$total.n\"")
        .replace("Path\": \"$x\"", "Path\": \"$total\"");
    check(PATHS, &rename("x", "", "total"), &expected);
    check(&expected, &rename("total", "", "x"), PATHS);
}

#[test]
fn expressions_of_jsonata_follow() {
    let text = |x: &str| {
        format!(
            r#"{{
  "QueryLanguage": "JSONata", "StartAt": "A",
  "States": {{
    "A": {{"Type": "Pass", "Assign": {{"{x}": "{{% $states.input %}}", "{x}y": 1}}, "Next": "B"}},
    "B": {{"Type": "Pass", "Output": {{"a": "{{% ${x}.a & \"$x it's\" & $states.input.`$x` & ${x}y /* $x */ %}}", "b": ["{{% ${x}[0] + $sum(${x}.n) %}}", "$x"]}}, "Next": "C"}},
    "C": {{"Type": "Wait", "Seconds": "{{% (${x} := ${x} + 1; ${x}) %}}", "Next": "D"}},
    "D": {{"Type": "Pass", "Output": "{{% ($total := 1; $total) %}}", "End": true}}
  }}
}}
"#
        )
        .replace(&format!("\"{x}y\": 1"), "\"xy\": 1")
        .replace(&format!("${x}y /*"), "$xy /*")
    };
    check(&text("x"), &rename("x", "", "total"), &text("total"));
    check(&text("total"), &rename("total", "", "größe"), &text("größe"));
}

#[test]
fn settings_that_few_states_have_follow_too() {
    let text = |x: &str| {
        format!(
            r#"{{"StartAt": "A", "States": {{
  "A": {{"Type": "Pass", "Assign": {{"{x}": 1}}, "Next": "B"}},
  "B": {{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Credentials": {{"RoleArn.$": "${x}.role"}}, "Next": "M"}},
  "M": {{"Type": "Map", "ItemReader": {{"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {{"InputType": "CSV", "MaxItemsPath": "${x}"}}, "Parameters": {{"Bucket": "b", "Key": "k"}}}},
    "ItemBatcher": {{"MaxItemsPerBatchPath": "${x}", "BatchInput": {{"a.$": "${x}"}}}},
    "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "P", "States": {{"P": {{"Type": "Pass", "End": true}}}}}}, "Next": "J"}},
  "J": {{"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::sqs:sendMessage", "Credentials": {{"RoleArn": "{{% ${x} %}}"}}, "End": true}}
}}}}
"#
        )
    };
    check(&text("x"), &rename("x", "", "total"), &text("total"));
}

#[test]
fn a_name_belongs_to_its_branch() {
    let branch = |at: u8, x: &str| {
        format!(
            r#"{{"StartAt": "P{at}", "States": {{"P{at}": {{"Type": "Pass", "Assign": {{"{x}": 1}}, "Next": "Q{at}"}}, "Q{at}": {{"Type": "Pass", "Parameters": {{"a.$": "${x}"}}, "End": true}}}}}}"#
        )
    };
    let text = |one: &str, other: &str| {
        format!(
            r#"{{"StartAt": "Both", "States": {{"Both": {{"Type": "Parallel", "Branches": [{}, {}], "End": true}}}}}}"#,
            branch(1, one),
            branch(2, other)
        )
    };
    let scope = "/States/Both/Branches/0";
    let after = changed(&text("x", "x"), &rename("x", scope, "y"));
    assert!(after.contains(r#""Assign": {"y": 1}"#) && after.contains(r#""a.$": "$y""#), "{after}");
    assert!(after.contains(r#""Assign": {"x": 1}"#) && after.contains(r#""a.$": "$x""#), "{after}");
    // What another branch calls so is not in the way.
    assert!(is_whole(&changed(&text("x", "y"), &rename("x", scope, "y"))));
}

#[test]
fn yaml_keeps_its_way_of_writing() {
    let yaml = |x: &str| {
        format!(
            "QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Pass\n    Assign: {{'{x}': 1}} # {{x}}\n    Next: B\n  B:\n    Type: Pass\n    Output: |-\n      {{%\n        ${x} & \"$x\"\n      %}}\n    Assign:\n      {x}: '{{% ${x} & ''it'' %}}'\n    End: true\n"
        )
    };
    check(&yaml("x"), &rename("x", "", "total"), &yaml("total"));
}

#[test]
fn names_that_will_not_do_say_why() {
    let name = |text: &str| Refusal::VariableName(text.to_owned());
    refuse(PATHS, &rename("x", "", "a b"), &name("'a b' is not a valid variable name"));
    refuse(PATHS, &rename("x", "", "states"), &name("Variable name 'states' is reserved"));
    refuse(PATHS, &rename("x", "", "sum"), &name("`$sum` is a function of JSONata"));
    refuse(PATHS, &rename("x", "", "o"), &Refusal::VariableExists("o".into()));
    refuse(PATHS, &rename("z", "", "o"), &Refusal::NoSuchVariable("z".into()));
    let local = r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "B"},
        "B": {"Type": "Pass", "Output": "{% ($y := 1; $x + $y) %}", "End": true}}}"#;
    refuse(local, &rename("x", "", "y"), &Refusal::VariableMeets("B".into(), "y".into()));
    check(PATHS, &rename("x", "", "x"), PATHS);
}
