//! Make states a state machine of their own, and put a task in their place that runs it.

use asl::{QueryLanguage, State, StateKind};
use serde_json::{Map, Value, json};
use syntax::{Language, Node};

use super::border::{self, Border};
use super::envelope::{packed, unpacking};
use super::group::{Group, states_of};
use super::links::{Port, Slot, Target};
use super::names::Names;
use super::wrap_states::{Inner, catches_all, lead};
use super::{Scene, state_pointer};
use crate::draft::{Content, Draft, Layout, Part, Style, yaml_document};
use crate::{Edited, Effect, Refusal};

pub(super) fn run(scene: &Scene<'_>, pointers: &[String], arn: &str, waits: bool) -> Result<Edited, Refusal> {
    let group = Group::of(scene, pointers)?;
    let (entry, onward) = (group.entry()?, group.onward()?);
    if let Some(state) = group.succeeds().filter(|_| onward != Target::End) {
        return Err(Refusal::EndsOtherwise(state.name.clone()));
    }
    let border = Border::around(scene, &group);
    let variables = border.handed_in(scene)?;
    border.check_map(scene)?;
    let mut effects = border::of_execution(scene, &border.members, "that of the nested execution")?;
    if let Some(map) = border::express_map(scene, group.workflow).filter(|_| waits) {
        return Err(Refusal::ExpressCannotWait(map.name.clone()));
    }
    let (mut names, mut inside) = (Names::of(scene.machine), Names::none());
    for state in &border.members {
        names.free(&state.name);
        inside.take(&state.name);
    }
    let name = names.take(arn.rsplit_once(':').map_or(arn, |(_, name)| name));
    let mut draft = Draft::new(&scene.document.tree);
    for (port, _) in group.incoming() {
        port.write(scene, &mut draft, &Target::State(name.clone()))?;
    }
    let mut inner = Inner::starting(entry);
    for (port, target) in group.outgoing() {
        if matches!(port.slot, Slot::Catch(_)) {
            check_catcher(scene, &group, &port, waits)?;
        }
        inner.close(scene, &mut draft, &port, &target, &mut inside)?;
    }
    let object = states_of(scene, group.workflow)?;
    let first = group.states.first().map(|state| state.name.clone());
    let parts = group.take(scene, &mut draft)?;
    effects.extend(notes(scene, &group, &border, &variables, (waits, !inner.catchers.is_empty())));
    let task = task(scene, arn, waits, &variables, (&onward, std::mem::take(&mut inner.catchers)));
    draft.add_member(object, first.as_deref(), &name, Content::Value(task));
    let extracted = definition(scene, &group, &inner, (parts, &variables), &mut inside)?;
    let select = vec![state_pointer(&group.workflow.pointer, &name)];
    let mut edited = Edited::new(draft.finish(), select, format!("Extract {} to {name}", group.words()));
    edited.effects = effects;
    edited.extracted = Some(extracted);
    Ok(edited)
}

/// A catcher may become the task's if it means the same there: it catches everything that fails, as any error inside
/// is `States.TaskFailed` outside, and its handler gets what it got before.
fn check_catcher(scene: &Scene<'_>, group: &Group<'_>, port: &Port<'_>, waits: bool) -> Result<(), Refusal> {
    let (Slot::Catch(at), Some(owner)) = (port.slot, port.owner) else { return Ok(()) };
    let Target::State(to) = port.target() else { return Ok(()) };
    let refused = || Refusal::CatchesOutside(owner.name.clone(), to.clone());
    let catcher = owner.catch.get(at).ok_or_else(refused)?;
    let body = |state: &State| scene.body(state).ok().and_then(|body| body.get("Catch"));
    let text = |node: Option<Node<'_>>| node.and_then(|node| node.to_value().ok());
    let own = text(body(owner).and_then(|list| list.value.item(at)));
    let has_it = |state: &&State| {
        let mut items = body(state).into_iter().flat_map(|list| list.value.items());
        items.any(|item| text(Some(item)) == own)
    };
    let may_fail =
        |state: &State| matches!(state.kind, StateKind::Task(_) | StateKind::Map(_) | StateKind::Parallel(_));
    let is_alone = group.states.len() == 1;
    let says_little = catcher.assign.is_none()
        && (is_alone || (catcher.result_path.is_none() && catcher.output.is_none()))
        && owner.language == scene.machine.query_language;
    let everywhere = group.states.iter().copied().filter(|state| may_fail(state)).all(|state| has_it(&state));
    let fails = group.states.iter().any(|state| matches!(state.kind, StateKind::Fail(_)));
    let all = own.as_ref().is_some_and(catches_all);
    if waits && all && says_little && everywhere && !fails { Ok(()) } else { Err(refused()) }
}

