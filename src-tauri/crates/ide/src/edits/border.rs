//! What cannot cross the border of a state machine: its variables, its context object and its errors are its own
//! (AWS, "Passing data between states with variables"; "Accessing execution data from the Context object").

use std::collections::BTreeSet;

use asl::{ExecutionType, QueryLanguage, State, StateId, StateKind, Workflow};

use super::Scene;
use super::copies::inside;
use super::group::Group;
use crate::assist::{VariableUses, expression_texts, variables};
use crate::{Effect, EffectKind, Refusal};

/// The states of a group and all that is inside of them.
pub(super) struct Border<'d> {
    pub(super) members: Vec<&'d State>,
    ids: BTreeSet<StateId>,
}

impl<'d> Border<'d> {
    pub(super) fn around(scene: &Scene<'d>, group: &Group<'d>) -> Self {
        let members: Vec<&State> =
            group.states.iter().flat_map(|state| inside(scene, state).into_iter().chain([*state])).collect();
        let ids = members.iter().map(|state| state.id).collect();
        Self { members, ids }
    }

    fn has(&self, scene: &Scene<'_>, pointer: &str) -> bool {
        scene.machine.at_pointer(pointer).is_some_and(|state| self.ids.contains(&state.id))
    }

    /// The variables that the states read and others assign.
    pub(super) fn handed_in(&self, scene: &Scene<'_>) -> Result<Vec<String>, Refusal> {
        let mut found = Vec::new();
        for variable in variables(scene.document) {
            if self.is_handed_in(scene, &variable)? {
                found.push(variable.name);
            }
        }
        found.dedup();
        Ok(found)
    }

    fn is_handed_in(&self, scene: &Scene<'_>, variable: &VariableUses) -> Result<bool, Refusal> {
        let here = |pointer: &str| self.has(scene, pointer);
        let VariableUses { name, scope, written, read } = variable;
        // A variable of a branch in one of the states stays where it is.
        let mut workflows = scene.machine.workflows().iter();
        let home = workflows.find(|workflow| workflow.pointer == *scope);
        if home.and_then(|home| home.owner).is_some_and(|owner| self.ids.contains(&owner.state)) {
            return Ok(false);
        }
        let writer = written.iter().find(|one| here(&one.state));
        let other = written.iter().find(|one| !here(&one.state));
        if let Some(writer) = writer {
            let reader = read.iter().find(|one| !here(&one.state)).or(other);
            if let Some(reader) = reader {
                let (name, writer) = (name.clone(), leaf(&writer.state));
                return Err(Refusal::VariableLeaves { name, writer, other: leaf(&reader.state) });
            }
        }
        Ok(other.is_some() && read.iter().any(|one| here(&one.state)))
    }

    /// What the states read of the Map around them, which they would not be in any more.
    pub(super) fn check_map(&self, scene: &Scene<'_>) -> Result<(), Refusal> {
        for state in &self.members {
            let is_inside = owners(scene, scene.machine.workflow(state.workflow))
                .any(|owner| matches!(owner.kind, StateKind::Map(_)) && self.ids.contains(&owner.id));
            let lost =
                context(scene, state).into_iter().find(|part| part.starts_with("Map")).filter(|_| !is_inside);
            if let Some(part) = lost {
                return Err(Refusal::ReadsMap(state.name.clone(), shown(state, &part)));
            }
        }
        Ok(())
    }
}

/// What states read of the execution and the state machine they run in, which becomes another one. Its input cannot
/// be had there.
pub(super) fn of_execution(
    scene: &Scene<'_>,
    states: &[&State],
    becomes: &str,
) -> Result<Vec<Effect>, Refusal> {
    let mut found = Vec::new();
    for state in states {
        for part in context(scene, state) {
            let path = shown(state, &part);
            if part.starts_with("Execution.Input") {
                return Err(Refusal::ReadsExecutionInput(state.name.clone(), path));
            }
            if part.is_empty() || part.starts_with("Execution") || part.starts_with("StateMachine") {
                found.push(note(format!("`{}` reads `{path}`, which then is {becomes}", state.name), state));
            }
        }
    }
    Ok(found)
}

/// The states whose workflows are around a workflow, innermost first.
fn owners<'d>(scene: &Scene<'d>, workflow: &Workflow) -> impl Iterator<Item = &'d State> {
    let machine = scene.machine;
    let owner = move |workflow: &Workflow| workflow.owner.map(|owner| machine.state(owner.state));
    std::iter::successors(owner(workflow), move |state| owner(machine.workflow(state.workflow)))
}

/// A Map around a workflow whose iterations are express executions, which wait for no other.
pub(super) fn express_map<'d>(scene: &Scene<'d>, workflow: &Workflow) -> Option<&'d State> {
    owners(scene, workflow).find(|state| {
        let StateKind::Map(map) = &state.kind else { return false };
        let kind = map.processor.as_ref().and_then(|processor| processor.execution_type.as_ref());
        kind.is_some_and(|kind| kind.value == ExecutionType::Express)
    })
}

/// True if somebody around tells errors apart by their names.
pub(super) fn is_watched(scene: &Scene<'_>, workflow: &Workflow) -> bool {
    owners(scene, workflow).any(|state| !state.retry.is_empty() || !state.catch.is_empty())
}

/// What a state's own expressions read of the context object, with dots, without what stands in front.
fn context(scene: &Scene<'_>, state: &State) -> BTreeSet<String> {
    let mark = match state.language {
        QueryLanguage::JsonPath => "$$",
        QueryLanguage::Jsonata => "$states.context",
    };
    let mut found = BTreeSet::new();
    expression_texts(scene.document, state, &mut |text| {
        for (at, _) in text.match_indices(mark) {
            let rest = text.get(at + mark.len()..).unwrap_or("");
            let end = rest.find(|letter: char| letter != '.' && !letter.is_alphanumeric());
            let part = rest.get(..end.unwrap_or(rest.len())).unwrap_or("");
            found.insert(part.trim_matches('.').to_owned());
        }
    });
    found
}

fn shown(state: &State, part: &str) -> String {
    let mark = match state.language {
        QueryLanguage::JsonPath => "$$",
        QueryLanguage::Jsonata => "$states.context",
    };
    if part.is_empty() { mark.to_owned() } else { format!("{mark}.{part}") }
}

pub(super) fn note(text: String, state: &State) -> Effect {
    Effect { kind: EffectKind::Note, text, state: Some(state.pointer.clone()) }
}

fn leaf(pointer: &str) -> String {
    let parsed = syntax::Pointer::parse(pointer);
    let last = parsed.as_ref().and_then(syntax::Pointer::split_last).map(|(_, last)| last.to_owned());
    last.unwrap_or_default()
}
