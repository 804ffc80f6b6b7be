//! A state that is about to come into the workflow: its object made fit for its place.

use std::collections::BTreeMap;

use asl::{QueryLanguage, StateType};
use serde_json::{Map, Value, json};

use super::links::Target;
use super::names::Names;
use crate::Refusal;

/// A state ready to be written.
pub(super) struct Newcomer {
    pub(super) name: String,
    pub(super) body: Value,
    /// A state that has to come along, so that a Choice at the end of a workflow has somewhere to lead.
    pub(super) companion: Option<(String, Value)>,
}

/// Where a new state goes.
pub(super) struct Place<'a> {
    /// Whether the `States` object has a state of that name.
    pub(super) known: &'a dyn Fn(&str) -> bool,
    /// The language of states that declare none.
    pub(super) language: QueryLanguage,
}

/// Gives the new state a free name and leads it to `onward`.
pub(super) fn prepare(
    wish: &str,
    body: &Value,
    onward: &Target,
    names: &mut Names,
    place: &Place<'_>,
) -> Result<Newcomer, Refusal> {
    let known = place.known;
    let mut fields = body.as_object().cloned().ok_or(Refusal::NoType)?;
    let kind =
        fields.get("Type").and_then(Value::as_str).and_then(StateType::parse).ok_or(Refusal::NoType)?;
    let name = names.take(wish);
    fields.shift_remove("Next");
    fields.shift_remove("End");
    let mut companion = None;
    match kind {
        StateType::Succeed | StateType::Fail => {}
        StateType::Choice => companion = lead_choice(&mut fields, onward, names, place),
        StateType::Parallel => {
            fill_branches(&mut fields, names);
            lead(&mut fields, onward);
        }
        StateType::Map => {
            fill_processor(&mut fields, names);
            lead(&mut fields, onward);
        }
        StateType::Task | StateType::Pass | StateType::Wait => lead(&mut fields, onward),
    }
    if let Some(catchers) = fields.get_mut("Catch").and_then(Value::as_array_mut) {
        catchers.retain(|catcher| catcher.get("Next").and_then(Value::as_str).is_some_and(known));
    }
    if fields.get("Catch").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        fields.shift_remove("Catch");
    }
    Ok(Newcomer { name, body: Value::Object(fields), companion })
}

fn lead(fields: &mut Map<String, Value>, onward: &Target) {
    match onward {
        Target::State(name) => fields.insert("Next".to_owned(), json!(name)),
        Target::End => fields.insert("End".to_owned(), json!(true)),
    };
}

/// Rules that lead nowhere yet, and the default, lead onward; at the end of a workflow to a new Pass state.
fn lead_choice(
    fields: &mut Map<String, Value>,
    onward: &Target,
    names: &mut Names,
    place: &Place<'_>,
) -> Option<(String, Value)> {
    let mut companion = None;
    let to = match onward {
        Target::State(name) => name.clone(),
        Target::End => {
            let name = names.take("Pass");
            companion = Some((name.clone(), json!({"Type": "Pass", "End": true})));
            name
        }
    };
    let leads = |value: Option<&Value>| value.and_then(Value::as_str).is_some_and(place.known);
    let declared = fields.get("QueryLanguage").and_then(Value::as_str);
    let language = declared.map_or(place.language, QueryLanguage::effective);
    let rules = fields.entry("Choices").or_insert_with(|| json!([]));
    if let Some(rules) = rules.as_array_mut() {
        if rules.is_empty() {
            rules.push(first_rule(language));
        }
        for rule in rules.iter_mut().filter_map(Value::as_object_mut) {
            if !leads(rule.get("Next")) {
                rule.insert("Next".to_owned(), json!(to));
            }
        }
    }
    if !leads(fields.get("Default")) {
        fields.shift_remove("Default");
        fields.insert("Default".to_owned(), json!(to));
    }
    companion
}

/// A rule to start with, without a target.
pub(super) fn first_rule(language: QueryLanguage) -> Value {
    match language {
        QueryLanguage::JsonPath => json!({"Variable": "$.value", "IsPresent": true}),
        QueryLanguage::Jsonata => json!({"Condition": "{% $exists($states.input.value) %}"}),
    }
}

/// A workflow of one Pass state.
pub(super) fn small_workflow(names: &mut Names) -> Value {
    let name = names.take("Pass");
    json!({"StartAt": name, "States": {name: {"Type": "Pass", "End": true}}})
}

fn fill_branches(fields: &mut Map<String, Value>, names: &mut Names) {
    let branches = fields.entry("Branches").or_insert_with(|| json!([]));
    let Some(branches) = branches.as_array_mut() else { return };
    if branches.is_empty() {
        branches.extend([small_workflow(names), small_workflow(names)]);
        return;
    }
    branches.iter_mut().for_each(|branch| fill(branch, names));
}

fn fill_processor(fields: &mut Map<String, Value>, names: &mut Names) {
    let key = if fields.contains_key("Iterator") { "Iterator" } else { "ItemProcessor" };
    let processor = fields.entry(key).or_insert_with(|| json!({"ProcessorConfig": {"Mode": "INLINE"}}));
    fill(processor, names);
}

/// Makes the names inside a nested workflow free ones; gives it a state if it has none.
/// Values come from `serde_json`, which bounds their depth.
fn fill(workflow: &mut Value, names: &mut Names) {
    let Some(workflow) = workflow.as_object_mut() else { return };
    let is_empty = workflow.get("States").and_then(Value::as_object).is_none_or(Map::is_empty);
    if is_empty {
        if let Value::Object(small) = small_workflow(names) {
            workflow.extend(small);
        }
        return;
    }
    let Some(Value::Object(states)) = workflow.get_mut("States") else { return };
    let renamed: BTreeMap<String, String> =
        states.keys().map(|name| (name.clone(), names.take(name))).collect();
    let old = std::mem::take(states);
    for (name, mut state) in old {
        rename_targets(&mut state, &renamed);
        if let Some(fields) = state.as_object_mut() {
            if let Some(Value::Array(branches)) = fields.get_mut("Branches") {
                branches.iter_mut().for_each(|branch| fill(branch, names));
            }
            for key in ["ItemProcessor", "Iterator"] {
                if let Some(processor) = fields.get_mut(key) {
                    fill(processor, names);
                }
            }
        }
        states.insert(renamed.get(&name).cloned().unwrap_or(name), state);
    }
    rename(workflow.get_mut("StartAt"), &renamed);
}

fn rename_targets(state: &mut Value, renamed: &BTreeMap<String, String>) {
    rename(state.get_mut("Next"), renamed);
    rename(state.get_mut("Default"), renamed);
    for list in ["Choices", "Catch"] {
        if let Some(Value::Array(entries)) = state.get_mut(list) {
            entries.iter_mut().for_each(|entry| rename(entry.get_mut("Next"), renamed));
        }
    }
}

fn rename(target: Option<&mut Value>, renamed: &BTreeMap<String, String>) {
    if let Some(target) = target
        && let Some(name) = target.as_str().and_then(|name| renamed.get(name))
    {
        *target = json!(name);
    }
}
