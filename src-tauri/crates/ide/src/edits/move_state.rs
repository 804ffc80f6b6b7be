//! Take a state out of its place, join what was around it, and put it on another transition.

use std::collections::BTreeSet;

use asl::{State, StateKind};

use super::delete_states::{follow, relinks};
use super::insert_state::add_states;
use super::links::{Port, Slot, Target, ports};
use super::{Scene, state_pointer};
use crate::draft::{Content, Draft};
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointer: &str, on: &str) -> Result<Edited, Refusal> {
    let state = scene.state(pointer)?;
    let port = Port::resolve(scene, on)?;
    check(scene, state, &port)?;
    let summary = format!("Move {}", state.name);
    let is_own = port.owner.is_some_and(|owner| owner.id == state.id);
    if is_own || already_there(scene, state, &port) {
        return Ok(Edited { edits: Vec::new(), select: vec![state.pointer.clone()], summary });
    }
    let mut draft = Draft::new(&scene.document.tree);
    let gone = BTreeSet::from([state.id]);
    let stays_in_scope = port.workflow.id == state.workflow;
    let own = port.pointer();
    let workflow = scene.machine.workflow(state.workflow);
    for (other, target) in relinks(scene, workflow, &gone) {
        if other.pointer() != own {
            other.write(scene, &mut draft, &target)?;
        }
    }
    let mut onward = port.target();
    if onward == Target::State(state.name.clone()) && stays_in_scope {
        onward = follow(scene, state.id, &gone);
    }
    port.write(scene, &mut draft, &Target::State(state.name.clone()))?;
    lead(scene, &mut draft, state, &onward)?;
    let select = if stays_in_scope {
        state.pointer.clone()
    } else {
        carry(scene, &mut draft, state, &port)?;
        state_pointer(&port.workflow.pointer, &state.name)
    };
    // Pointers of branches do not shift: a move never removes a container.
    Ok(Edited { edits: draft.finish(), select: vec![select], summary })
}

fn check(scene: &Scene<'_>, state: &State, port: &Port<'_>) -> Result<(), Refusal> {
    if port.workflow.id == state.workflow {
        return Ok(());
    }
    if port.workflow.span.start >= state.span.start && port.workflow.span.end <= state.span.end {
        return Err(Refusal::IntoItself(state.name.clone()));
    }
    let old = scene.machine.workflow(state.workflow);
    if old.states.len() == 1 {
        return Err(Refusal::OnlyState(state.name.clone()));
    }
    let leads_back = match &state.kind {
        StateKind::Choice(choice) => choice.rules.iter().any(|rule| rule.next.is_some()),
        _ => !state.catch.is_empty(),
    };
    if leads_back { Err(Refusal::LeadsElsewhere(state.name.clone())) } else { Ok(()) }
}

/// True if the transition leads to the state and nothing else does: moving would change nothing.
fn already_there(scene: &Scene<'_>, state: &State, port: &Port<'_>) -> bool {
    let workflow = scene.machine.workflow(state.workflow);
    let own = port.pointer();
    let all = ports(scene, workflow);
    let mut into = all.iter().filter(|(_, link)| link.to == Some(state.id));
    port.workflow.id == state.workflow && into.all(|(other, _)| other.pointer() == own)
}

fn lead<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    state: &'d State,
    onward: &Target,
) -> Result<(), Refusal> {
    let workflow = scene.machine.workflow(state.workflow);
    match &state.kind {
        StateKind::Succeed | StateKind::Fail(_) => Ok(()),
        StateKind::Choice(_) if *onward == Target::End => Ok(()),
        StateKind::Choice(_) => {
            Port { workflow, owner: Some(state), slot: Slot::Default }.write(scene, draft, onward)
        }
        StateKind::Task(_)
        | StateKind::Pass(_)
        | StateKind::Wait(_)
        | StateKind::Parallel(_)
        | StateKind::Map(_)
        | StateKind::Unknown(_) => {
            Port { workflow, owner: Some(state), slot: Slot::Onward }.write(scene, draft, onward)
        }
    }
}

/// Takes the state's text, with its new transition, to another `States` object.
fn carry<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    state: &State,
    port: &Port<'d>,
) -> Result<(), Refusal> {
    let old = scene.machine.workflow(state.workflow);
    let object = scene.document.node(&old.pointer).ok_or(Refusal::BrokenText)?;
    let states = object.get("States").ok_or(Refusal::BrokenText)?.value;
    let text = draft.take_text(state.body).ok_or(Refusal::BrokenText)?;
    let indent = draft.indent_at(state.name_span.start);
    draft.remove_member(states, &state.name);
    let after = port.owner.map(|owner| owner.name.as_str());
    let content = Content::Text { text, indent };
    add_states(scene, draft, port.workflow, after, vec![(state.name.clone(), content)])
}
