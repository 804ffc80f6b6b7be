//! Give a Parallel state one more branch, with a Pass state as its empty place.

use asl::StateKind;
use serde_json::json;

use super::Scene;
use super::names::Names;
use super::newcomer::small_workflow;
use crate::draft::Draft;
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointer: &str) -> Result<Edited, Refusal> {
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
            draft.push_item(branches.value, branch);
            branches.value.items().count()
        }
        None => {
            draft.set(body, "Branches", json!([branch]));
            0
        }
    };
    let scope = format!("{}/Branches/{index}", state.pointer);
    let select = vec![super::state_pointer(&scope, &start)];
    Ok(Edited { edits: draft.finish(), select, summary: format!("Add a branch to {}", state.name) })
}
