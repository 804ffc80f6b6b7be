//! States as a text of their own, for the clipboard.

use asl::QueryLanguage;
use serde_json::{Map, Value, json};
use syntax::Language;

use crate::draft::{Content, Draft, Layout, Part, Style, yaml_document};
use crate::edits::Group;
use crate::{Document, Refusal, edits};

/// A state machine of these states alone, laid out as the workflow is. Transitions that lead out of them are kept, so
/// that pasting knows where they led.
///
/// # Errors
/// [`Refusal`] if there is no such state, or if they lie in several `States` objects.
pub fn copy(document: &Document, states: &[String]) -> Result<String, Refusal> {
    let scene = edits::Scene::of(document)?;
    let group = Group::of(&scene, states)?;
    let entry =
        group.entry().or_else(|_several| group.states.first().copied().ok_or(Refusal::NothingSelected))?;
    let is_yaml = document.tree.language() == Language::Yaml;
    let draft = Draft::new(&document.tree);
    let (mut members, mut parts) = (Map::new(), Vec::new());
    for (at, state) in group.states.iter().enumerate() {
        if is_yaml {
            let body = document.body(state).and_then(|body| body.to_value().ok());
            members.insert(state.name.clone(), body.ok_or(Refusal::BrokenText)?);
            continue;
        }
        members.insert(state.name.clone(), Content::place(at));
        let text = state.body.text(document.text()).to_owned();
        parts.push(Part { text, indent: draft.indent_at(state.name_span.start) });
    }
    let mut machine = Map::new();
    if scene.machine.query_language == QueryLanguage::Jsonata {
        machine.insert("QueryLanguage".to_owned(), json!("JSONata"));
    }
    machine.insert("StartAt".to_owned(), json!(entry.name));
    machine.insert("States".to_owned(), Value::Object(members));
    if is_yaml {
        return Ok(yaml_document(&Value::Object(machine)));
    }
    let content = Content::Around { value: Value::Object(machine), parts };
    Ok(Style::of(&document.tree).content(&content, Layout::Lines("")))
}
