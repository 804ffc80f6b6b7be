//! The texts of states as copies of them: under other names, with their transitions following.

use std::collections::{BTreeMap, BTreeSet};

use asl::{State, StateId};

use super::Scene;
use super::links::ports;
use super::names::{Names, label};
use crate::draft::{Draft, Part};

/// The text of a state with free names for what is inside and free labels, and transitions to copies where there are any. Further
/// changes of the draft inside the state come along.
pub(super) fn copied<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    state: &State,
    copies: &BTreeMap<StateId, String>,
    names: &mut Names,
) -> Option<Part> {
    let mut renamed = copies.clone();
    let mut workflows = BTreeSet::from([state.workflow]);
    for inner in inside(scene, state) {
        let name = names.take(&inner.name);
        draft.replace_text(inner.name_span, &name);
        renamed.insert(inner.id, name);
        workflows.insert(inner.workflow);
    }
    for workflow in workflows {
        for (_, link) in ports(scene, scene.machine.workflow(workflow)) {
            let Some(name) = link.to.and_then(|to| renamed.get(&to)) else { continue };
            if state.body.contains(link.span) {
                draft.replace_text(link.span, name);
            }
        }
    }
    for each in inside(scene, state).into_iter().chain([state]) {
        if let Some(label) = label(each) {
            draft.replace_text(label.span, &names.take_label(&label.value));
        }
    }
    let indent = draft.indent_at(state.name_span.start);
    Some(Part { text: draft.take_text(state.body)?, indent })
}

/// The states at all levels inside a container.
pub(super) fn inside<'d>(scene: &Scene<'d>, state: &State) -> Vec<&'d State> {
    let all = scene.machine.states().iter();
    all.filter(|other| other.id != state.id && state.body.contains(other.span)).collect()
}
