//! How states that became a state machine of their own get their data: the input as it is, the variables they read,
//! and AWS's link to the execution that started theirs, each under a name of its own.

use asl::QueryLanguage;
use serde_json::{Map, Value, json};

/// By this member of its input AWS knows which execution started another one.
const STARTED_BY: &str = "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID";

/// The input of the nested execution, as the task writes it.
pub(super) fn packed(language: QueryLanguage, variables: &[String]) -> Value {
    let (id, input) = match language {
        QueryLanguage::JsonPath => ("$$.Execution.Id", "$"),
        QueryLanguage::Jsonata => ("{% $states.context.Execution.Id %}", "{% $states.input %}"),
    };
    let mut members = Map::new();
    members.insert(key(language, STARTED_BY), json!(id));
    members.insert(key(language, "Input"), json!(input));
    if !variables.is_empty() {
        members.insert("Variables".to_owned(), each(language, variables, |name| format!("${name}")));
    }
    Value::Object(members)
}

/// The fields of the Pass state that takes it apart, without its type and what it leads to.
pub(super) fn unpacking(language: QueryLanguage, variables: &[String]) -> Map<String, Value> {
    let mut fields = Map::new();
    let (field, inside, variable) = match language {
        QueryLanguage::JsonPath => ("OutputPath", "$.Input", "$.Variables"),
        QueryLanguage::Jsonata => ("Output", "{% $states.input.Input %}", "$states.input.Variables"),
    };
    if !variables.is_empty() {
        fields.insert("Assign".to_owned(), each(language, variables, |name| format!("{variable}.{name}")));
    }
    fields.insert(field.to_owned(), json!(inside));
    fields
}

/// The variables that an input packed like that hands on; `None` if it was packed otherwise.
pub(super) fn handed(language: QueryLanguage, input: &Value) -> Option<Vec<String>> {
    let members = input.get("Variables").and_then(Value::as_object);
    let names: Vec<String> =
        members.into_iter().flatten().map(|(name, _)| name.trim_end_matches(".$").to_owned()).collect();
    (*input == packed(language, &names)).then_some(names)
}

fn each(language: QueryLanguage, names: &[String], expression: impl Fn(&str) -> String) -> Value {
    let written = |name: &String| match language {
        QueryLanguage::JsonPath => json!(expression(name)),
        QueryLanguage::Jsonata => json!(format!("{{% {} %}}", expression(name))),
    };
    names.iter().map(|name| (key(language, name), written(name))).collect::<Map<_, _>>().into()
}

fn key(language: QueryLanguage, name: &str) -> String {
    match language {
        QueryLanguage::JsonPath => format!("{name}.$"),
        QueryLanguage::Jsonata => name.to_owned(),
    }
}
