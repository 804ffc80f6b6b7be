//! Take states out of their place, join what was around them, and put them on another transition. Transitions among
//! them stay; those that led onward lead where the transition led.

use asl::{State, StateKind};
use serde_json::json;

use super::delete_states::{follow, leave_place, relinks};
use super::group::Group;
use super::insert_state::{add_states, take_place};
use super::links::{Port, Slot, Target};
use super::names::Names;
use super::{Scene, state_pointer};
use crate::draft::{Content, Draft, Part};
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointers: &[String], on: &str) -> Result<Edited, Refusal> {
    let group = Group::of(scene, pointers)?;
    let mut port = Port::resolve(scene, on)?;
    check(scene, &group, &port)?;
    let entry = group.entry()?;
    let summary = format!("Move {}", group.words());
    let is_own = group.has(port.owner.map(|owner| owner.id));
    if is_own || already_there(&group, &port, entry) {
        return Ok(Edited::new(Vec::new(), pointers.to_vec(), summary));
    }
    let mut draft = Draft::new(&scene.document.tree);
    let mut names = Names::of(scene.machine);
    let stays = port.workflow.id == group.workflow.id;
    leave(scene, &mut draft, &group, &port, &mut names)?;
    let mut onward =
        if stays { port.target() } else { take_place(scene, &mut draft, &mut port, &mut names)? };
    if let Target::State(name) = &onward
        && stays
        && let Some(inside) = group.states.iter().find(|state| state.name == *name)
    {
        onward = follow(scene, inside.id, &group.ids);
    }
    port.write(scene, &mut draft, &Target::State(entry.name.clone()))?;
    let companion = lead(scene, &mut draft, &group, &onward, &mut names)?;
    let after = port.owner.map(|owner| owner.name.as_str());
    let mut added = Vec::new();
    if !stays {
        let parts = group.take(scene, &mut draft)?.into_iter();
        let text = |Part { text, indent }| Content::Text { text, indent };
        added.extend(group.states.iter().zip(parts).map(|(state, part)| (state.name.clone(), text(part))));
    }
    added.extend(companion.map(|name| (name, Content::Value(json!({"Type": "Pass", "End": true})))));
    add_states(scene, &mut draft, port.workflow, after, added)?;
    let place = |state: &&State| state_pointer(&port.workflow.pointer, &state.name);
    // Pointers of branches do not shift: a move never removes a container.
    Ok(Edited::new(draft.finish(), group.states.iter().map(place).collect(), summary))
}

fn check(scene: &Scene<'_>, group: &Group<'_>, port: &Port<'_>) -> Result<(), Refusal> {
    if port.workflow.id == group.workflow.id {
        return Ok(());
    }
    let around = group.states.iter().find(|state| state.span.contains(port.workflow.span));
    if let Some(state) = around {
        return Err(Refusal::IntoItself(state.name.clone()));
    }
    // A handler or a target of a rule that stays behind could not be reached any more.
    let stays_behind = |(port, target): &(Port<'_>, Target)| {
        matches!(port.slot, Slot::Rule(_) | Slot::Catch(_)) && *target != Target::End
    };
    let Some((left, _)) = group.outgoing().find(stays_behind) else { return Ok(()) };
    let owner = left.owner.map_or(scene.machine.root().pointer.clone(), |owner| owner.name.clone());
    Err(Refusal::LeadsElsewhere(owner))
}

/// True if the transition leads to the states and nothing else does: moving would change nothing.
fn already_there(group: &Group<'_>, port: &Port<'_>, entry: &State) -> bool {
    let own = port.pointer();
    let leads_there = port.target() == Target::State(entry.name.clone());
    let stays = port.workflow.id == group.workflow.id;
    stays && leads_there && group.incoming().all(|(other, _)| other.pointer() == own)
}

/// Joins what is around the states; a branch that loses all of them keeps a Pass state as its empty place.
fn leave<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    group: &Group<'d>,
    port: &Port<'d>,
    names: &mut Names,
) -> Result<(), Refusal> {
    let stays = port.workflow.id == group.workflow.id;
    if group.is_all() && !stays {
        return leave_place(scene, draft, group.workflow, names).map(|_name| ());
    }
    let own = port.pointer();
    for (other, target) in relinks(scene, group.workflow, &group.ids) {
        if other.pointer() != own {
            other.write(scene, draft, &target)?;
        }
    }
    Ok(())
}

/// Leads what led out of the group to its new neighbour. A Choice cannot end, so that at an end it is given a Pass
/// state to lead to, whose name is returned.
fn lead<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    group: &Group<'d>,
    onward: &Target,
    names: &mut Names,
) -> Result<Option<String>, Refusal> {
    let mut companion = None;
    for state in &group.states {
        let slot = match &state.kind {
            StateKind::Succeed | StateKind::Fail(_) => continue,
            StateKind::Choice(_) => Slot::Default,
            _ => Slot::Onward,
        };
        let port = Port { workflow: group.workflow, owner: Some(state), slot };
        if let Target::State(name) = port.target()
            && group.states.iter().any(|other| other.name == name)
        {
            continue;
        }
        let target = match (slot, onward) {
            (Slot::Default, Target::End) => {
                Target::State(companion.get_or_insert_with(|| names.take("Pass")).clone())
            }
            (_, onward) => onward.clone(),
        };
        port.write(scene, draft, &target)?;
    }
    Ok(companion)
}
