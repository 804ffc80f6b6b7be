//! Put a new state on a transition: A → B becomes A → X → B.

use asl::Workflow;
use serde_json::{Map, Value};

use super::links::Port;
use super::names::Names;
use super::{Scene, newcomer, state_pointer};
use crate::draft::{Content, Draft};
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, on: &str, name: &str, body: &Value) -> Result<Edited, Refusal> {
    let port = Port::resolve(scene, on)?;
    let mut names = Names::of(scene.machine);
    let known = |name: &str| port.workflow.find(name).is_some();
    let place = newcomer::Place { known: &known, language: scene.machine.query_language };
    let new = newcomer::prepare(name, body, &port.target(), &mut names, &place)?;
    let mut draft = Draft::new(&scene.document.tree);
    port.write(scene, &mut draft, &super::links::Target::State(new.name.clone()))?;
    let after = port.owner.map(|state| state.name.as_str());
    let mut states = vec![(new.name.clone(), Content::Value(new.body))];
    states.extend(new.companion.map(|(name, body)| (name, Content::Value(body))));
    add_states(scene, &mut draft, port.workflow, after, states)?;
    Ok(Edited {
        edits: draft.finish(),
        select: vec![state_pointer(&port.workflow.pointer, &new.name)],
        summary: format!("Insert {}", new.name),
    })
}

/// Writes states behind the state called `after`, or at the beginning of the workflow.
pub(super) fn add_states<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    workflow: &Workflow,
    after: Option<&str>,
    states: Vec<(String, Content)>,
) -> Result<(), Refusal> {
    let object = scene.document.node(&workflow.pointer).ok_or(Refusal::BrokenText)?;
    if let Some(member) = object.get("States") {
        for (name, content) in states {
            draft.add_member(member.value, after, &name, content);
        }
        return Ok(());
    }
    let mut all = Map::new();
    for (name, content) in states {
        let value = match content {
            Content::Value(value) => value,
            Content::Text { text, .. } => {
                serde_json::from_str(&text).map_err(|_not_json| Refusal::BrokenText)?
            }
        };
        all.insert(name, value);
    }
    draft.set(object, "States", Value::Object(all));
    Ok(())
}
