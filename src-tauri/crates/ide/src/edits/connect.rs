//! Lead a transition to another state of the same `States` object, or to the end.

use super::Scene;
use super::links::{Port, Target};
use crate::draft::Draft;
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, port: &str, to: Option<&str>) -> Result<Edited, Refusal> {
    let port = Port::resolve(scene, port)?;
    let to = to.map(|pointer| scene.state(pointer)).transpose()?;
    if let Some(outsider) = to.filter(|state| state.workflow != port.workflow.id) {
        return Err(Refusal::OtherScope(outsider.name.clone()));
    }
    let target = to.map_or(Target::End, |state| Target::State(state.name.clone()));
    let mut draft = Draft::new(&scene.document.tree);
    port.write(scene, &mut draft, &target)?;
    let from = port.owner.map_or("Start", |state| state.name.as_str());
    let summary = match to {
        Some(state) => format!("Connect {from} to {}", state.name),
        None => format!("Disconnect {from}"),
    };
    let select = port.owner.or(to).map(|state| state.pointer.clone());
    Ok(Edited::new(draft.finish(), select.into_iter().collect(), summary))
}
