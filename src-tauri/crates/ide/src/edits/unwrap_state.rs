//! Put what is in a container in its place. Branches follow one after the other.

use asl::{State, StateKind, Workflow};

use super::group::{states_of, take};
use super::links::{Port, Slot, Target, ports};
use super::{Scene, state_pointer};
use crate::draft::{Content, Draft, Part};
use crate::{Edited, Effect, EffectKind, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointer: &str) -> Result<Edited, Refusal> {
    let state = scene.state(pointer)?;
    let inner: Vec<&Workflow> = state
        .inner_workflows()
        .map(|id| scene.machine.workflow(id))
        .filter(|workflow| !workflow.states.is_empty())
        .collect();
    let starts: Vec<&State> = inner.iter().filter_map(|workflow| start(scene, workflow)).collect();
    let Some(first) = starts.first() else { return Err(Refusal::NotAContainer(state.name.clone())) };
    let outer = scene.machine.workflow(state.workflow);
    let mut draft = Draft::new(&scene.document.tree);
    for (port, link) in ports(scene, outer) {
        if link.to == Some(state.id) && port.owner.is_none_or(|owner| owner.id != state.id) {
            port.write(scene, &mut draft, &Target::State(first.name.clone()))?;
        }
    }
    let after = after(outer, state, first);
    let object = states_of(scene, outer)?;
    let mut select = Vec::new();
    for (at, workflow) in inner.iter().enumerate() {
        let next = starts.get(at + 1).map_or(after.clone(), |start| Target::State(start.name.clone()));
        lead_on(scene, &mut draft, workflow, &next)?;
        let states: Vec<&State> = scene.machine.states_of(workflow.id).collect();
        let parts = take(scene, &mut draft, workflow, &states)?;
        for (inside, Part { text, indent }) in states.iter().zip(parts) {
            if outer.find(&inside.name).is_some() {
                return Err(Refusal::NameTaken(inside.name.clone()));
            }
            let content = Content::Text { text, indent };
            draft.add_member(object, Some(&state.name), &inside.name, content);
            select.push(state_pointer(&outer.pointer, &inside.name));
        }
    }
    draft.remove_member(object, &state.name);
    let mut edited = Edited::new(draft.finish(), select, format!("Dissolve {}", state.name));
    edited.effects = notes(state, inner.len());
    Ok(edited)
}

fn start<'d>(scene: &Scene<'d>, workflow: &Workflow) -> Option<&'d State> {
    let id = workflow.start().or(workflow.states.first().copied())?;
    Some(scene.machine.state(id))
}

/// Where the container led; one that leads to itself leads to what was in it.
fn after(outer: &Workflow, state: &State, first: &State) -> Target {
    match (Port { workflow: outer, owner: Some(state), slot: Slot::Onward }).target() {
        Target::State(name) if name == state.name => Target::State(first.name.clone()),
        target => target,
    }
}

/// What ended in the container goes on behind it.
fn lead_on<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    workflow: &'d Workflow,
    next: &Target,
) -> Result<(), Refusal> {
    let succeed = scene.machine.states_of(workflow.id).find(|state| matches!(state.kind, StateKind::Succeed));
    if let Some(state) = succeed.filter(|_| *next != Target::End) {
        return Err(Refusal::EndsOtherwise(state.name.clone()));
    }
    for (port, link) in ports(scene, workflow) {
        if port.slot == Slot::Onward && link.target.is_none() {
            port.write(scene, draft, next)?;
        }
    }
    Ok(())
}

fn notes(state: &State, branches: usize) -> Vec<Effect> {
    let note = |text: String| Effect { kind: EffectKind::Note, text, state: Some(state.pointer.clone()) };
    let mut found = Vec::new();
    if branches > 1 {
        found.push(note(format!("the {branches} branches of `{}` run one after the other", state.name)));
    }
    for (count, word) in [(state.retry.len(), "retrier"), (state.catch.len(), "catcher")] {
        match count {
            0 => {}
            1 => found.push(note(format!("the {word} of `{}` goes away", state.name))),
            _ => found.push(note(format!("the {count} {word}s of `{}` go away", state.name))),
        }
    }
    found
}
