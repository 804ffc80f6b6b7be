//! Rename a state and every transition that leads to it.

use super::links::ports;
use super::names::{LENGTH_MAX, Names};
use super::{Scene, state_pointer};
use crate::draft::Draft;
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointer: &str, name: &str) -> Result<Edited, Refusal> {
    let state = scene.state(pointer)?;
    if name.trim().is_empty() {
        return Err(Refusal::NameEmpty);
    }
    if name.chars().count() > LENGTH_MAX {
        return Err(Refusal::NameTooLong);
    }
    if name != state.name && Names::of(scene.machine).contains(name) {
        return Err(Refusal::NameTaken(name.to_owned()));
    }
    let workflow = scene.machine.workflow(state.workflow);
    let mut draft = Draft::new(&scene.document.tree);
    if name != state.name {
        draft.replace_text(state.name_span, name);
        for (_, link) in ports(scene, workflow) {
            if link.target == Some(&state.name) {
                draft.replace_text(link.span, name);
            }
        }
    }
    let select = vec![state_pointer(&workflow.pointer, name)];
    Ok(Edited::new(draft.finish(), select, format!("Rename {} to {name}", state.name)))
}
