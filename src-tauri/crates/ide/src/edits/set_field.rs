//! Write a value, creating the objects on the way to it.

use serde_json::{Map, Value, json};
use syntax::{Kind, Node, Pointer};

use super::Scene;
use crate::draft::Draft;
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, at: &str, value: &Value) -> Result<Edited, Refusal> {
    let missing = || Refusal::NoSuchField(at.to_owned());
    let pointer = Pointer::parse(at).ok_or_else(missing)?;
    let root = scene.document.tree.root().ok_or(Refusal::NoWorkflow)?;
    if pointer.tokens().is_empty() {
        return Err(Refusal::NotAField);
    }
    let mut draft = Draft::new(&scene.document.tree);
    let (node, rest) = deepest(root, pointer.tokens());
    match (node.kind(), rest) {
        (_, []) => draft.reconcile(node, value),
        (Kind::Object, [key, inner @ ..]) => {
            if let Some(member) = opposite(node, key, value).and_then(|other| node.get(other)) {
                draft.replace_member(&member, key, value);
            } else {
                draft.set(node, key, wrapped(inner, value));
            }
        }
        (Kind::Array, [index, inner @ ..]) => {
            let end = node.items().count();
            let appends = index == "-" || index.parse() == Ok(end);
            if !appends {
                return Err(missing());
            }
            draft.push_item(node, wrapped(inner, value));
        }
        _ => return Err(missing()),
    }
    let (select, owner) = owner(scene, at);
    let field = pointer.tokens().iter().rev().find(|token| token.parse::<usize>().is_err());
    let field = field.map_or("field", String::as_str);
    Ok(Edited::new(draft.finish(), select, format!("Set {field}{owner}")))
}

/// Follows the pointer as far as it goes.
fn deepest<'t, 'p>(root: Node<'t>, tokens: &'p [String]) -> (Node<'t>, &'p [String]) {
    let mut node = root;
    let mut rest = tokens;
    while let Some((token, further)) = rest.split_first() {
        let child = node.get(token).map(|member| member.value);
        let child = child.or_else(|| node.item(token.parse().ok()?));
        let Some(child) = child else { break };
        (node, rest) = (child, further);
    }
    (node, rest)
}

/// A value inside as many new objects as there are tokens.
fn wrapped(tokens: &[String], value: &Value) -> Value {
    tokens.iter().rev().fold(value.clone(), |inner, token| {
        if token == "-" || token == "0" {
            json!([inner])
        } else {
            Value::Object(Map::from_iter([(token.clone(), inner)]))
        }
    })
}

/// `Next` and `End` take each other's place.
fn opposite(node: Node<'_>, key: &str, value: &Value) -> Option<&'static str> {
    let is_state = node.get("Type").is_some();
    match key {
        "Next" if is_state => Some("End"),
        "End" if is_state && *value == json!(true) => Some("Next"),
        _ => None,
    }
}

/// The innermost state that holds a field, for selecting, and its name, for the summary.
pub(super) fn owner(scene: &Scene<'_>, at: &str) -> (Vec<String>, String) {
    let holds =
        |pointer: &str| at == pointer || at.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'));
    let around = scene.machine.states().iter().filter(|state| holds(&state.pointer));
    match around.max_by_key(|state| state.pointer.len()) {
        Some(state) => (vec![state.pointer.clone()], format!(" of {}", state.name)),
        None => (Vec::new(), String::new()),
    }
}
