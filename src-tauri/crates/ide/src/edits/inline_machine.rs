//! Put the states of the state machine that a task runs in the task's place: among the others if that means the same,
//! else in a Parallel state of one branch, which has retriers, catchers and a shape of its result like a task.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use asl::{State, StateId, StateKind};
use serde_json::{Map, Value, json};
use syntax::Language;

use super::border::{self, note};
use super::copies::copied;
use super::envelope::{handed, unpacking};
use super::group::states_of;
use super::insert_state::add_states;
use super::links::{Port, Slot, Target, ports};
use super::names::Names;
use super::nested_task::{Input, NestedTask};
use super::paste_states::{content, speak};
use super::{Scene, state_pointer, use_jsonata};
use crate::assist::{VariableUses, variables};
use crate::draft::{Content, Draft, Part, without_anchors};
use crate::{Document, Edited, Effect, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointer: &str, definition: &str) -> Result<Edited, Refusal> {
    let task = NestedTask::of(scene, scene.state(pointer)?)?;
    let source = Document::read(&in_language(definition, scene.document.tree.language()));
    whole(&source)?;
    let (source, rewritten) = use_jsonata::spoken(source, scene.machine.query_language)?;
    let from = whole(&source)?;
    let inner = Inner::of(&from, &task)?;
    inner.check_variables(scene, &from)?;
    let all: Vec<&State> = from.machine.states().iter().collect();
    let mut effects = border::of_execution(&from, &all, "that of this workflow")?;
    effects.extend(notes(&from, &task));
    effects.extend(rewritten);
    let splices = task.gives_output_alone && !(inner.succeeds && task.onward(scene) != Target::End);
    let mut draft = Draft::new(&scene.document.tree);
    let names = if splices {
        splice(scene, &mut draft, &task, &from, &inner)?
    } else {
        effects.extend(notes_of_parallel(&task));
        enclose(scene, &mut draft, &task, &from, &inner)?
    };
    let scope = &scene.machine.workflow(task.state.workflow).pointer;
    let select = names.iter().map(|name| state_pointer(scope, name)).collect();
    let mut edited = Edited::new(draft.finish(), select, format!("Inline {}", task.state.name));
    // The states of the other text are nowhere in this one.
    effects.iter_mut().for_each(|effect| effect.state = Some(task.state.pointer.clone()));
    edited.effects = effects;
    Ok(edited)
}

/// The definition in YAML if both texts are, so that its comments come along; else in JSON. Anchors belong to a whole
/// text, so what they stand for is written out.
fn in_language(definition: &str, language: Language) -> Cow<'_, str> {
    if language != Language::Yaml || Language::of(definition) != Language::Yaml {
        return crate::as_json(definition);
    }
    if !syntax::has_anchors(definition) {
        return Cow::Borrowed(definition);
    }
    without_anchors(definition).map_or_else(|| crate::as_json(definition), Cow::Owned)
}

/// A definition that has states, and in which every transition leads somewhere.
fn whole(source: &Document) -> Result<Scene<'_>, Refusal> {
    let from = Scene::of(source).map_err(|_| Refusal::BrokenMachine)?;
    let workflows = || from.machine.workflows().iter();
    let leads = workflows()
        .flat_map(|workflow| ports(&from, workflow))
        .all(|(port, link)| link.to.is_some() || (port.slot == Slot::Onward && link.target.is_none()));
    let known = from.machine.states().iter().all(|state| !matches!(state.kind, StateKind::Unknown(_)));
    let starts = workflows().all(|workflow| workflow.start().is_some());
    if source.syntax_problems == 0 && leads && known && starts {
        Ok(from)
    } else {
        Err(Refusal::BrokenMachine)
    }
}

/// What comes out of the definition.
struct Inner<'f> {
    /// The states, without a first one that only takes the input apart.
    states: Vec<&'f State>,
    entry: &'f State,
    /// True if the states get what the task got.
    is_ready: bool,
    succeeds: bool,
}

