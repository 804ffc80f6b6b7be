//! Put states into a new container in their place. What led out of them ends inside, and the container leads on;
//! catchers whose handlers stay outside become the container's.

use asl::{QueryLanguage, State};
use serde_json::{Map, Value, json};

use super::group::{Group, states_of};
use super::links::{Port, Slot, Target};
use super::names::Names;
use super::newcomer::small_workflow;
use super::{Scene, state_pointer};
use crate::draft::{Content, Draft};
use crate::edit::Wrapping;
use crate::{Edited, Effect, EffectKind, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointers: &[String], into: Wrapping) -> Result<Edited, Refusal> {
    let group = Group::of(scene, pointers)?;
    let entry = group.entry()?;
    let onward = group.onward()?;
    if let Some(state) = group.succeeds().filter(|_| onward != Target::End) {
        return Err(Refusal::EndsOtherwise(state.name.clone()));
    }
    let mut names = Names::of(scene.machine);
    let name = names.take(title(into));
    let mut draft = Draft::new(&scene.document.tree);
    for (port, _) in group.incoming() {
        port.write(scene, &mut draft, &Target::State(name.clone()))?;
    }
    let mut inner = Inner::starting(entry);
    for (port, target) in group.outgoing() {
        inner.close(scene, &mut draft, &port, &target, &mut names)?;
    }
    let object = states_of(scene, group.workflow)?;
    let first = group.states.first().map(|state| state.name.clone());
    let parts = group.take(scene, &mut draft)?;
    let handler = (into == Wrapping::TryCatch).then(|| names.take("Handle error"));
    let value = container(scene, into, &group, inner, (&onward, handler.as_deref()), &mut names);
    draft.add_member(object, first.as_deref(), &name, Content::Around { value, parts });
    if let Some(handler) = handler {
        let mut body = Map::from_iter([("Type".to_owned(), json!("Pass"))]);
        lead(&mut body, &onward);
        draft.add_member(object, first.as_deref(), &handler, Content::Value(Value::Object(body)));
    }
    let select = vec![state_pointer(&group.workflow.pointer, &name)];
    let summary = format!("Put {} into {name}", group.words());
    let mut edited = Edited::new(draft.finish(), select, summary);
    edited.effects = notes(&group, into, &name);
    Ok(edited)
}

fn title(into: Wrapping) -> &'static str {
    match into {
        Wrapping::Parallel => "Parallel",
        Wrapping::Map => "Map",
        Wrapping::TryCatch => "Try",
    }
}

/// What is inside of the container, beside the states' texts.
pub(super) struct Inner<'d> {
    pub(super) start: &'d State,
    /// A Pass state for rules that led out: a Choice cannot end.
    pub(super) end: Option<String>,
    /// Catchers whose handlers are outside.
    pub(super) catchers: Vec<Value>,
}

impl<'d> Inner<'d> {
    pub(super) fn starting(start: &'d State) -> Self {
        Self { start, end: None, catchers: Vec::new() }
    }

    /// Ends a transition that led out of the container inside it.
    pub(super) fn close(
        &mut self,
        scene: &Scene<'d>,
        draft: &mut Draft<'d>,
        port: &Port<'d>,
        target: &Target,
        names: &mut Names,
    ) -> Result<(), Refusal> {
        match (port.slot, port.owner) {
            (Slot::Rule(_) | Slot::Default, _) => {
                let end = self.end.get_or_insert_with(|| names.take("Pass")).clone();
                port.write(scene, draft, &Target::State(end))
            }
            (Slot::Catch(at), Some(owner)) => {
                let catcher = scene.body(owner)?.get("Catch").and_then(|list| list.value.item(at));
                let value = catcher.and_then(|catcher| catcher.to_value().ok()).ok_or(Refusal::BrokenText)?;
                if *target != Target::End && !self.catchers.contains(&value) {
                    self.catchers.push(value);
                }
                port.write(scene, draft, &Target::End)
            }
            _ => port.write(scene, draft, &Target::End),
        }
    }

    fn workflow(&self, group: &Group<'_>) -> Map<String, Value> {
        let mut states = Map::new();
        for (at, state) in group.states.iter().enumerate() {
            states.insert(state.name.clone(), Content::place(at));
        }
        if let Some(end) = &self.end {
            states.insert(end.clone(), json!({"Type": "Pass", "End": true}));
        }
        Map::from_iter([
            ("StartAt".to_owned(), json!(self.start.name)),
            ("States".to_owned(), Value::Object(states)),
        ])
    }
}

fn container(
    scene: &Scene<'_>,
    into: Wrapping,
    group: &Group<'_>,
    mut inner: Inner<'_>,
    (onward, handler): (&Target, Option<&str>),
    names: &mut Names,
) -> Value {
    let mut fields = Map::new();
    let mut workflow = inner.workflow(group);
    match into {
        Wrapping::Parallel => {
            fields.insert("Type".to_owned(), json!("Parallel"));
            fields.insert("Branches".to_owned(), json!([workflow, small_workflow(names)]));
        }
        Wrapping::TryCatch => {
            fields.insert("Type".to_owned(), json!("Parallel"));
            fields.insert("Branches".to_owned(), json!([workflow]));
            // One branch gives a list of one; what follows sees what it saw before.
            let (key, only) = match scene.machine.query_language {
                QueryLanguage::JsonPath => ("OutputPath", "$[0]"),
                QueryLanguage::Jsonata => ("Output", "{% $states.result[0] %}"),
            };
            fields.insert(key.to_owned(), json!(only));
        }
        Wrapping::Map => {
            let mut processor = Map::from_iter([("ProcessorConfig".to_owned(), json!({"Mode": "INLINE"}))]);
            processor.append(&mut workflow);
            fields.insert("Type".to_owned(), json!("Map"));
            fields.insert("ItemProcessor".to_owned(), Value::Object(processor));
        }
    }
    // AWS takes `States.ALL` alone and last.
    let (all, mut catchers): (Vec<Value>, Vec<Value>) =
        std::mem::take(&mut inner.catchers).into_iter().partition(catches_all);
    let own = handler.map(|handler| json!({"ErrorEquals": ["States.ALL"], "Next": handler}));
    catchers.extend(own.or_else(|| all.into_iter().next()));
    if !catchers.is_empty() {
        fields.insert("Catch".to_owned(), Value::Array(catchers));
    }
    lead(&mut fields, onward);
    Value::Object(fields)
}

pub(super) fn catches_all(catcher: &Value) -> bool {
    catcher
        .get("ErrorEquals")
        .and_then(Value::as_array)
        .is_some_and(|names| names.iter().any(|name| name.as_str() == Some("States.ALL")))
}

pub(super) fn lead(fields: &mut Map<String, Value>, onward: &Target) {
    match onward {
        Target::State(name) => fields.insert("Next".to_owned(), json!(name)),
        Target::End => fields.insert("End".to_owned(), json!(true)),
    };
}

fn notes(group: &Group<'_>, into: Wrapping, name: &str) -> Vec<Effect> {
    let note = |text: String| Effect { kind: EffectKind::Note, text, state: None };
    let mut found = Vec::new();
    match into {
        Wrapping::Parallel => {
            found.push(note(format!("the output of `{name}` is a list, one item per branch")))
        }
        Wrapping::Map => {
            found.push(note(format!("`{name}` needs a list as its input, and its output is a list")));
        }
        Wrapping::TryCatch => {}
    }
    if let Some(state) = group.states.iter().find(|state| state.assign.is_some()) {
        found.push(note(format!("variables that `{}` assigns are not seen after `{name}`", state.name)));
    }
    found
}
