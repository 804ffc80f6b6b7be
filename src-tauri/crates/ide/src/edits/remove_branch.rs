//! Take a branch out of a Parallel state, with all that is in it.

use super::Scene;
use super::add_branch::branch;
use crate::draft::Draft;
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointer: &str) -> Result<Edited, Refusal> {
    let (state, index, count) = branch(scene, pointer)?;
    if count == 1 {
        return Err(Refusal::OnlyBranch(state.name.clone()));
    }
    let branches = scene.body(state)?.get("Branches").ok_or(Refusal::BrokenText)?.value;
    let mut draft = Draft::new(&scene.document.tree);
    draft.remove_item(branches, index);
    let summary = format!("Remove branch {} of {}", index + 1, state.name);
    Ok(Edited::new(draft.finish(), vec![state.pointer.clone()], summary))
}
