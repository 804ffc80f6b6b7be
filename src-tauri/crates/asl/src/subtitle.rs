//! The small grey line of a state's card: what it is.

use serde_json::Value;

use crate::{Map, State, StateKind, Task};

/// Names a service for people by the name that a `Resource` has for it.
type ServiceName = fn(&str) -> Option<&'static str>;

/// What a state is, in a few words: `Lambda: Invoke`, `Choice state`, `Map: CSV file`.
#[must_use]
pub fn subtitle(state: &State, service_name: ServiceName) -> String {
    match &state.kind {
        StateKind::Task(task) => task_subtitle(task, state, service_name),
        StateKind::Map(map) => map_subtitle(map),
        StateKind::Unknown(Some(text)) => format!("Unknown type `{}`", text.value),
        StateKind::Unknown(None) => "No type".to_owned(),
        StateKind::Pass(_)
        | StateKind::Choice(_)
        | StateKind::Wait(_)
        | StateKind::Succeed
        | StateKind::Fail(_)
        | StateKind::Parallel(_) => {
            format!("{} state", state.state_type().map_or("", crate::StateType::name))
        }
    }
}

fn task_subtitle(task: &Task, state: &State, service_name: ServiceName) -> String {
    let Some(resource) = &task.resource else { return "Task state".to_owned() };
    let resource = resource.value.as_str();
    let mut parts = resource.splitn(6, ':').skip(2);
    let (service, rest) = (parts.next().unwrap_or(""), parts.nth(2).unwrap_or(""));
    match service {
        "lambda" => "Lambda: Invoke".to_owned(),
        "states" if rest.starts_with("activity:") => "Activity".to_owned(),
        "states" => integration(rest, state, service_name),
        _ => "Task state".to_owned(),
    }
}

/// `lambda:invoke.waitForTaskToken`, `aws-sdk:s3:getObject`, `states:startExecution.sync:2`.
fn integration(rest: &str, state: &State, service_name: ServiceName) -> String {
    let token = rest.ends_with(".waitForTaskToken");
    if token && asks_a_person(state) {
        return "Human approval".to_owned();
    }
    let call = rest.split('.').next().unwrap_or(rest);
    let call = call.strip_prefix("aws-sdk:").unwrap_or(call);
    let (service, action) = call.split_once(':').unwrap_or((call, ""));
    let name = service_name(service);
    let suffix = if token { " (callback)" } else { "" };
    format!("{}: {}{suffix}", name.map_or_else(|| spaced(service), ToOwned::to_owned), spaced(action))
}

fn asks_a_person(state: &State) -> bool {
    let template = state.parameters.as_ref().or(state.arguments.as_ref()).map(|field| &field.value);
    let Some(Value::Object(members)) = template else { return false };
    let has = |value: &Value| value.as_object().is_some_and(|object| object.contains_key("Approval"));
    members.contains_key("Approval")
        || ["Payload", "MessageBody"].iter().any(|key| members.get(*key).is_some_and(has))
}

/// `getItem` becomes `Get item`: first letter large, words apart.
fn spaced(name: &str) -> String {
    let mut result = String::with_capacity(name.len() + 4);
    for (at, character) in name.chars().enumerate() {
        if at == 0 {
            result.extend(character.to_uppercase());
        } else if character.is_ascii_uppercase() {
            result.push(' ');
            result.push(character.to_ascii_lowercase());
        } else {
            result.push(character);
        }
    }
    result
}

fn map_subtitle(map: &Map) -> String {
    let Some(reader) = &map.item_reader else {
        let distributed = map.is_distributed();
        return if distributed { "Distributed Map" } else { "Map state" }.to_owned();
    };
    let input_type = reader.config.as_ref().and_then(|config| config.input_type.as_ref());
    match input_type.map(|field| field.value.as_str()) {
        Some("MANIFEST") => "Map: S3 inventory".to_owned(),
        Some(kind) => format!("Map: {kind} file"),
        None => "Map: S3 objects".to_owned(),
    }
}