impl<'f> Inner<'f> {
    fn of(from: &Scene<'f>, task: &NestedTask<'_>) -> Result<Self, Refusal> {
        let root = from.machine.root();
        let start = root.start().map(|id| from.machine.state(id)).ok_or(Refusal::BrokenMachine)?;
        let behind = behind_unpacking(from, task, start);
        let states = from.machine.states_of(root.id);
        let states: Vec<&State> = states.filter(|state| behind.is_none() || state.id != start.id).collect();
        let succeeds = states.iter().any(|state| matches!(state.kind, StateKind::Succeed));
        let is_ready = behind.is_some() || task.hands_on_all();
        Ok(Self { states, entry: behind.unwrap_or(start), is_ready, succeeds })
    }

    /// A variable that both sides assign would be one.
    fn check_variables(&self, scene: &Scene<'_>, from: &Scene<'_>) -> Result<(), Refusal> {
        let assigned = |uses: &VariableUses| !uses.written.is_empty();
        let theirs = variables(scene.document).into_iter().filter(assigned).map(|uses| uses.name);
        let theirs: BTreeSet<String> = theirs.collect();
        let comes = |pointer: &str| {
            let found = from.machine.at_pointer(pointer);
            found.is_some_and(|one| self.states.iter().any(|state| state.span.contains(one.span)))
        };
        let clash = variables(from.document)
            .into_iter()
            .find(|uses| theirs.contains(&uses.name) && uses.written.iter().any(|one| comes(&one.state)));
        clash.map_or(Ok(()), |uses| Err(Refusal::VariableTaken(uses.name)))
    }

    fn free_names(&self, names: &mut Names) -> BTreeMap<StateId, String> {
        self.states.iter().map(|state| (state.id, names.take(&state.name))).collect()
    }

    /// The texts of the states under their new names; what ended leads to `onward`.
    fn copies(
        &self,
        scene: &Scene<'_>,
        from: &Scene<'f>,
        (taken, names): (&BTreeMap<StateId, String>, &mut Names),
        onward: &Target,
    ) -> Result<Vec<(String, Content)>, Refusal> {
        let mut copy = Draft::new(&from.document.tree);
        for (own, link) in ports(from, from.machine.root()) {
            if own.slot == Slot::Onward && link.target.is_none() {
                own.write(from, &mut copy, onward)?;
            }
        }
        let mut found = Vec::new();
        for state in &self.states {
            speak(from, &mut copy, state, scene.machine.query_language)?;
            let part = copied(from, &mut copy, state, taken, names).ok_or(Refusal::BrokenText)?;
            let name = taken.get(&state.id).cloned().unwrap_or_default();
            found
                .push((name, content(part, (from.document.tree.language(), scene.document.tree.language()))));
        }
        Ok(found)
    }
}

/// The state behind a first one that only undoes what the task does to its input.
fn behind_unpacking<'f>(from: &Scene<'f>, task: &NestedTask<'_>, start: &'f State) -> Option<&'f State> {
    let Input::Template(input) = &task.input else { return None };
    let variables = handed(task.state.language, input)?;
    let entry = from.machine.target(start, &start.next.as_ref()?.value)?;
    let Ok(Value::Object(mut fields)) = from.body(start).ok()?.to_value() else { return None };
    for plain in ["Type", "Next", "Comment", "QueryLanguage"] {
        fields.shift_remove(plain);
    }
    let ways_in =
        ports(from, from.machine.root()).iter().filter(|(_, link)| link.to == Some(start.id)).count();
    let undoes = fields == unpacking(start.language, &variables) && start.language == task.state.language;
    (matches!(start.kind, StateKind::Pass(_)) && undoes && ways_in == 1).then_some(entry)
}