/// The task that runs the state machine. What follows it sees what it saw before.
fn task(
    scene: &Scene<'_>,
    arn: &str,
    waits: bool,
    variables: &[String],
    (onward, catchers): (&Target, Vec<Value>),
) -> Value {
    let language = scene.machine.query_language;
    let action = if waits { "startExecution.sync:2" } else { "startExecution" };
    let request = json!({"StateMachineArn": arn, "Input": packed(language, variables)});
    let (template, (field, output)) = match (language, waits) {
        (QueryLanguage::JsonPath, true) => ("Parameters", ("OutputPath", json!("$.Output"))),
        (QueryLanguage::JsonPath, false) => ("Parameters", ("ResultPath", Value::Null)),
        (QueryLanguage::Jsonata, true) => ("Arguments", ("Output", json!("{% $states.result.Output %}"))),
        (QueryLanguage::Jsonata, false) => ("Arguments", ("Output", json!("{% $states.input %}"))),
    };
    let mut fields = Map::new();
    fields.insert("Type".to_owned(), json!("Task"));
    fields.insert("Resource".to_owned(), json!(format!("arn:aws:states:::states:{action}")));
    fields.insert(template.to_owned(), request);
    fields.insert(field.to_owned(), output);
    if !catchers.is_empty() {
        fields.insert("Catch".to_owned(), Value::Array(catchers));
    }
    lead(&mut fields, onward);
    Value::Object(fields)
}

/// The text of the new state machine: first a Pass state that takes its input apart, then the states as they were.
fn definition(
    scene: &Scene<'_>,
    group: &Group<'_>,
    inner: &Inner<'_>,
    (parts, variables): (Vec<Part>, &[String]),
    names: &mut Names,
) -> Result<String, Refusal> {
    let language = scene.machine.query_language;
    let start = names.take("Unpack input");
    let mut first = Map::from_iter([("Type".to_owned(), json!("Pass"))]);
    first.append(&mut unpacking(language, variables));
    lead(&mut first, &Target::State(inner.start.name.clone()));
    let mut machine = Map::new();
    if language == QueryLanguage::Jsonata {
        machine.insert("QueryLanguage".to_owned(), json!("JSONata"));
    }
    machine.insert("StartAt".to_owned(), json!(start));
    machine.insert("States".to_owned(), json!({start.clone(): first}));
    let frame = match scene.document.tree.language() {
        Language::Yaml => yaml_document(&Value::Object(machine)),
        Language::Json => {
            let style = Style::of(&scene.document.tree);
            style.write(&Value::Object(machine), Layout::Lines("")) + style.newline
        }
    };
    let (tree, _) = syntax::read(&frame);
    let states = tree.root().and_then(|root| root.get("States")).ok_or(Refusal::BrokenText)?.value;
    let mut draft = Draft::new(&tree);
    for (state, Part { text, indent }) in group.states.iter().zip(parts) {
        draft.add_member(states, Some(&start), &state.name, Content::Text { text, indent });
    }
    if let Some(end) = &inner.end {
        draft.add_member(states, Some(&start), end, Content::Value(json!({"Type": "Pass", "End": true})));
    }
    syntax::apply(&frame, &draft.finish()).ok_or(Refusal::BrokenText)
}

fn notes(
    scene: &Scene<'_>,
    group: &Group<'_>,
    border: &Border<'_>,
    variables: &[String],
    (waits, catches): (bool, bool),
) -> Vec<Effect> {
    let Some(first) = group.states.first() else { return Vec::new() };
    let note = |text: String| border::note(text, first);
    let mut found: Vec<Effect> = variables
        .iter()
        .map(|name| note(format!("`${name}` is handed on; the nested state machine has a copy of its own")))
        .collect();
    if !waits {
        found.push(note("what follows does not wait, and sees neither its output nor its errors".to_owned()));
        return found;
    }
    let fails = border.members.iter().find(|state| matches!(state.kind, StateKind::Fail(_)));
    if let Some(state) = fails {
        let text = format!(
            "an error of `{}` is `States.TaskFailed` outside, with a cause that says all",
            state.name
        );
        found.push(note(text));
    } else if catches || border::is_watched(scene, group.workflow) {
        found.push(note(
            "an error inside is `States.TaskFailed` outside, with a cause that says all".to_owned(),
        ));
    }
    found
}
