//! What an edit does beside what it was asked for: transitions that lead elsewhere, rules that go away, states that
//! nothing leads to any more. Found by comparing the texts before and after, so that no edit can forget to tell.

use std::collections::{BTreeMap, BTreeSet};

use asl::graph::reachable;
use asl::{State, StateId, Workflow};

use super::Scene;
use super::links::{Port, Slot, Target, ports};
use crate::{Document, Edited, Effect, EffectKind};

/// Adds what follows from an edit.
pub(crate) fn with_effects(before: &Document, mut edited: Edited, after: &str) -> Edited {
    let after = Document::read(after);
    if let (Ok(old), Ok(new)) = (Scene::of(before), Scene::of(&after)) {
        edited.effects.extend(links(&old, &new));
        edited.effects.extend(unreachable(&old, &new));
    }
    edited
}

fn links(old: &Scene<'_>, new: &Scene<'_>) -> Vec<Effect> {
    let mut found = Vec::new();
    let after: BTreeMap<&str, &State> =
        new.machine.states().iter().map(|state| (state.name.as_str(), state)).collect();
    let now: BTreeMap<Option<StateId>, Vec<Port<'_>>> =
        new.machine.workflows().iter().flat_map(|workflow| by_owner(new, workflow)).collect();
    for workflow in old.machine.workflows() {
        let twin = twin(old, new, workflow, &after);
        for (owner, before) in by_owner(old, workflow) {
            let Some(id) = owner else {
                let start = twin.map(|workflow| Port { workflow, owner: None, slot: Slot::StartAt });
                found.extend(start.and_then(|start| changed(&before, &start)));
                continue;
            };
            let state = old.machine.state(id);
            let Some(own) = after.get(state.name.as_str()) else { continue };
            let now = now.get(&Some(own.id)).map_or(&[][..], Vec::as_slice);
            found.extend(compare((old, &before), (new, now)));
        }
    }
    found
}

/// The transitions of each state of a workflow; those of its start are under `None`.
fn by_owner<'d>(scene: &Scene<'d>, workflow: &'d Workflow) -> BTreeMap<Option<StateId>, Vec<Port<'d>>> {
    let mut found: BTreeMap<Option<StateId>, Vec<Port<'d>>> = BTreeMap::new();
    for (port, _) in ports(scene, workflow) {
        found.entry(port.owner.map(|owner| owner.id)).or_default().push(port);
    }
    found
}

/// The workflow after the edit that is this one: that of the container of the same name.
fn twin<'n>(
    old: &Scene<'_>,
    new: &Scene<'n>,
    workflow: &Workflow,
    after: &BTreeMap<&str, &'n State>,
) -> Option<&'n Workflow> {
    let Some(owner) = workflow.owner else { return Some(new.machine.root()) };
    let state = after.get(old.machine.state(owner.state).name.as_str())?;
    state.inner_workflows().nth(owner.branch).map(|id| new.machine.workflow(id))
}

fn changed(before: &[Port<'_>], start: &Port<'_>) -> Option<Effect> {
    let old = before.first()?.target();
    let target = start.target();
    let Target::State(name) = &target else { return None };
    let text = match before.first()?.workflow.owner {
        None => format!("the workflow starts with `{name}`"),
        Some(_) => format!("a branch starts with `{name}`"),
    };
    (old != target).then_some(Effect { kind: EffectKind::Relinked, text, state: None })
}

/// The transitions of one state before and after.
fn compare((old, before): (&Scene<'_>, &[Port<'_>]), (new, now): (&Scene<'_>, &[Port<'_>])) -> Vec<Effect> {
    let mut left: Vec<&Port<'_>> = now.iter().collect();
    let mut found = Vec::new();
    for port in before {
        let Some(owner) = port.owner else { continue };
        let same = left.iter().position(|other| is_twin((old, port), (new, other)));
        let target = same.map(|at| left.remove(at).target());
        let name = words(port);
        let (kind, text) = match target {
            Some(target) if target == port.target() => continue,
            Some(Target::State(to)) => (EffectKind::Relinked, format!("{name} leads to `{to}`")),
            Some(Target::End) => (EffectKind::Relinked, format!("{name} ends")),
            None if port.slot == Slot::Onward => continue,
            None => (EffectKind::Lost, format!("{name} goes away")),
        };
        found.push(Effect { kind, text, state: Some(owner.pointer.clone()) });
    }
    found
}

/// True if a transition is the other one. Rules and catchers are known by what they say beside their target.
fn is_twin((old, port): (&Scene<'_>, &Port<'_>), (new, other): (&Scene<'_>, &Port<'_>)) -> bool {
    match (port.slot, other.slot) {
        (Slot::Rule(_), Slot::Rule(_)) | (Slot::Catch(_), Slot::Catch(_)) => {
            said(old, port).is_some_and(|text| said(new, other) == Some(text))
        }
        (one, other) => one == other,
    }
}

/// What a rule or catcher says, without its target and blanks.
fn said(scene: &Scene<'_>, port: &Port<'_>) -> Option<String> {
    let (list, at) = match port.slot {
        Slot::Rule(at) => ("Choices", at),
        Slot::Catch(at) => ("Catch", at),
        _ => return None,
    };
    let entry = scene.body(port.owner?).ok()?.get(list)?.value.item(at)?;
    let members = entry.members().filter(|member| member.key() != "Next");
    let text: String = members.map(|member| member.span().text(scene.document.text())).collect();
    Some(text.split_whitespace().collect())
}

fn words(port: &Port<'_>) -> String {
    let owner = port.owner.map_or("", |owner| owner.name.as_str());
    match port.slot {
        Slot::Rule(at) => format!("rule {} of `{owner}`", at + 1),
        Slot::Default => format!("the default of `{owner}`"),
        Slot::Catch(at) => format!("catcher {} of `{owner}`", at + 1),
        Slot::StartAt | Slot::Onward | Slot::NewRule | Slot::NewCatch => format!("`{owner}`"),
    }
}

fn unreachable(old: &Scene<'_>, new: &Scene<'_>) -> Vec<Effect> {
    let (before, now) = (reached(old), reached(new));
    let names: BTreeSet<&str> = new.machine.states().iter().map(|state| state.name.as_str()).collect();
    let lost = old.machine.states().iter().filter(|state| {
        let name = state.name.as_str();
        before.contains(name) && names.contains(name) && !now.contains(name)
    });
    lost.map(|state| Effect {
        kind: EffectKind::Unreachable,
        text: format!("nothing leads to `{}` any more", state.name),
        state: Some(state.pointer.clone()),
    })
    .collect()
}

/// The names of the states that can be reached where they are.
fn reached<'d>(scene: &Scene<'d>) -> BTreeSet<&'d str> {
    let workflows = scene.machine.workflows().iter();
    let ids = workflows.flat_map(|workflow| reachable(scene.machine, workflow.id));
    ids.map(|id| scene.machine.state(id).name.as_str()).collect()
}