/// Puts the states among the others. The task becomes the Pass state that makes their input, or goes away. Gives the
/// names of the states.
fn splice<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    task: &NestedTask<'d>,
    from: &Scene<'_>,
    inner: &Inner<'_>,
) -> Result<Vec<String>, Refusal> {
    let state = task.state;
    let workflow = scene.machine.workflow(state.workflow);
    let stays = !inner.is_ready || task.selects_input();
    let mut names = Names::of(scene.machine);
    if !stays {
        names.free(&state.name);
        draft.remove_member(states_of(scene, workflow)?, &state.name);
    }
    let taken = inner.free_names(&mut names);
    let entry = Target::State(taken.get(&inner.entry.id).cloned().unwrap_or_default());
    let onward = match task.onward(scene) {
        Target::State(name) if name == state.name && !stays => entry.clone(),
        onward => onward,
    };
    let added = inner.copies(scene, from, (&taken, &mut names), &onward)?;
    let selected = added.iter().map(|(name, _)| name.clone()).collect();
    add_states(scene, draft, workflow, Some(&state.name), added)?;
    if stays {
        task.become_pass(draft, inner.is_ready);
        Port { workflow, owner: Some(state), slot: Slot::Onward }.write(scene, draft, &entry)?;
        return Ok(selected);
    }
    for (port, link) in ports(scene, workflow) {
        if link.to == Some(state.id) && port.owner.is_none_or(|owner| owner.id != state.id) {
            port.write(scene, draft, &entry)?;
        }
    }
    Ok(selected)
}

/// Makes the task a Parallel state around the states. Gives its name.
fn enclose<'d>(
    scene: &Scene<'d>,
    draft: &mut Draft<'d>,
    task: &NestedTask<'d>,
    from: &Scene<'_>,
    inner: &Inner<'_>,
) -> Result<Vec<String>, Refusal> {
    let mut names = Names::of(scene.machine);
    let taken = inner.free_names(&mut names);
    let mut start = taken.get(&inner.entry.id).cloned().unwrap_or_default();
    let copies = inner.copies(scene, from, (&taken, &mut names), &Target::End)?;
    let mut states = Map::new();
    if task.become_parallel(draft, inner.is_ready)? {
        let first = names.take("Unpack input");
        let mut body = Map::from_iter([("Type".to_owned(), json!("Pass"))]);
        body.append(&mut unpacking(task.state.language, &[]));
        body.insert("Next".to_owned(), json!(start));
        states.insert(first.clone(), Value::Object(body));
        start = first;
    }
    let mut parts = Vec::new();
    for (name, content) in copies {
        let value = match content {
            Content::Value(value) => value,
            Content::Text { text, indent } => {
                parts.push(Part { text, indent });
                Content::place(parts.len() - 1)
            }
            Content::Around { .. } => return Err(Refusal::BrokenText),
        };
        states.insert(name, value);
    }
    let value = json!([{"StartAt": start, "States": states}]);
    draft.set_content(task.body(), "Branches", Content::Around { value, parts });
    Ok(vec![task.state.name.clone()])
}

fn notes(from: &Scene<'_>, task: &NestedTask<'_>) -> Vec<Effect> {
    let mut found = Vec::new();
    let mut tell = |text: String| found.push(note(text, task.state));
    if from.machine.timeout_seconds.is_some() {
        tell("the time limit of the nested state machine goes away".to_owned());
    }
    let fails = from.machine.states().iter().find(|state| matches!(state.kind, StateKind::Fail(_)));
    if let Some(state) = fails.filter(|_| task.state.retry.is_empty() && task.state.catch.is_empty()) {
        tell(format!("`{}` fails under its own name, no longer as `States.TaskFailed`", state.name));
    }
    found
}

fn notes_of_parallel(task: &NestedTask<'_>) -> Vec<Effect> {
    let (state, mut found) = (task.state, Vec::new());
    let mut tell = |text: String| found.push(note(text, state));
    tell(format!(
        "`{}` becomes a Parallel state of one branch, which keeps what the task does beside",
        state.name
    ));
    if !state.retry.is_empty() || !state.catch.is_empty() {
        tell(format!(
            "errors reach `{}` under their own names, no longer as `States.TaskFailed`; look at what it retries and catches",
            state.name
        ));
    }
    if task.gives_description() {
        tell("of the description of the nested execution, `Output` alone is left".to_owned());
    }
    found
}
