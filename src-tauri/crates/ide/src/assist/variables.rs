//! The variables of a workflow: who writes them, who reads them.
//!
//! A branch of a Parallel and an iteration of a Map have variables of their own and read those around them
//! (AWS, "Passing data between states with variables"). So a name belongs to the innermost workflow around the reader
//! in which it is written.

use std::collections::{BTreeMap, BTreeSet};

use asl::{QueryLanguage, State, StateMachine, Workflow, WorkflowId};
use expressions::{Expression, jsonata};
use serde_json::Value;
use syntax::{Node, Pointer, Span};

use crate::Document;
use crate::rules::{jsonata_parses, places};

/// A variable with its uses, in text order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableUses {
    /// Its name without the `$`.
    pub name: String,
    /// JSON pointer of the workflow it belongs to; empty for the top level.
    pub scope: String,
    /// Where it is assigned.
    pub written: Vec<Use>,
    /// Where it is read.
    pub read: Vec<Use>,
}

/// One place where a variable is written or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// JSON pointer of the state.
    pub state: String,
    /// The key in an `Assign`, or the value that reads it.
    pub span: Span,
    /// The field, as AWS locates it.
    pub location: String,
}

/// All variables by name, outer ones first. A name that is read and never written is among them, without writers.
#[must_use]
pub fn variables(document: &Document) -> Vec<VariableUses> {
    let Some(machine) = &document.machine else { return Vec::new() };
    let mut found: BTreeMap<(String, WorkflowId), VariableUses> = BTreeMap::new();
    let mut reads: Vec<(String, &State, Use)> = Vec::new();
    for state in machine.states() {
        for (name, one) in written(document, state) {
            entry(&mut found, machine, name, state.workflow).written.push(one);
        }
        reads.extend(read(document, state).into_iter().map(|(name, one)| (name, state, one)));
    }
    for (name, state, one) in reads {
        let around = outwards(machine, machine.workflow(state.workflow));
        let home = around.into_iter().find(|id| found.contains_key(&(name.clone(), *id)));
        entry(&mut found, machine, name, home.unwrap_or(state.workflow)).read.push(one);
    }
    let mut all: Vec<VariableUses> = found.into_values().collect();
    for variable in &mut all {
        variable.written.sort_by_key(|one| one.span.start);
        variable.read.sort_by_key(|one| one.span.start);
    }
    all
}

fn entry<'f>(
    found: &'f mut BTreeMap<(String, WorkflowId), VariableUses>,
    machine: &StateMachine,
    name: String,
    workflow: WorkflowId,
) -> &'f mut VariableUses {
    let scope = || machine.workflow(workflow).pointer.clone();
    let empty = || VariableUses { name: name.clone(), scope: scope(), written: Vec::new(), read: Vec::new() };
    found.entry((name.clone(), workflow)).or_insert_with(empty)
}

/// A workflow and those around it, innermost first.
fn outwards(machine: &StateMachine, workflow: &Workflow) -> Vec<WorkflowId> {
    let mut ids = vec![workflow.id];
    let mut owner = workflow.owner;
    while let Some(around) = owner {
        let outer = machine.workflow(machine.state(around.state).workflow);
        ids.push(outer.id);
        owner = outer.owner;
    }
    ids
}

fn written(document: &Document, state: &State) -> Vec<(String, Use)> {
    let assigns = places::templates(state).into_iter().filter(|place| place.assigns());
    let mut found = Vec::new();
    for place in assigns {
        for member in document.tree.node(place.field.node).members() {
            let key = member.key();
            let is_path = state.language == QueryLanguage::JsonPath;
            let name = if is_path { key.trim_end_matches(".$") } else { &key };
            let location = format!("{}{}", state.location, place.location());
            found.push((
                name.to_owned(),
                Use { state: state.pointer.clone(), span: member.key_span, location },
            ));
        }
    }
    found
}

