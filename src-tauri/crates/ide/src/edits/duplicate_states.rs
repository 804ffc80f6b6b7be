//! Copy states. A copy goes behind its original in the chain; transitions among copied states follow the copies,
//! others keep their targets.

use std::collections::{BTreeMap, BTreeSet};

use asl::{State, StateId, StateKind};
use syntax::{Span, TextEdit};

use super::delete_states::chosen;
use super::insert_state::add_states;
use super::links::{Port, Slot, Target, ports};
use super::names::Names;
use super::{Scene, state_pointer};
use crate::draft::{Content, Draft, quoted};
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointers: &[String]) -> Result<Edited, Refusal> {
    let states = chosen(scene, pointers)?;
    let Some(first) = states.first() else { return Err(Refusal::NothingSelected) };
    if states.iter().any(|state| state.workflow != first.workflow) {
        return Err(Refusal::MixedScopes);
    }
    let workflow = scene.machine.workflow(first.workflow);
    let mut names = Names::of(scene.machine);
    let mut in_order = states.clone();
    in_order.sort_by_key(|state| state.span.start);
    let copies: BTreeMap<StateId, String> =
        in_order.iter().map(|state| (state.id, names.take(&state.name))).collect();
    let mut draft = Draft::new(&scene.document.tree);
    if let (Some(exit), Some(entry)) = (exit(scene, &in_order), entry(scene, &in_order)) {
        let name = copies.get(&entry).cloned().unwrap_or_default();
        let port = Port { workflow, owner: Some(exit), slot: Slot::Onward };
        port.write(scene, &mut draft, &Target::State(name))?;
    }
    let after = in_order.last().map(|state| state.name.clone());
    let mut added = Vec::new();
    for state in &in_order {
        let text = copied(scene, state, &copies, &mut names).ok_or(Refusal::BrokenText)?;
        let content = Content::Text { text, indent: draft.indent_at(state.name_span.start) };
        added.push((copies.get(&state.id).cloned().unwrap_or_default(), content));
    }
    add_states(scene, &mut draft, workflow, after.as_deref(), added)?;
    let select = in_order.iter().filter_map(|state| copies.get(&state.id));
    let summary = match in_order.as_slice() {
        [only] => format!("Duplicate {}", only.name),
        several => format!("Duplicate {} states", several.len()),
    };
    Ok(Edited {
        edits: draft.finish(),
        select: select.map(|name| state_pointer(&workflow.pointer, name)).collect(),
        summary,
    })
}

/// The only state of the set that leads out of it in the normal case, by `Next` or `End`.
fn exit<'d>(scene: &Scene<'d>, states: &[&'d State]) -> Option<&'d State> {
    let inside: BTreeSet<StateId> = states.iter().map(|state| state.id).collect();
    let leaves = |state: &&&State| {
        let target = state.next.as_ref().and_then(|next| scene.machine.target(state, &next.value));
        target.is_none_or(|target| !inside.contains(&target.id))
    };
    let mut leaving = states.iter().filter(leaves);
    let only = leaving.next().filter(|_| leaving.next().is_none())?;
    let goes_on = !matches!(only.kind, StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail(_));
    goes_on.then_some(*only)
}

/// The only state of the set that is reached from outside it, or that nothing in the set leads to.
fn entry(scene: &Scene<'_>, states: &[&State]) -> Option<StateId> {
    if let [only] = states {
        return Some(only.id);
    }
    let inside: BTreeSet<StateId> = states.iter().map(|state| state.id).collect();
    let workflow = scene.machine.workflow(states.first()?.workflow);
    let all = ports(scene, workflow);
    let from_outside =
        all.iter().filter(|(port, _)| port.owner.is_none_or(|owner| !inside.contains(&owner.id)));
    let entries: BTreeSet<StateId> =
        from_outside.filter_map(|(_, link)| link.to).filter(|id| inside.contains(id)).collect();
    entries.first().copied().filter(|_| entries.len() == 1)
}

/// The text of a state's object with free names for what is inside, and transitions to copies where there are any.
fn copied(
    scene: &Scene<'_>,
    state: &State,
    copies: &BTreeMap<StateId, String>,
    names: &mut Names,
) -> Option<String> {
    let inside: Vec<&State> = scene
        .machine
        .states()
        .iter()
        .filter(|other| other.id != state.id && state.body.contains(other.span))
        .collect();
    let mut renamed = copies.clone();
    let mut edits = Vec::new();
    for inner in &inside {
        let name = names.take(&inner.name);
        edits.push(TextEdit::replace(inner.name_span, quoted(&name)));
        renamed.insert(inner.id, name);
    }
    let mut workflows = BTreeSet::from([state.workflow]);
    workflows.extend(inside.iter().map(|inner| inner.workflow));
    for workflow in workflows {
        for (_, link) in ports(scene, scene.machine.workflow(workflow)) {
            let Some(name) = link.to.and_then(|to| renamed.get(&to)) else { continue };
            if state.body.contains(link.span) {
                edits.push(TextEdit::replace(link.span, quoted(name)));
            }
        }
    }
    let start = state.body.start;
    for edit in &mut edits {
        edit.span = Span::new(edit.span.start - start, edit.span.end - start);
    }
    syntax::apply(state.body.text(scene.document.text()), &edits)
}
