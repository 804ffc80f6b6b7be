//! Put a new state on a transition: A → B becomes A → X → B.

use asl::{State, StateKind, Workflow};
use serde_json::{Map, Value};
use syntax::Node;

use super::links::{Port, Slot, Target};
use super::names::{Names, without_number};
use super::{Scene, newcomer, state_pointer};
use crate::draft::{Content, Draft};
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, on: &str, name: &str, body: &Value) -> Result<Edited, Refusal> {
    let mut port = Port::resolve(scene, on)?;
    let mut names = Names::of(scene.machine);
    let mut draft = Draft::new(&scene.document.tree);
    let onward = take_place(scene, &mut draft, &mut port, &mut names)?;
    let known = |name: &str| port.workflow.find(name).is_some();
    let place = newcomer::Place { known: &known, language: scene.machine.query_language };
    let new = newcomer::prepare(name, body, &onward, &mut names, &place)?;
    port.write(scene, &mut draft, &Target::State(new.name.clone()))?;
    let after = port.owner.map(|state| state.name.as_str());
    let mut states = vec![(new.name.clone(), Content::Value(new.body))];
    states.extend(new.companion.map(|(name, body)| (name, Content::Value(body))));
    add_states(scene, &mut draft, port.workflow, after, states)?;
    let select = vec![state_pointer(&port.workflow.pointer, &new.name)];
    Ok(Edited::new(draft.finish(), select, format!("Insert {}", new.name)))
}

/// Where a newcomer on this transition leads. The Pass state that holds the place in an empty branch gives way to it.
pub(super) fn take_place<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    port: &mut Port<'d>,
    names: &mut Names,
) -> Result<Target, Refusal> {
    let Some(place) = placeholder(scene, port.workflow) else { return Ok(port.target()) };
    let object = scene.document.node(&port.workflow.pointer).ok_or(Refusal::BrokenText)?;
    let states = object.get("States").ok_or(Refusal::BrokenText)?.value;
    draft.remove_member(states, &place.name);
    names.free(&place.name);
    *port = Port { workflow: port.workflow, owner: None, slot: Slot::StartAt };
    Ok(Target::End)
}

/// The only state of a branch or processor, if it is there for want of another: a Pass nobody has touched.
fn placeholder<'d>(scene: &Scene<'d>, workflow: &Workflow) -> Option<&'d State> {
    workflow.owner?;
    let [only] = workflow.states.as_slice() else { return None };
    let state = scene.machine.state(*only);
    let mut members = scene.body(state).ok()?.members();
    let bare = members.all(|member| matches!(member.key().as_ref(), "Type" | "End"));
    let holds = bare && matches!(state.kind, StateKind::Pass(_)) && without_number(&state.name) == "Pass";
    holds.then_some(state)
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
                let (tree, problems) = syntax::read(&text);
                let value = tree.root().filter(|_| problems.is_empty()).map(Node::to_value);
                value.and_then(Result::ok).ok_or(Refusal::BrokenText)?
            }
            Content::Around { .. } => return Err(Refusal::BrokenText),
        };
        all.insert(name, value);
    }
    draft.set(object, "States", Value::Object(all));
    Ok(())
}
