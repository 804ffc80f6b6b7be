//! Copy states. A copy goes behind its original in the chain; transitions among copied states follow the copies,
//! others keep their targets.

use std::collections::{BTreeMap, BTreeSet};

use asl::{State, StateId, StateKind};

use super::copies::copied;
use super::group::Group;
use super::insert_state::add_states;
use super::links::{Port, Slot, Target};
use super::names::Names;
use super::{Scene, state_pointer};
use crate::draft::{Content, Draft, Part};
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointers: &[String]) -> Result<Edited, Refusal> {
    let group = Group::of(scene, pointers)?;
    let (workflow, in_order) = (group.workflow, &group.states);
    let mut names = Names::of(scene.machine);
    let copies: BTreeMap<StateId, String> =
        in_order.iter().map(|state| (state.id, names.take(&state.name))).collect();
    let mut draft = Draft::new(&scene.document.tree);
    if let (Some(exit), Ok(entry)) = (exit(scene, in_order), group.entry()) {
        let name = copies.get(&entry.id).cloned().unwrap_or_default();
        let port = Port { workflow, owner: Some(exit), slot: Slot::Onward };
        port.write(scene, &mut draft, &Target::State(name))?;
    }
    let after = in_order.last().map(|state| state.name.clone());
    let mut added = Vec::new();
    let mut copy = Draft::new(&scene.document.tree);
    for state in in_order {
        let part = copied(scene, &mut copy, state, &copies, &mut names);
        let Part { text, indent } = part.ok_or(Refusal::BrokenText)?;
        let content = Content::Text { text, indent };
        added.push((copies.get(&state.id).cloned().unwrap_or_default(), content));
    }
    add_states(scene, &mut draft, workflow, after.as_deref(), added)?;
    let select = in_order.iter().filter_map(|state| copies.get(&state.id));
    let select = select.map(|name| state_pointer(&workflow.pointer, name)).collect();
    Ok(Edited::new(draft.finish(), select, format!("Duplicate {}", group.words())))
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