fn read(document: &Document, state: &State) -> Vec<(String, Use)> {
    let mut found = Vec::new();
    let mut add = |names: BTreeSet<String>, span: Span, location: &str| {
        let location = format!("{}{location}", state.location);
        let one = Use { state: state.pointer.clone(), span, location };
        found.extend(names.into_iter().map(|name| (name, one.clone())));
    };
    for place in places::templates(state) {
        for (pointer, key, value) in leaves(&place.field.value) {
            let names = names_in(state.language, &key, value);
            if names.is_empty() {
                continue;
            }
            let node = pointer.find_in(document.tree.node(place.field.node));
            add(names, node.map_or(place.field.span, |node| node.span()), &place.location());
        }
    }
    match state.language {
        QueryLanguage::Jsonata => {
            for (location, field) in jsonata_parses::single(state) {
                add(names_in(state.language, "", &field.value), field.span, &location);
            }
        }
        QueryLanguage::JsonPath => {
            places::paths(state, &mut |path| {
                add(names_of_path(path.text), path.span, &path.way.to_string());
            });
        }
    }
    for (location, node) in settings(document, state) {
        let text = Value::from(node.as_str().unwrap_or_default().as_ref());
        add(names_in(state.language, ".$", &text), node.span(), &location);
    }
    found
}

/// The expressions in settings that few states have: who runs a task, how much a Map reads and puts together.
fn settings<'d>(document: &'d Document, state: &State) -> Vec<(String, Node<'d>)> {
    let Some(body) = document.body(state) else { return Vec::new() };
    let object = |around: Option<Node<'d>>, name: &str| around?.get(name).map(|member| member.value);
    let reader = object(object(Some(body), "ItemReader"), "ReaderConfig");
    let groups = [
        ("/Credentials", object(Some(body), "Credentials")),
        ("/ItemReader/ReaderConfig", reader),
        ("/ItemBatcher", object(Some(body), "ItemBatcher")),
    ];
    let is_expression =
        |key: &str| state.language == QueryLanguage::Jsonata || key.ends_with(".$") || key.ends_with("Path");
    let mut found = Vec::new();
    for (location, group) in groups {
        found
            .extend(group.filter(|group| group.as_str().is_some()).map(|group| (location.to_owned(), group)));
        let members = group.into_iter().flat_map(Node::members);
        let texts = members.filter(|member| is_expression(&member.key()) && member.value.as_str().is_some());
        found.extend(texts.map(|member| (format!("{location}/{}", member.key()), member.value)));
    }
    found
}

/// Visits the texts of a state that are expressions, as far as its language has any there.
pub(crate) fn expression_texts(document: &Document, state: &State, visit: &mut dyn FnMut(&str)) {
    for (_, node) in settings(document, state) {
        node.as_str().iter().for_each(|text| visit(text));
    }
    for place in places::templates(state) {
        for (_, key, value) in leaves(&place.field.value) {
            let is_expression = state.language == QueryLanguage::Jsonata || key.ends_with(".$");
            value.as_str().filter(|_| is_expression).into_iter().for_each(&mut *visit);
        }
    }
    match state.language {
        QueryLanguage::Jsonata => {
            let single = jsonata_parses::single(state);
            single.iter().filter_map(|(_, field)| field.value.as_str()).for_each(visit);
        }
        QueryLanguage::JsonPath => places::paths(state, &mut |path| visit(path.text)),
    }
}

/// The texts inside a value, each with its pointer and the key it stands under.
fn leaves(value: &Value) -> Vec<(Pointer, String, &Value)> {
    let mut found = Vec::new();
    let mut left = vec![(Pointer::default(), String::new(), value)];
    while let Some((at, key, value)) = left.pop() {
        match value {
            Value::String(_) => found.push((at, key, value)),
            Value::Array(items) => left.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| (at.join(&index.to_string()), String::new(), item)),
            ),
            Value::Object(members) => {
                left.extend(members.iter().map(|(name, member)| (at.join(name), name.clone(), member)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    found
}

fn names_in(language: QueryLanguage, key: &str, value: &Value) -> BTreeSet<String> {
    match language {
        QueryLanguage::Jsonata => jsonata::Tree::parse("", value)
            .map(|tree| tree.variables().into_iter().map(str::to_owned).collect())
            .unwrap_or_default(),
        QueryLanguage::JsonPath if key.ends_with(".$") => {
            value.as_str().map(names_of_path).unwrap_or_default()
        }
        QueryLanguage::JsonPath => BTreeSet::new(),
    }
}

fn names_of_path(text: &str) -> BTreeSet<String> {
    let Ok(expression) = Expression::parse(text) else { return BTreeSet::new() };
    let mut names = BTreeSet::new();
    expression.collect_variables(&mut names);
    names.into_iter().map(str::to_owned).collect()
}
