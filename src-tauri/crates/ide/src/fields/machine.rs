//! Fields of the whole definition and of a branch.

use super::Accepts::{Object, StateName, Text, Whole, Words};
use super::Field;

const LANGUAGES: &[&str] = &["JSONPath", "JSONata"];

pub(super) const MACHINE: &[Field] = &[
    Field::new("Comment", Text, "Says for people what the workflow is for."),
    Field::new("QueryLanguage", Words(LANGUAGES), "The language of all states that name none of their own.")
        .by_default("JSONPath"),
    Field::new("StartAt", StateName, "The state that runs first.").required(),
    Field::new("States", Object, "The states by their names; a name has at most 80 characters.").required(),
    Field::new("Version", Words(&["1.0"]), "The version of the Amazon States Language.").by_default("1.0"),
    Field::new(
        "TimeoutSeconds",
        Whole,
        "How long an execution may take before it fails with States.Timeout.",
    )
    .within(1, 99_999_999),
];

pub(super) const BRANCH: &[Field] = &[
    Field::new("Comment", Text, "Says for people what the branch is for."),
    Field::new("StartAt", StateName, "The state of the branch that runs first.").required(),
    Field::new(
        "States",
        Object,
        "The states of the branch. Their names must be unique in the whole workflow.",
    )
    .required(),
];
