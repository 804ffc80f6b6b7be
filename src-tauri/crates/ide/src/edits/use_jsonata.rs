//! Write states in JSONata that are written in JSONPath: every field in the words of the other language, with the same
//! value. What JSONata cannot say is refused by name, and nothing is changed.

mod fields;
mod output;
mod rules;

use asl::{QueryLanguage, State, StateKind, StateType};
use expressions::{NoCounterpart, Path, Rewritten};
use serde_json::Value;
use syntax::Node;

use super::Scene;
use crate::draft::Draft;
use crate::switched_off::SwitchedOff;
use crate::{Document, Edited, Effect, EffectKind, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointers: &[String]) -> Result<Edited, Refusal> {
    let chosen: Vec<&State> =
        pointers.iter().map(|pointer| scene.state(pointer)).collect::<Result<_, _>>()?;
    let open: Vec<&State> =
        chosen.into_iter().filter(|state| state.language == QueryLanguage::JsonPath).collect();
    let Some(first) = open.first() else {
        return Err(if pointers.is_empty() { Refusal::NothingSelected } else { Refusal::JsonataAlready });
    };
    if let Some(off) = open.iter().find(|state| SwitchedOff::of(state).is_some()) {
        return Err(Refusal::IsOff(off.name.clone()));
    }
    let mut draft = Draft::new(&scene.document.tree);
    // Before `Output`, which may come to stand in the same place.
    name_language(scene, &mut draft, &open)?;
    for state in &open {
        let body = scene.body(state)?;
        Conversion { state, body, draft: &mut draft }.run()?;
    }
    let summary = match open.len() {
        1 => format!("Write {} in JSONata", first.name),
        several => format!("Write {several} states in JSONata"),
    };
    Ok(Edited::new(draft.finish(), Vec::new(), summary))
}

/// A document whose states come into a workflow of this language: rewritten in JSONata if that is it and they would mean
/// something else there, which is told.
pub(super) fn spoken(
    source: Document,
    language: QueryLanguage,
) -> Result<(Document, Option<Effect>), Refusal> {
    let from = Scene::of(&source)?;
    let others: Vec<&State> =
        from.machine.states().iter().filter(|state| state.language == QueryLanguage::JsonPath).collect();
    if language == QueryLanguage::JsonPath || others.iter().all(|state| is_neutral(&from, state)) {
        return Ok((source, None));
    }
    let pointers: Vec<String> = others.iter().map(|state| state.pointer.clone()).collect();
    let edited = run(&from, &pointers)?;
    let text = syntax::apply(source.text(), &edited.edits).ok_or(Refusal::BrokenText)?;
    let told = match others.as_slice() {
        [only] => format!("`{}` is written in JSONata now, as the workflow is", only.name),
        several => format!("{} states are written in JSONata now, as the workflow is", several.len()),
    };
    Ok((Document::read(&text), Some(Effect { kind: EffectKind::Note, text: told, state: None })))
}

/// True if a JSONPath state means the same in a JSONata workflow.
fn is_neutral(from: &Scene<'_>, state: &State) -> bool {
    let Some(kind) = state.state_type() else { return false };
    if matches!(state.kind, StateKind::Choice(_)) || state.declared_query_language.is_some() {
        return false;
    }
    let allowed = |key: &str| asl::is_allowed(kind, key, QueryLanguage::Jsonata);
    from.body(state).is_ok_and(|body| body.members().all(|member| allowed(&member.key())))
}

/// Once all states are in JSONata the workflow says so, and no state needs to.
fn name_language<'t>(scene: &Scene<'t>, draft: &mut Draft<'t>, open: &[&State]) -> Result<(), Refusal> {
    let stays = |state: &&State| {
        state.language == QueryLanguage::JsonPath && open.iter().all(|other| other.id != state.id)
    };
    let all = scene.machine.states().iter().find(stays).is_none();
    if !all {
        for state in open {
            draft.set(scene.body(state)?, "QueryLanguage", Value::from("JSONata"));
        }
        return Ok(());
    }
    for state in scene.machine.states().iter().filter(|state| state.declared_query_language.is_some()) {
        draft.remove_member(scene.body(state)?, "QueryLanguage");
    }
    let root = scene.document.tree.root().ok_or(Refusal::NoWorkflow)?;
    draft.set(root, "QueryLanguage", Value::from("JSONata"));
    Ok(())
}

/// One state on its way.
struct Conversion<'c, 't> {
    state: &'c State,
    body: Node<'t>,
    draft: &'c mut Draft<'t>,
}

impl<'t> Conversion<'_, 't> {
    fn run(&mut self) -> Result<(), Refusal> {
        let input = self.effective_input()?;
        self.arguments(&input)?;
        let result = self.result(&input)?;
        self.output(&input, &result)?;
        self.template("Assign", "Assign", &result)?;
        self.template("Credentials", "Credentials", &input)?;
        for name in ["Timeout", "Heartbeat"] {
            let (path, field) = (format!("{name}SecondsPath"), format!("{name}Seconds"));
            self.path_field(self.body, &path, &field, &input)?;
        }
        self.catchers()?;
        match &self.state.kind {
            StateKind::Choice(choice) => self.rules(&choice.rules, &input),
            StateKind::Map(_) => self.map(&input),
            StateKind::Wait(_) => {
                self.path_field(self.body, "SecondsPath", "Seconds", &input)?;
                self.path_field(self.body, "TimestampPath", "Timestamp", &input)
            }
            StateKind::Fail(_) => {
                self.path_field(self.body, "ErrorPath", "Error", &input)?;
                self.path_field(self.body, "CausePath", "Cause", &input)
            }
            _ => Ok(()),
        }
    }

    /// What `$` means in most fields: the input, or what `InputPath` takes of it.
    fn effective_input(&self) -> Result<Rewritten, Refusal> {
        self.selected("InputPath", &Rewritten::path("$states.input"))
    }

    /// What a field such as `OutputPath` leaves of `from`.
    fn selected(&self, field: &str, from: &Rewritten) -> Result<Rewritten, Refusal> {
        match self.value(field) {
            None => Ok(from.clone()),
            Some(Value::Null) => Ok(Rewritten::operation("{}")),
            Some(Value::String(text)) => {
                let path = Path::parse(&text).map_err(|_| self.unreadable(field))?;
                self.told(field, path.to_jsonata(from))
            }
            Some(_) => Err(self.unreadable(field)),
        }
    }

    fn value(&self, field: &str) -> Option<Value> {
        self.body.get(field)?.value.to_value().ok()
    }

    fn told<T>(&self, field: &str, outcome: Result<T, NoCounterpart>) -> Result<T, Refusal> {
        let state = self.state.name.clone();
        outcome.map_err(|NoCounterpart { what }| Refusal::NotInJsonata {
            state,
            field: field.to_owned(),
            what,
        })
    }

    fn unreadable(&self, field: &str) -> Refusal {
        Refusal::Unreadable { state: self.state.name.clone(), field: field.to_owned() }
    }

    /// True for states whose work gives `$states.result`.
    fn has_result(&self) -> bool {
        self.state.state_type().is_some_and(StateType::has_result)
    }
}
