//! Put states from a text on a transition. Names that are taken get a number, transitions among the states follow,
//! and what ended or led out of the text leads onward.

use std::collections::BTreeMap;

use asl::{QueryLanguage, State, StateId, StateKind};
use serde_json::json;
use syntax::Language;

use super::copies::{copied, inside};
use super::insert_state::{add_states, take_place};
use super::links::{Port, Slot, Target, ports};
use super::names::Names;
use super::{Scene, state_pointer, use_jsonata};
use crate::draft::{Content, Draft, Part};
use crate::{Document, Edited, Effect, EffectKind, Refusal};

pub(super) fn run(scene: &Scene<'_>, text: &str, on: &str) -> Result<Edited, Refusal> {
    let (source, rewritten) = use_jsonata::spoken(read(text)?, scene.machine.query_language)?;
    let from = Scene::of(&source)?;
    let mut port = Port::resolve(scene, on)?;
    let mut names = Names::of(scene.machine);
    let mut draft = Draft::new(&scene.document.tree);
    let onward = take_place(scene, &mut draft, &mut port, &mut names)?;
    let root = from.machine.root();
    let states: Vec<&State> = from.machine.states_of(root.id).collect();
    let copies: BTreeMap<StateId, String> =
        states.iter().map(|state| (state.id, names.take(&state.name))).collect();
    let name_of = |state: &State| copies.get(&state.id).cloned().unwrap_or_default();
    let entry = root.start().map(|id| from.machine.state(id)).or(states.first().copied());
    let entry = entry.ok_or(Refusal::NoStatesInText)?;
    let mut copy = Draft::new(&source.tree);
    let lost = lead_on(&from, &mut copy, &port, &onward)?;
    let mut added = Vec::new();
    for state in &states {
        speak(&from, &mut copy, state, scene.machine.query_language)?;
        let part = copied(&from, &mut copy, state, &copies, &mut names);
        let part = part.ok_or(Refusal::BrokenText)?;
        added.push((name_of(state), content(part, (source.tree.language(), scene.document.tree.language()))));
    }
    port.write(scene, &mut draft, &Target::State(name_of(entry)))?;
    let after = port.owner.map(|owner| owner.name.as_str());
    add_states(scene, &mut draft, port.workflow, after, added)?;
    let select = states.iter().map(|state| state_pointer(&port.workflow.pointer, &name_of(state)));
    let summary = match states.as_slice() {
        [only] => format!("Paste {}", only.name),
        several => format!("Paste {} states", several.len()),
    };
    let mut edited = Edited::new(draft.finish(), select.collect(), summary);
    edited.effects = lost;
    edited.effects.extend(rewritten);
    Ok(edited)
}

/// A text in one language, written as the workflow is. Only JSON comes into YAML as another one.
pub(super) fn content(Part { text, indent }: Part, (from, to): (Language, Language)) -> Content {
    let value = match (from, to) {
        (Language::Json, Language::Json) | (Language::Yaml, _) => None,
        (Language::Json, Language::Yaml) => {
            syntax::parse(&text).0.root().and_then(|root| root.to_value().ok())
        }
    };
    value.map_or(Content::Text { text, indent }, Content::Value)
}

/// Reads a machine, a `States` object, members of one, or a single state.
fn read(text: &str) -> Result<Document, Refusal> {
    let text = crate::as_json(text);
    let text = text.trim();
    let members = text.trim_end_matches(',');
    let wrappings = [
        text.to_owned(),
        format!("{{\"States\": {text}}}"),
        format!("{{\"States\": {{{members}}}}}"),
        format!("{{\"States\": {{\"State\": {text}}}}}"),
    ];
    for wrapped in wrappings {
        let document = Document::read(&wrapped);
        let Some(machine) = document.machine.as_ref().filter(|_| document.syntax_problems == 0) else {
            continue;
        };
        let known = |state: &State| !matches!(state.kind, StateKind::Unknown(_));
        if !machine.root().states.is_empty() && machine.states_of(machine.root().id).all(known) {
            return Ok(document);
        }
    }
    Err(Refusal::NoStatesInText)
}

/// Leads what ends in the text, or leads out of it in the normal case, onward. Rules and catchers that lead to states
/// that are nowhere stay as they are, and are told.
fn lead_on<'d>(
    from: &Scene<'d>,
    copy: &mut Draft<'d>,
    port: &Port<'_>,
    onward: &Target,
) -> Result<Vec<Effect>, Refusal> {
    let mut lost = Vec::new();
    for (own, link) in ports(from, from.machine.root()) {
        let Some(owner) = own.owner.filter(|_| link.to.is_none()) else { continue };
        let known = link.target.as_ref().is_some_and(|name| port.workflow.find(name).is_some());
        match own.slot {
            Slot::Onward => own.write(from, copy, onward)?,
            Slot::Default if *onward != Target::End => own.write(from, copy, onward)?,
            _ if known => {}
            _ => lost.push(Effect {
                kind: EffectKind::Note,
                text: format!(
                    "`{}` leads to `{}`, which is not here",
                    owner.name,
                    link.target.unwrap_or_default()
                ),
                state: None,
            }),
        }
    }
    Ok(lost)
}

/// Makes a state and what is inside it say in which language they are written, if that is not the workflow's.
pub(super) fn speak<'d>(
    from: &Scene<'d>,
    copy: &mut Draft<'d>,
    state: &State,
    language: QueryLanguage,
) -> Result<(), Refusal> {
    for each in inside(from, state).into_iter().chain([state]) {
        let body = from.body(each)?;
        let plain = |key: &str| matches!(key, "Type" | "Comment" | "Next" | "End" | "QueryLanguage");
        let says_nothing = body.members().all(|member| plain(&member.key()));
        match (each.language, language) {
            (QueryLanguage::Jsonata, QueryLanguage::JsonPath) if !says_nothing => {
                let object = from.document.node(&each.pointer).ok_or(Refusal::BrokenText)?;
                copy.set(object, "QueryLanguage", json!("JSONata"));
            }
            _ => {}
        }
    }
    Ok(())
}
