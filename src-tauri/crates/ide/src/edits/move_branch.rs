//! Give a branch another place among its neighbours. The output of a Parallel state lists its branches in order.

use super::Scene;
use super::add_branch::branch;
use crate::draft::{Content, Draft};
use crate::{Edited, Effect, EffectKind, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointer: &str, to: usize) -> Result<Edited, Refusal> {
    let (state, from, count) = branch(scene, pointer)?;
    let to = to.min(count.saturating_sub(1));
    let summary = format!("Move branch {} of {}", from + 1, state.name);
    let select = vec![state.pointer.clone()];
    if from == to {
        return Ok(Edited::new(Vec::new(), select, summary));
    }
    let branches = scene.body(state)?.get("Branches").ok_or(Refusal::BrokenText)?.value;
    let item = branches.item(from).ok_or(Refusal::BrokenText)?;
    let mut draft = Draft::new(&scene.document.tree);
    let content =
        Content::Text { text: item.source().to_owned(), indent: draft.indent_at(item.span().start) };
    draft.remove_item(branches, from);
    let after = if to > from { Some(to) } else { to.checked_sub(1) };
    draft.add_item(branches, after, content);
    let mut edited = Edited::new(draft.finish(), select, summary);
    edited.effects.push(Effect {
        kind: EffectKind::Note,
        text: format!("the output of `{}` lists its branches in this order", state.name),
        state: Some(state.pointer.clone()),
    });
    Ok(edited)
}
