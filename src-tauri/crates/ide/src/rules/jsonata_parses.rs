//! Every `{% … %}` of a JSONata state is an expression that AWS can run.

use asl::{Field, Given, QueryLanguage, State, StateKind, StateMachine, Test};
use expressions::jsonata;
use serde_json::Value;
use syntax::{Diagnostic, Pointer, Tree};

use super::places;

const INVALID: &str = "INVALID_JSONATA_EXPRESSION";
const UNSUPPORTED: &str = "UNSUPPORTED_JSONATA_EXPRESSION";

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    let states = machine.states().iter().filter(|state| state.language == QueryLanguage::Jsonata);
    for state in states {
        for place in places::templates(state) {
            check_value(state, &|| place.location(), place.field, tree, found);
            check_members(state, &|| place.location(), place.field, place.states_members(state), found);
        }
        for (location, field) in single(state) {
            check_value(state, &|| location.clone(), &field, tree, found);
            check_members(state, &|| location.clone(), &field, &["input", "context"], found);
        }
    }
}

fn check_value(
    state: &State,
    location: &dyn Fn() -> String,
    field: &Field<Value>,
    tree: &Tree,
    found: &mut Vec<Diagnostic>,
) {
    for problem in jsonata::Tree::problems("", &field.value) {
        let inner = Pointer::parse(&as_pointer(&problem.location));
        let node = inner.and_then(|pointer| pointer.find_in(tree.node(field.node)));
        let span = node.map_or(field.span, |node| node.span());
        let code = if problem.is_unsupported { UNSUPPORTED } else { INVALID };
        let location = format!("{}{}", state.location, location());
        found.push(Diagnostic::error(code, problem.message, span).at(location));
    }
}

/// Members of `$states` that this field does not have.
fn check_members(
    state: &State,
    location: &dyn Fn() -> String,
    field: &Field<Value>,
    known: &[&str],
    found: &mut Vec<Diagnostic>,
) {
    // Most fields name no other member, which is seen without parsing them.
    if !may_name_another(&field.value, known) {
        return;
    }
    let Ok(parsed) = jsonata::Tree::parse("", &field.value) else { return };
    for problem in parsed.unknown_states_members(known) {
        let location = format!("{}{}", state.location, location());
        found.push(Diagnostic::error(UNSUPPORTED, problem.message, field.span).at(location));
    }
}

/// Values come from texts, which bounds their depth.
fn may_name_another(value: &Value, known: &[&str]) -> bool {
    match value {
        Value::String(text) => text.match_indices("$states.").any(|(at, root)| {
            let after = text.get(at + root.len()..).unwrap_or_default();
            let name = after.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
            !known.contains(&name)
        }),
        Value::Array(items) => items.iter().any(|item| may_name_another(item, known)),
        Value::Object(members) => members.values().any(|member| may_name_another(member, known)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// `/a[0]` as `/a/0`. Good for underlining only: names that hold brackets or slashes are not found, and the whole
/// field is underlined then.
fn as_pointer(location: &str) -> String {
    location.replace('[', "/").replace(']', "")
}

/// Fields that are one expression, as AWS locates them.
pub(crate) fn single(state: &State) -> Vec<(String, Field<Value>)> {
    let mut all = Vec::new();
    let mut add = |name: &str, field: Option<Field<Value>>| {
        all.extend(field.map(|field| (name.to_owned(), field)));
    };
    match &state.kind {
        StateKind::Task(task) => {
            add("/TimeoutSeconds", expression(task.timeout_seconds.as_ref()));
            add("/HeartbeatSeconds", expression(task.heartbeat_seconds.as_ref()));
        }
        StateKind::Wait(wait) => {
            add("/Seconds", expression(wait.seconds.as_ref()));
            add("/Timestamp", expression(wait.timestamp.as_ref()));
        }
        StateKind::Fail(fail) => {
            add("/Error", fail.error.as_ref().map(text));
            add("/Cause", fail.cause.as_ref().map(text));
        }
        StateKind::Map(map) => {
            add("/MaxConcurrency", expression(map.max_concurrency.as_ref()));
            add("/ToleratedFailureCount", expression(map.tolerated_failure_count.as_ref()));
            add("/ToleratedFailurePercentage", expression(map.tolerated_failure_percentage.as_ref()));
        }
        StateKind::Choice(choice) => {
            for (at, rule) in choice.rules.iter().enumerate() {
                if let Some(Test::Condition(condition)) = &rule.test {
                    add(&format!("/Choices[{at}]/Condition"), expression(Some(condition)));
                }
            }
        }
        StateKind::Pass(_) | StateKind::Succeed | StateKind::Parallel(_) | StateKind::Unknown(_) => {}
    }
    all
}

fn expression<T>(field: Option<&Field<Given<T>>>) -> Option<Field<Value>> {
    let field = field?;
    match &field.value {
        Given::Expression(text) => Some(field.with(Value::from(text.as_str()))),
        Given::Literal(_) => None,
    }
}

fn text(field: &Field<String>) -> Field<Value> {
    field.with(Value::from(field.value.as_str()))
}
