//! First values of fields, and whole states, with places to fill in.

use asl::{Operator, QueryLanguage, StateType};
use serde_json::{Value, json};
use syntax::Language;

use super::candidates::type_text;
use super::cursor::Cursor;
use crate::draft::yaml_document;
use crate::fields::{Accepts, Field};

/// The first value of a field that is written into the place of the cursor.
pub(super) fn value(field: &Field, cursor: &Cursor<'_>, notation: Language) -> String {
    let is_jsonata = cursor.language == QueryLanguage::Jsonata;
    let next = json!("@@");
    let simple = match (field.name, field.accepts) {
        ("Retry", _) => {
            json!([{ "ErrorEquals": ["@States.ALL@"], "IntervalSeconds": "@#1@", "MaxAttempts": "@#3@", "BackoffRate": "@#2@" }])
        }
        ("Catch", _) => json!([{ "ErrorEquals": ["@States.ALL@"], "Next": next }]),
        ("Choices", _) if is_jsonata => json!([{ "Condition": "{% @@ %}", "Next": next }]),
        ("Choices", _) => json!([{ "Variable": "$.@name@", "StringEquals": "@@", "Next": next }]),
        ("Branches", _) => {
            json!([{ "StartAt": "@Name@", "States": { "@Name@": { "Type": "Pass", "End": true } } }])
        }
        ("ItemProcessor", _) => {
            json!({ "ProcessorConfig": { "Mode": "INLINE" }, "StartAt": "@Name@", "States": { "@Name@": { "Type": "Pass", "End": true } } })
        }
        ("And" | "Or", _) => json!([{ "Variable": "$.@name@", "StringEquals": "@@" }]),
        ("Not", _) => json!({ "Variable": "$.@name@", "StringEquals": "@@" }),
        ("Output" | "Items", _) => json!("{% @@ %}"),
        (_, Accepts::Expression) => json!("{% @@ %}"),
        (_, Accepts::Truth) => json!(true),
        (_, Accepts::Path) => json!("$@@"),
        (_, Accepts::Whole | Accepts::Number) => {
            let first = field.default.filter(|default| default.parse::<f64>().is_ok()).unwrap_or("");
            json!(format!("@#{first}@"))
        }
        (_, Accepts::ErrorNames) => json!(["@States.ALL@"]),
        (_, Accepts::Instant) => json!("@2030-01-31T18:00:00Z@"),
        (_, Accepts::Template | Accepts::Object) => return inside(notation, '{', '}'),
        (_, Accepts::Objects) => return inside(notation, '[', ']'),
        _ => json!("@@"),
    };
    rendered(&simple, notation)
}

/// An empty object or list, the cursor inside.
fn inside(notation: Language, open: char, close: char) -> String {
    match notation {
        Language::Json => format!("{open}\n\t#{{}}\n{close}"),
        Language::Yaml if open == '[' => "\n\t- #{}".to_owned(),
        Language::Yaml => "\n\t#{}".to_owned(),
    }
}

/// The first operand of a comparison.
pub(super) fn operand(operator: Operator, is_path: bool, notation: Language) -> String {
    let value = match operator {
        _ if is_path => json!("$.@name@"),
        _ if operator.is_type_test() || operator == Operator::BooleanEquals => json!(true),
        Operator::Numeric(_) => json!("@#0@"),
        Operator::Timestamp(_) => json!("@2030-01-31T18:00:00Z@"),
        _ => json!("@@"),
    };
    rendered(&value, notation)
}

/// Whole states: what each is called, what it does, and its text.
pub(super) fn states(language: QueryLanguage, notation: Language) -> Vec<(String, &'static str, String)> {
    let is_jsonata = language == QueryLanguage::Jsonata;
    StateType::ALL
        .into_iter()
        .map(|kind| {
            let named = json!({ format!("@{}@", kind.name()): body(kind, is_jsonata) });
            let text = rendered(&named, notation);
            // The object around is there already.
            let text = match notation {
                Language::Json => {
                    let inner = text.trim_start_matches("{\n").trim_end_matches("\n}");
                    inner
                        .lines()
                        .map(|line| line.strip_prefix('\t').unwrap_or(line))
                        .collect::<Vec<_>>()
                        .join("\n")
                }
                Language::Yaml => text
                    .lines()
                    .map(|line| line.strip_prefix('\t').unwrap_or(line))
                    .collect::<Vec<_>>()
                    .join("\n")
                    .trim()
                    .to_owned(),
            };
            (format!("{} state", kind.name()), type_text(kind), text)
        })
        .collect()
}

fn body(kind: StateType, is_jsonata: bool) -> Value {
    match kind {
        StateType::Task if is_jsonata => {
            json!({ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": { "FunctionName": "@my-function@", "Payload": "{% $states.input %}" }, "Output": "{% $states.result.Payload %}", "End": true })
        }
        StateType::Task => {
            json!({ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "@my-function@", "Payload.$": "$" }, "OutputPath": "$.Payload", "End": true })
        }
        StateType::Wait => json!({ "Type": "Wait", "Seconds": "@#5@", "End": true }),
        StateType::Pass => json!({ "Type": "Pass", "End": true }),
        StateType::Succeed => json!({ "Type": "Succeed" }),
        StateType::Fail => json!({ "Type": "Fail", "Error": "@Error@", "Cause": "@@" }),
        StateType::Choice if is_jsonata => {
            json!({ "Type": "Choice", "Choices": [{ "Condition": "{% @@ %}", "Next": "@@" }], "Default": "@@" })
        }
        StateType::Choice => {
            json!({ "Type": "Choice", "Choices": [{ "Variable": "$.@name@", "StringEquals": "@@", "Next": "@@" }], "Default": "@@" })
        }
        StateType::Parallel => {
            json!({ "Type": "Parallel", "Branches": [{ "StartAt": "@First@", "States": { "@First@": { "Type": "Pass", "End": true } } }], "End": true })
        }
        StateType::Map => {
            json!({ "Type": "Map", "ItemProcessor": { "ProcessorConfig": { "Mode": "INLINE" }, "StartAt": "@Each@", "States": { "@Each@": { "Type": "Pass", "End": true } } }, "End": true })
        }
    }
}

/// A value as text. `@name@` becomes a place to fill in, `@#1@` one for a number.
fn rendered(value: &Value, notation: Language) -> String {
    let text = match notation {
        Language::Json => serde_json::to_string_pretty(value).unwrap_or_default(),
        // The places are written with letters first, so that YAML needs no quotes for them.
        Language::Yaml if value.is_array() || value.is_object() => {
            let text = yaml_document(value);
            let lines = text.trim_end().lines().map(|line| format!("\n  {line}"));
            lines.collect()
        }
        Language::Yaml => match value {
            Value::String(text) if text.starts_with('{') => format!("'{text}'"),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        },
    };
    let lines = text.split('\n').map(|line| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        format!("{}{}", "\t".repeat(blanks / 2), line.trim_start_matches(' '))
    });
    places(&lines.collect::<Vec<_>>().join("\n"))
}

fn places(text: &str) -> String {
    let text = text.replace("\"@#", "@#");
    let mut result = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('@') {
        let Some((name, tail)) = after.split_once('@') else { break };
        result.push_str(before);
        let number = name.strip_prefix('#');
        result.push_str("#{");
        result.push_str(number.unwrap_or(name));
        result.push('}');
        rest = if number.is_some() { tail.strip_prefix('"').unwrap_or(tail) } else { tail };
    }
    result.push_str(rest);
    result
}
