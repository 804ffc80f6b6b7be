//! Delete states and join what was around them: A → X → B becomes A → B.

use std::collections::{BTreeMap, BTreeSet};

use asl::graph::EdgeKind;
use asl::{State, StateId, StateKind, Workflow, WorkflowId};
use serde_json::json;

use super::group::chosen;
use super::links::{Port, Slot, Target, ports};
use super::names::Names;
use super::{Scene, state_pointer};
use crate::draft::{Content, Draft};
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointers: &[String], relink: bool) -> Result<Edited, Refusal> {
    let states = chosen(scene, pointers)?;
    let mut scopes: BTreeMap<WorkflowId, BTreeSet<StateId>> = BTreeMap::new();
    for state in &states {
        scopes.entry(state.workflow).or_default().insert(state.id);
    }
    let mut draft = Draft::new(&scene.document.tree);
    let mut names = Names::of(scene.machine);
    let mut select = Vec::new();
    for (workflow, gone) in &scopes {
        let workflow = scene.machine.workflow(*workflow);
        let heir = delete_in(scene, &mut draft, workflow, (gone, relink), &mut names)?;
        select.extend(heir.map(|name| state_pointer(&workflow.pointer, &name)));
    }
    select.truncate(1);
    let summary = match states.as_slice() {
        [only] => format!("Delete {}", only.name),
        several => format!("Delete {} states", several.len()),
    };
    Ok(Edited::new(draft.finish(), select, summary))
}

/// Deletes states of one workflow; gives the name of the state that took their place.
fn delete_in<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    workflow: &'d Workflow,
    (gone, relink): (&BTreeSet<StateId>, bool),
    names: &mut Names,
) -> Result<Option<String>, Refusal> {
    let object = scene.document.node(&workflow.pointer).ok_or(Refusal::BrokenText)?;
    let states = object.get("States").ok_or(Refusal::BrokenText)?.value;
    for id in gone {
        draft.remove_member(states, &scene.machine.state(*id).name);
    }
    if gone.len() == workflow.states.len() {
        return empty_workflow(scene, draft, workflow, gone, names);
    }
    let mut heir = None;
    if !relink {
        return Ok(heir);
    }
    for (port, target) in relinks(scene, workflow, gone) {
        if let Target::State(name) = &target {
            heir.get_or_insert_with(|| name.clone());
        }
        port.write(scene, draft, &target)?;
    }
    Ok(heir)
}

/// The top level may become empty; a branch or processor keeps a Pass state as its empty place.
fn empty_workflow<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    workflow: &'d Workflow,
    gone: &BTreeSet<StateId>,
    names: &mut Names,
) -> Result<Option<String>, Refusal> {
    let object = scene.document.node(&workflow.pointer).ok_or(Refusal::BrokenText)?;
    if workflow.owner.is_none() {
        draft.set(object, "StartAt", json!(""));
        return Ok(None);
    }
    let only = gone.first().map(|id| scene.machine.state(*id));
    if let Some(only) = only
        && gone.len() == 1
        && matches!(only.kind, StateKind::Pass(_))
    {
        return Err(Refusal::OnlyState(only.name.clone()));
    }
    leave_place(scene, draft, workflow, names).map(Some)
}

/// Puts a Pass state as its empty place into a branch or processor that loses all its states; gives its name.
pub(super) fn leave_place<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    workflow: &'d Workflow,
    names: &mut Names,
) -> Result<String, Refusal> {
    let object = scene.document.node(&workflow.pointer).ok_or(Refusal::BrokenText)?;
    let states = object.get("States").ok_or(Refusal::BrokenText)?.value;
    let name = names.take("Pass");
    draft.add_member(states, None, &name, Content::Value(json!({"Type": "Pass", "End": true})));
    draft.set(object, "StartAt", json!(name));
    Ok(name)
}

