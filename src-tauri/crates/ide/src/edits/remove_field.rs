//! Remove a member or an item.

use syntax::{Kind, Pointer};

use super::{Scene, set_field};
use crate::draft::Draft;
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, at: &str) -> Result<Edited, Refusal> {
    let missing = || Refusal::NoSuchField(at.to_owned());
    let pointer = Pointer::parse(at).ok_or_else(missing)?;
    let (parent, last) = pointer.split_last().ok_or(Refusal::NotAField)?;
    pointer.find(&scene.document.tree).ok_or_else(missing)?;
    let parent = parent.find(&scene.document.tree).ok_or_else(missing)?;
    let mut draft = Draft::new(&scene.document.tree);
    match parent.kind() {
        Kind::Object => draft.remove_member(parent, last),
        Kind::Array => draft.remove_item(parent, last.parse().map_err(|_not_a_number| missing())?),
        Kind::Null | Kind::Bool(_) | Kind::Number | Kind::String | Kind::Missing => return Err(missing()),
    }
    let (select, owner) = set_field::owner(scene, at);
    let gone = select.first().is_some_and(|state| state == at);
    let select = if gone { Vec::new() } else { select };
    Ok(Edited::new(draft.finish(), select, format!("Remove {last}{owner}")))
}
