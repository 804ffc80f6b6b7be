//! Templates that people make of their own workflows.

use serde::{Deserialize, Serialize};
use store::tables::templates;
use ts_rs::TS;

use crate::{Code, Error};

/// Characters a template's name may have.
const NAME_MAX: usize = 80;

/// What a template is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TemplateKind {
    /// A whole workflow, to begin with.
    Workflow,
    /// Some states, to insert; the text is a state machine of these alone.
    States,
}

impl TemplateKind {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Workflow => "workflow",
            Self::States => "states",
        }
    }

    fn parse(word: &str) -> Self {
        if word == Self::States.word() { Self::States } else { Self::Workflow }
    }
}

/// A template of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Template {
    /// For the operations on templates.
    pub id: i64,
    /// What it is of.
    pub kind: TemplateKind,
    /// What the person calls it.
    pub name: String,
    /// How many states it has, those inside containers included.
    pub states: i64,
    /// When it was made or replaced.
    pub made_at: i64,
    /// The whole text.
    pub text: String,
}

impl From<templates::Template> for Template {
    fn from(row: templates::Template) -> Self {
        let kind = TemplateKind::parse(&row.kind);
        let templates::Template { id, name, states, made_at, text, .. } = row;
        Self { id, kind, name, states, made_at, text }
    }
}

/// The name without blanks around it.
pub(super) fn name(given: &str) -> Result<String, Error> {
    let name = given.trim();
    if name.is_empty() {
        return Err(Error::invalid("a template needs a name"));
    }
    if name.chars().count() > NAME_MAX {
        return Err(Error::invalid(format!("the name of a template has at most {NAME_MAX} characters")));
    }
    Ok(name.to_owned())
}

/// The error for a name that is taken.
pub(super) fn taken(name: &str) -> Error {
    Error::new(Code::Conflict, format!("there is a template `{name}` already"))
        .with_hint("choose another name, or replace it")
}

pub(super) fn unknown() -> Error {
    Error::not_found("there is no such template")
}
