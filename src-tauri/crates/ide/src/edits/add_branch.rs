//! Give a Parallel state one more branch, with a Pass state as its empty place.

use asl::{State, StateKind};
use serde_json::json;

use super::Scene;
use super::names::Names;
use super::newcomer::small_workflow;
use crate::draft::{Content, Draft};
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointer: &str, at: Option<usize>) -> Result<Edited, Refusal> {
    let state = scene.state(pointer)?;
    if !matches!(state.kind, StateKind::Parallel(_)) {
        return Err(Refusal::NotParallel(state.name.clone()));
    }
    let body = scene.body(state)?;
    let mut draft = Draft::new(&scene.document.tree);
    let branch = small_workflow(&mut Names::of(scene.machine));
    let start = branch.get("StartAt").and_then(serde_json::Value::as_str).unwrap_or("Pass").to_owned();
    let index = match body.get("Branches") {
        Some(branches) => {
            let count = branches.value.items().count();
            let index = at.unwrap_or(count).min(count);
            draft.add_item(branches.value, index.checked_sub(1), Content::Value(branch));
            index
        }
        None => {
            draft.set(body, "Branches", json!([branch]));
            0
        }
    };
    let scope = format!("{}/Branches/{index}", state.pointer);
    let select = vec![super::state_pointer(&scope, &start)];
    Ok(Edited::new(draft.finish(), select, format!("Add a branch to {}", state.name)))
}

/// The Parallel state of the branch at a pointer, with the branch's number and how many there are.
pub(super) fn branch<'d>(scene: &Scene<'d>, pointer: &str) -> Result<(&'d State, usize, usize), Refusal> {
    let unknown = || Refusal::NoSuchBranch(pointer.to_owned());
    let mut workflows = scene.machine.workflows().iter();
    let workflow = workflows.find(|workflow| workflow.pointer == pointer).ok_or_else(unknown)?;
    let owner = workflow.owner.ok_or_else(unknown)?;
    let state = scene.machine.state(owner.state);
    if !matches!(state.kind, StateKind::Parallel(_)) {
        return Err(Refusal::NotParallel(state.name.clone()));
    }
    let branches = scene.body(state)?.get("Branches").ok_or_else(unknown)?.value;
    Ok((state, owner.branch, branches.items().count()))
}
