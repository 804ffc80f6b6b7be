//! The functions a workflow names, and the files that would run for them.

use std::collections::BTreeMap;
use std::path::Path;

use asl::{StateKind, StateMachine};
use resources::functions::{FunctionName, Language, find};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

/// What runs a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum HandlerRuntime {
    Python,
    Node,
}

/// A function that a workflow names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HandlerNeed {
    /// Function name as the workflow says it, without ARN and qualifier.
    pub name: String,
    /// States that call it.
    pub states: Vec<String>,
    /// File that would run, relative to the handlers folder; null if none was found.
    pub file: Option<String>,
    /// What runs it.
    pub runtime: Option<HandlerRuntime>,
    /// What is missing and what to do about it.
    pub problem: Option<String>,
}

/// All functions that `machine` names, in order of their names.
pub(super) fn needs(machine: &StateMachine, folder: Option<&Path>) -> Vec<HandlerNeed> {
    let mut states: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for state in machine.states() {
        let StateKind::Task(task) = &state.kind else { continue };
        let resource = task.resource.as_ref().map_or("", |resource| resource.value.as_str());
        let parameters = state.parameters.as_ref().map(|field| &field.value);
        let arguments = state.arguments.as_ref().map(|field| &field.value);
        if let Some(written) = function_of(resource, parameters.or(arguments)) {
            let name = FunctionName::parse(&written).map_or(written, |name| name.to_string());
            states.entry(name).or_default().push(state.name.clone());
        }
    }
    states.into_iter().map(|(name, states)| need(name, states, folder)).collect()
}

/// The function that a task with this resource calls, as written.
fn function_of(resource: &str, parameters: Option<&Value>) -> Option<String> {
    if resource.contains(":lambda:") && resource.contains(":function:") {
        return Some(resource.to_owned());
    }
    if !resource.contains(":states:::lambda:invoke") {
        return None;
    }
    let parameters = parameters?;
    let named = ["FunctionName", "FunctionName.$"].iter().find_map(|member| parameters.get(member)?.as_str());
    named.map(str::to_owned)
}

fn need(name: String, states: Vec<String>, folder: Option<&Path>) -> HandlerNeed {
    let missing = |name: String, states, problem: String| HandlerNeed {
        name,
        states,
        file: None,
        runtime: None,
        problem: Some(problem),
    };
    let Some(function) = FunctionName::parse(&name) else {
        let problem =
            format!("which function `{name}` means is only known while it runs; name the function itself");
        return missing(name, states, problem);
    };
    let Some(folder) = folder else {
        let problem = "the workflow has no folder of handlers; save it first".to_owned();
        return missing(name, states, problem);
    };
    match find(folder, &function) {
        Ok(handler) => HandlerNeed {
            name,
            states,
            file: Some(handler.relative),
            runtime: Some(match handler.language {
                Language::Python => HandlerRuntime::Python,
                Language::Node => HandlerRuntime::Node,
            }),
            problem: None,
        },
        Err(problem) => missing(name, states, problem.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::needs;
    use crate::fixture::Folder;

    #[test]
    fn every_way_to_name_a_function_is_found_at_every_depth() {
        let task = |resource: &str, name: &str| {
            let parameters = if name.is_empty() { json!({}) } else { json!({ "FunctionName": name }) };
            json!({ "Type": "Task", "Resource": resource, "Parameters": parameters, "End": true })
        };
        let branch = json!({ "StartAt": "D", "States": { "D": task("arn:aws:lambda:eu-west-1:1:function:one:live", "") } });
        let dynamic = json!({ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": { "FunctionName.$": "$.f" }, "End": true });
        let machine = json!({ "StartAt": "A", "States": {
            "A": task("arn:aws:states:::lambda:invoke", "arn:aws:lambda:eu-west-1:1:function:two"),
            "B": task("arn:aws:states:::lambda:invoke.waitForTaskToken", "one"),
            "C": { "Type": "Parallel", "Branches": [branch], "End": true },
            "E": task("arn:aws:states:::sqs:sendMessage", "no"),
            "F": dynamic,
        } });
        let folder = Folder::new();
        folder.write("one/index.mjs", "");
        let (machine, _) = asl::parse(&machine.to_string());
        let found = needs(&machine.expect("a machine"), Some(folder.path()));
        let rows: Vec<_> = found
            .iter()
            .map(|need| (need.name.as_str(), need.states.join(" "), need.file.as_deref()))
            .collect();
        assert_eq!(
            rows,
            [
                ("$.f", "F".to_owned(), None),
                ("one", "B D".to_owned(), Some("one/index.mjs")),
                ("two", "A".to_owned(), None),
            ]
        );
        assert!(
            found[2].problem.as_deref().is_some_and(|problem| problem.contains("`two/lambda_function.py`"))
        );
    }
}
