//! Make a state one of another type. Its name, its transitions and the fields both types have stay.

use asl::StateType;
use serde_json::{Value, json};

use super::delete_states::onward;
use super::insert_state::add_states;
use super::links::Target;
use super::names::Names;
use super::{Scene, newcomer};
use crate::draft::{Content, Draft};
use crate::switched_off::SwitchedOff;
use crate::{Edited, Refusal};

pub(super) fn run(
    scene: &Scene<'_>,
    pointer: &str,
    to: StateType,
    starter: &Value,
) -> Result<Edited, Refusal> {
    let state = scene.state(pointer)?;
    if SwitchedOff::of(state).is_some() {
        return Err(Refusal::IsOff(state.name.clone()));
    }
    let body = scene.body(state)?;
    let workflow = scene.machine.workflow(state.workflow);
    let mut names = Names::of(scene.machine);
    let mut starter = starter.as_object().cloned().unwrap_or_default();
    starter.insert("Type".to_owned(), json!(to.name()));
    let target = onward(state).map_or(Target::End, |name| Target::State(name.to_owned()));
    let known = |name: &str| workflow.find(name).is_some();
    let place = newcomer::Place { known: &known, language: state.language };
    let new = newcomer::prepare("-", &Value::Object(starter), &target, &mut names, &place)?;
    let mut draft = Draft::new(&scene.document.tree);
    let fields = new.body.as_object().cloned().unwrap_or_default();
    for member in body.members() {
        let key = member.key();
        let stays = asl::is_allowed(to, &key, state.language)
            && !is_transition(&key)
            && (to.has_result() || !member.value.source().contains("$states.result"));
        if !stays && !fields.contains_key(key.as_ref()) {
            draft.remove_member(body, &key);
        }
    }
    // A state that is of the type already says what it says, perhaps in the other of two ways.
    let same = state.state_type() == Some(to);
    for (key, value) in fields.into_iter().filter(|(key, _)| !same || is_transition(key)) {
        let is_kept = body.get(&key).is_some() && key != "Type" && !is_transition(&key);
        let allowed = asl::is_allowed(to, &key, state.language);
        if allowed && !is_kept {
            draft.set(body, &key, value);
        }
    }
    if let Some((name, value)) = new.companion {
        let added = vec![(name, Content::Value(value))];
        add_states(scene, &mut draft, workflow, Some(&state.name), added)?;
    }
    let summary = format!("Make {} a {} state", state.name, to.name());
    Ok(Edited::new(draft.finish(), vec![state.pointer.clone()], summary))
}

fn is_transition(key: &str) -> bool {
    matches!(key, "Next" | "End" | "Default")
}
