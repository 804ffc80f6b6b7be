//! Chosen states of one `States` object, with the transitions into them and out of them.

use std::collections::BTreeSet;

use asl::graph::Transition;
use asl::{State, StateId, StateKind, Workflow};
use syntax::Node;

use super::Scene;
use super::links::{Port, Slot, Target, ports};
use crate::Refusal;
use crate::draft::{Draft, Part};

/// States that are moved, wrapped or copied together.
pub(crate) struct Group<'d> {
    pub(super) workflow: &'d Workflow,
    /// In text order.
    pub(crate) states: Vec<&'d State>,
    pub(super) ids: BTreeSet<StateId>,
    links: Vec<(Port<'d>, Transition<'d>)>,
}

impl<'d> Group<'d> {
    pub(crate) fn of(scene: &Scene<'d>, pointers: &[String]) -> Result<Self, Refusal> {
        let mut states = chosen(scene, pointers)?;
        let first = states.first().ok_or(Refusal::NothingSelected)?;
        let workflow = scene.machine.workflow(first.workflow);
        if states.iter().any(|state| state.workflow != workflow.id) {
            return Err(Refusal::MixedScopes);
        }
        states.sort_by_key(|state| state.span.start);
        let ids = states.iter().map(|state| state.id).collect();
        Ok(Self { workflow, states, ids, links: ports(scene, workflow) })
    }

    pub(super) fn has(&self, state: Option<StateId>) -> bool {
        state.is_some_and(|id| self.ids.contains(&id))
    }

    /// True if nothing else is in the `States` object.
    pub(super) fn is_all(&self) -> bool {
        self.ids.len() == self.workflow.states.len()
    }

    /// The transitions from others into the group.
    pub(super) fn incoming(&self) -> impl Iterator<Item = &(Port<'d>, Transition<'d>)> {
        self.links
            .iter()
            .filter(|(port, link)| !self.has(port.owner.map(|owner| owner.id)) && self.has(link.to))
    }

    /// The transitions out of the group, with where they lead.
    pub(super) fn outgoing(&self) -> impl Iterator<Item = (Port<'d>, Target)> {
        let out = self
            .links
            .iter()
            .filter(|(port, link)| self.has(port.owner.map(|owner| owner.id)) && !self.has(link.to));
        out.map(|(port, _)| (*port, port.target()))
    }

    /// The state at which the group is entered; if nothing leads there, the first that nothing in it leads to.
    pub(crate) fn entry(&self) -> Result<&'d State, Refusal> {
        let first = self.states.first().ok_or(Refusal::NothingSelected)?;
        let entered: BTreeSet<StateId> = self.incoming().filter_map(|(_, link)| link.to).collect();
        let mut entries = self.states.iter().filter(|state| entered.contains(&state.id));
        match (entries.next(), entries.next()) {
            (Some(one), Some(other)) => Err(Refusal::SeveralEntries(one.name.clone(), other.name.clone())),
            (Some(one), None) => Ok(one),
            (None, _) => {
                let led: BTreeSet<StateId> = self.links.iter().filter_map(|(_, link)| link.to).collect();
                Ok(self.states.iter().find(|state| !led.contains(&state.id)).unwrap_or(first))
            }
        }
    }

    /// Where the group leads in the normal case: not by catchers.
    pub(super) fn onward(&self) -> Result<Target, Refusal> {
        let mut found: Option<Target> = None;
        for (_, target) in self.outgoing().filter(|(port, _)| !matches!(port.slot, Slot::Catch(_))) {
            match &found {
                Some(other) if *other != target => {
                    return Err(Refusal::SeveralExits(words(other), words(&target)));
                }
                _ => found = Some(target),
            }
        }
        Ok(found.unwrap_or(Target::End))
    }

    /// A Succeed state of the group, which ends the workflow it is in.
    pub(super) fn succeeds(&self) -> Option<&'d State> {
        self.states.iter().find(|state| matches!(state.kind, StateKind::Succeed)).copied()
    }

    /// For the undo list: `Charge card`, `3 states`.
    pub(super) fn words(&self) -> String {
        match self.states.as_slice() {
            [only] => only.name.clone(),
            several => format!("{} states", several.len()),
        }
    }

    /// Takes the states' texts, with the changes made so far, out of their place.
    pub(super) fn take(&self, scene: &Scene<'d>, draft: &mut Draft<'d>) -> Result<Vec<Part>, Refusal> {
        take(scene, draft, self.workflow, &self.states)
    }
}

/// Takes the texts of states of one workflow, with the changes made so far, out of their place.
pub(super) fn take<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    workflow: &Workflow,
    states: &[&State],
) -> Result<Vec<Part>, Refusal> {
    let object = states_of(scene, workflow)?;
    states
        .iter()
        .map(|state| {
            let text = draft.take_text(state.body).ok_or(Refusal::BrokenText)?;
            let indent = draft.indent_at(state.name_span.start);
            draft.remove_member(object, &state.name);
            Ok(Part { text, indent })
        })
        .collect()
}

/// The `States` object of a workflow.
pub(super) fn states_of<'d>(scene: &Scene<'d>, workflow: &Workflow) -> Result<Node<'d>, Refusal> {
    let object = scene.document.node(&workflow.pointer).ok_or(Refusal::BrokenText)?;
    Ok(object.get("States").ok_or(Refusal::BrokenText)?.value)
}

/// The states with these pointers, without those inside others.
pub(super) fn chosen<'d>(scene: &Scene<'d>, pointers: &[String]) -> Result<Vec<&'d State>, Refusal> {
    let mut states = pointers.iter().map(|pointer| scene.state(pointer)).collect::<Result<Vec<_>, _>>()?;
    states.sort_by_key(|state| state.id);
    states.dedup_by_key(|state| state.id);
    let all = states.clone();
    states.retain(|state| !all.iter().any(|other| other.id != state.id && other.span.contains(state.span)));
    if states.is_empty() { Err(Refusal::NothingSelected) } else { Ok(states) }
}

fn words(target: &Target) -> String {
    match target {
        Target::State(name) => format!("`{name}`"),
        Target::End => "the end".to_owned(),
    }
}
