//! Give a value another place: another key, another number in its list, another object. Its text comes along.

use syntax::{Kind, Node, Pointer};

use super::{Scene, set_field};
use crate::draft::{Content, Draft};
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, from: &str, to: &str) -> Result<Edited, Refusal> {
    let missing = |pointer: &str| Refusal::NoSuchField(pointer.to_owned());
    let old = Place::at(scene, from)?.ok_or_else(|| missing(from))?;
    let new = Place::at(scene, to)?.ok_or_else(|| missing(to))?;
    if to.strip_prefix(from).is_some_and(|rest| rest.starts_with('/')) {
        return Err(Refusal::FieldIntoItself(from.to_owned()));
    }
    let (select, owner) = set_field::owner(scene, to);
    let summary = format!("Move {}{owner}", old.last);
    let mut draft = Draft::new(&scene.document.tree);
    match (old.parent.kind(), new.parent.kind()) {
        _ if from == to => {}
        (Kind::Object, Kind::Object) if old.parent.id() == new.parent.id() => {
            new.is_free()?;
            let member = old.parent.get(&old.last).ok_or_else(|| missing(from))?;
            draft.replace_text(member.key_span, &new.last);
        }
        _ => relocate(&mut draft, &old, &new).ok_or_else(|| missing(from))??,
    }
    Ok(Edited::new(draft.finish(), select, summary))
}

/// Takes the text out of one container and writes it into another, or into another place of the same list.
fn relocate<'t>(draft: &mut Draft<'t>, old: &Place<'t>, new: &Place<'t>) -> Option<Result<(), Refusal>> {
    let value = match old.parent.kind() {
        Kind::Object => old.parent.get(&old.last)?.value,
        _ => old.parent.item(old.last.parse().ok()?)?,
    };
    if let Err(taken) = new.is_free() {
        return Some(Err(taken));
    }
    let indent = draft.indent_at(value.span().start);
    let content = Content::Text { text: draft.take_text(value.span())?, indent };
    match old.parent.kind() {
        Kind::Object => draft.remove_member(old.parent, &old.last),
        _ => draft.remove_item(old.parent, old.last.parse().ok()?),
    }
    if new.parent.kind() == Kind::Object {
        draft.set_content(new.parent, &new.last, content);
        return Some(Ok(()));
    }
    let count = new.parent.items().count();
    let index = new.last.parse().unwrap_or(count).min(count);
    let leaves =
        old.parent.id() == new.parent.id() && old.last.parse().is_ok_and(|number: usize| number < index);
    draft.add_item(new.parent, if leaves { Some(index) } else { index.checked_sub(1) }, content);
    Some(Ok(()))
}

/// A member or item of a container that exists.
struct Place<'t> {
    parent: Node<'t>,
    last: String,
}

impl<'t> Place<'t> {
    fn at(scene: &Scene<'t>, pointer: &str) -> Result<Option<Self>, Refusal> {
        let Some(parsed) = Pointer::parse(pointer) else { return Ok(None) };
        let (parent, last) = parsed.split_last().ok_or(Refusal::NotAField)?;
        let Some(parent) = parent.find(&scene.document.tree) else { return Ok(None) };
        let fits = match parent.kind() {
            Kind::Object => true,
            Kind::Array => last == "-" || last.parse::<usize>().is_ok(),
            _ => false,
        };
        Ok(fits.then(|| Self { parent, last: last.to_owned() }))
    }

    /// Items of a list make room; a member would be lost.
    fn is_free(&self) -> Result<(), Refusal> {
        if self.parent.kind() == Kind::Object && self.parent.get(&self.last).is_some() {
            return Err(Refusal::FieldTaken(self.last.clone()));
        }
        Ok(())
    }
}
