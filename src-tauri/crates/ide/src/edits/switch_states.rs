//! Switch states off, and on again. One that is off gives its input on to the state behind it; if it has catchers, it is
//! a Parallel that keeps them, so that nothing they lead to is out of reach, which AWS would refuse.

use asl::{QueryLanguage, State, StateKind};
use serde_json::{Map, Value, json};
use syntax::Language;

use super::group::chosen;
use super::links::{Port, Slot, Target, write_onward};
use super::names::Names;
use super::{Scene, wrap_states::lead};
use crate::draft::Draft;
use crate::switched_off::{self, SwitchedOff};
use crate::{Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointers: &[String], on: bool) -> Result<Edited, Refusal> {
    let mut draft = Draft::new(&scene.document.tree);
    let mut names = Names::of(scene.machine);
    let mut done: Vec<&State> = Vec::new();
    for state in chosen(scene, pointers)? {
        match (SwitchedOff::of(state), on) {
            (Some(off), true) => switch_on(scene, &mut draft, state, &off)?,
            (None, false) => switch_off(scene, &mut draft, state, &mut names)?,
            _ => continue,
        }
        done.push(state);
    }
    let way = if on { "on" } else { "off" };
    let summary = match done.as_slice() {
        [] => return Err(if on { Refusal::OnAlready } else { Refusal::OffAlready }),
        [only] => format!("Switch {} {way}", only.name),
        several => format!("Switch {} states {way}", several.len()),
    };
    let select = done.iter().map(|state| state.pointer.clone()).collect();
    Ok(Edited::new(draft.finish(), select, summary))
}

fn switch_off<'t>(
    scene: &Scene<'t>,
    draft: &mut Draft<'t>,
    state: &'t State,
    names: &mut Names,
) -> Result<(), Refusal> {
    let goes_on = !matches!(
        state.kind,
        StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail(_) | StateKind::Unknown(_)
    );
    if !goes_on {
        return Err(Refusal::CannotBeOff(state.name.clone()));
    }
    let body = scene.body(state)?;
    let mut fields = Map::from_iter([
        ("Type".to_owned(), json!("Pass")),
        ("Comment".to_owned(), json!(switched_off::comment(&draft.text_behind_key(body)))),
    ]);
    if let Some(declared) = &state.declared_query_language {
        fields.insert("QueryLanguage".to_owned(), json!(declared.value));
    }
    if let Some(catchers) = body.get("Catch").filter(|_| !state.catch.is_empty()) {
        let catchers = catchers.value.to_value().map_err(|_| Refusal::BrokenText)?;
        keep_catchers(&mut fields, state, catchers, names);
    }
    if let Some(onward) = onward(scene, state) {
        lead(&mut fields, &onward);
    }
    draft.replace_value(body, &Value::Object(fields));
    Ok(())
}

/// Makes a Parallel of it: the only other type that may have catchers and needs nobody.
fn keep_catchers(fields: &mut Map<String, Value>, state: &State, catchers: Value, names: &mut Names) {
    let inner = names.take("Off");
    let only = Map::from_iter([(inner.clone(), json!({"Type": "Pass", "End": true}))]);
    fields.insert("Type".to_owned(), json!("Parallel"));
    fields.insert("Branches".to_owned(), json!([{"StartAt": inner, "States": only}]));
    match state.language {
        QueryLanguage::JsonPath => fields.insert("ResultPath".to_owned(), Value::Null),
        QueryLanguage::Jsonata => fields.insert("Output".to_owned(), json!("{% $states.input %}")),
    };
    fields.insert("Catch".to_owned(), catchers);
}

/// Where the state leads, as far as it says so.
fn onward(scene: &Scene<'_>, state: &State) -> Option<Target> {
    let says = state.next.is_some() || state.end.as_ref().is_some_and(|end| end.value);
    let workflow = scene.machine.workflow(state.workflow);
    says.then(|| Port { workflow, owner: Some(state), slot: Slot::Onward }.target())
}

fn switch_on<'t>(
    scene: &Scene<'t>,
    draft: &mut Draft<'t>,
    state: &'t State,
    off: &SwitchedOff<'_>,
) -> Result<(), Refusal> {
    let text = woken(scene, state, off.text)?;
    let body = scene.body(state)?;
    if scene.document.tree.language() == Language::Json && !switched_off::is_json(&text) {
        // The document was YAML when the state was switched off.
        let value = syntax::read(&framed(&text)).0.root().and_then(|root| root.to_value().ok());
        draft.replace_value(body, &value.ok_or(Refusal::BrokenText)?);
    } else {
        draft.replace_behind_key(body, &text);
    }
    Ok(())
}

/// A kept text with the transitions that the state has now: they may have been led elsewhere while it was off.
fn woken(scene: &Scene<'_>, state: &State, text: &str) -> Result<String, Refusal> {
    let framed = framed(text);
    let (tree, _) = syntax::read(&framed);
    let root = tree.root().ok_or(Refusal::BrokenText)?;
    let mut draft = Draft::new(&tree);
    if let Some(onward) = onward(scene, state) {
        write_onward(&mut draft, root, &onward);
    }
    let catchers = root.get("Catch").map(|member| member.value);
    for (at, catcher) in state.catch.iter().enumerate() {
        let own = catchers.and_then(|list| list.item(at));
        if let (Some(own), Some(next)) = (own, &catcher.next) {
            draft.set(own, "Next", json!(next.value));
        }
    }
    let written = syntax::apply(&framed, &draft.finish()).ok_or(Refusal::BrokenText)?;
    Ok(written.strip_prefix(YAML).unwrap_or(&written).to_owned())
}

/// How a text of YAML begins that could also be one of JSON.
const YAML: &str = "---\n";

/// A kept text as a text of its own.
fn framed(text: &str) -> String {
    if switched_off::is_json(text) { text.to_owned() } else { format!("{YAML}{text}") }
}