/// Where the transitions that led into the deleted states lead from now on.
pub(super) fn relinks<'d>(
    scene: &Scene<'d>,
    workflow: &'d Workflow,
    gone: &BTreeSet<StateId>,
) -> Vec<(Port<'d>, Target)> {
    let all = ports(scene, workflow);
    let is_gone = |id: Option<StateId>| id.is_some_and(|id| gone.contains(&id));
    let stays = |port: &Port<'_>| port.owner.is_none_or(|owner| !gone.contains(&owner.id));
    let incoming = all.iter().filter(|(port, link)| stays(port) && is_gone(link.to));
    let mut result = Vec::new();
    for (port, link) in incoming {
        let mut target = link.to.map_or(Target::End, |id| follow(scene, id, gone));
        if matches!(port.slot, Slot::Catch(_)) && only_caught(scene, link.to, gone, workflow) {
            target = Target::End;
        }
        if port.slot == Slot::StartAt && target == Target::End {
            let first = workflow.states.iter().find(|id| !gone.contains(id));
            target = first.map_or(Target::End, |id| Target::State(scene.machine.state(*id).name.clone()));
        }
        result.push((*port, target));
    }
    keep_one_rule(scene, &mut result, gone);
    result
}

/// A Choice needs a rule. If all of its rules would go, the first leads where its default leads.
fn keep_one_rule(scene: &Scene<'_>, relinks: &mut [(Port<'_>, Target)], gone: &BTreeSet<StateId>) {
    let mut going: BTreeMap<StateId, usize> = BTreeMap::new();
    for (port, target) in relinks.iter() {
        if let (Slot::Rule(_), Some(owner), Target::End) = (port.slot, port.owner, target) {
            *going.entry(owner.id).or_default() += 1;
        }
    }
    for (id, count) in going {
        let state = scene.machine.state(id);
        let StateKind::Choice(choice) = &state.kind else { continue };
        let fallback = choice.default.as_ref().and_then(|name| scene.machine.target(state, &name.value));
        let Some(fallback) = fallback.filter(|target| !gone.contains(&target.id)) else { continue };
        if count < choice.rules.len() {
            continue;
        }
        let first = relinks.iter_mut().find(|(port, _)| {
            port.owner.is_some_and(|owner| owner.id == id) && matches!(port.slot, Slot::Rule(_))
        });
        if let Some((_, target)) = first {
            *target = Target::State(fallback.name.clone());
        }
    }
}

/// True if catchers are the only way into a state that is to be deleted: then they have no purpose any more.
fn only_caught(
    scene: &Scene<'_>,
    state: Option<StateId>,
    gone: &BTreeSet<StateId>,
    workflow: &Workflow,
) -> bool {
    let links = asl::graph::transitions(scene.machine, workflow.id).into_iter();
    let mut into =
        links.filter(|link| link.to == state && link.from.is_none_or(|from| !gone.contains(&from)));
    into.all(|link| matches!(link.kind, EdgeKind::Catch { .. }))
}

/// The first state behind a deleted one that stays. A Choice passes on to its default, else to its first rule.
pub(super) fn follow(scene: &Scene<'_>, from: StateId, gone: &BTreeSet<StateId>) -> Target {
    let mut seen = BTreeSet::new();
    let mut at = from;
    while seen.insert(at) {
        let state = scene.machine.state(at);
        let Some(name) = onward(state) else { return Target::End };
        match scene.machine.target(state, name) {
            Some(next) if gone.contains(&next.id) => at = next.id,
            _ => return Target::State(name.to_owned()),
        }
    }
    Target::End
}

/// The name of the state that follows in the normal case.
pub(super) fn onward(state: &State) -> Option<&str> {
    let name = match &state.kind {
        StateKind::Choice(choice) => {
            choice.default.as_ref().or_else(|| choice.rules.iter().find_map(|rule| rule.next.as_ref()))
        }
        StateKind::Succeed | StateKind::Fail(_) => None,
        StateKind::Task(_)
        | StateKind::Pass(_)
        | StateKind::Wait(_)
        | StateKind::Parallel(_)
        | StateKind::Map(_)
        | StateKind::Unknown(_) => state.next.as_ref(),
    };
    name.map(|name| name.value.as_str())
}
