//! Which field is legal where.

use crate::{QueryLanguage, StateType};

use Languages::{Both, Jsonata, Path};

/// In which states a field is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Languages {
    Both,
    Path,
    Jsonata,
}

impl Languages {
    pub(super) fn include(self, language: QueryLanguage) -> bool {
        match self {
            Both => true,
            Path => language == QueryLanguage::JsonPath,
            Jsonata => language == QueryLanguage::Jsonata,
        }
    }
}

type Row = (&'static str, Languages);

const ALL: &[Row] = &[("Type", Both), ("Comment", Both), ("QueryLanguage", Both)];
const FLOW: &[Row] = &[("Next", Both), ("End", Both)];
const ENDS: &[Row] = &[("InputPath", Path), ("OutputPath", Path), ("Output", Jsonata)];
const ASSIGN: &[Row] = &[("Assign", Both)];
const RESULT: &[Row] = &[("Parameters", Path), ("ResultPath", Path)];
const WORK: &[Row] = &[("ResultSelector", Path), ("Retry", Both), ("Catch", Both)];

const TASK: &[Row] = &[
    ("Resource", Both),
    ("Arguments", Jsonata),
    ("TimeoutSeconds", Both),
    ("TimeoutSecondsPath", Path),
    ("HeartbeatSeconds", Both),
    ("HeartbeatSecondsPath", Path),
    ("Credentials", Both),
];
const PARALLEL: &[Row] = &[("Arguments", Jsonata), ("Branches", Both)];
const MAP: &[Row] = &[
    ("ItemProcessor", Both),
    ("Iterator", Both),
    ("ItemsPath", Path),
    ("Items", Jsonata),
    ("ItemSelector", Both),
    ("ItemReader", Both),
    ("ItemBatcher", Both),
    ("ResultWriter", Both),
    ("Label", Both),
    ("MaxConcurrency", Both),
    ("MaxConcurrencyPath", Path),
    ("ToleratedFailureCount", Both),
    ("ToleratedFailureCountPath", Path),
    ("ToleratedFailurePercentage", Both),
    ("ToleratedFailurePercentagePath", Path),
];
const PASS: &[Row] = &[("Result", Path)];
const WAIT: &[Row] =
    &[("Seconds", Both), ("SecondsPath", Path), ("Timestamp", Both), ("TimestampPath", Path)];
const CHOICE: &[Row] = &[("Choices", Both), ("Default", Both)];
const FAIL: &[Row] = &[("Error", Both), ("ErrorPath", Path), ("Cause", Both), ("CausePath", Path)];

const fn groups(kind: StateType) -> &'static [&'static [Row]] {
    match kind {
        StateType::Task => &[ALL, FLOW, ENDS, ASSIGN, RESULT, WORK, TASK],
        StateType::Parallel => &[ALL, FLOW, ENDS, ASSIGN, RESULT, WORK, PARALLEL],
        StateType::Map => &[ALL, FLOW, ENDS, ASSIGN, RESULT, WORK, MAP],
        StateType::Pass => &[ALL, FLOW, ENDS, ASSIGN, RESULT, PASS],
        StateType::Wait => &[ALL, FLOW, ENDS, ASSIGN, WAIT],
        StateType::Choice => &[ALL, ENDS, ASSIGN, CHOICE],
        StateType::Succeed => &[ALL, ENDS],
        StateType::Fail => &[ALL, FAIL],
    }
}

/// In which languages a state of that type may have the field; `None` if in no language.
pub(super) fn languages(kind: StateType, field: &str) -> Option<Languages> {
    let mut rows = groups(kind).iter().flat_map(|group| group.iter());
    rows.find(|(name, _)| *name == field).map(|(_, languages)| *languages)
}

/// True if a state of that type may have the field in that language.
#[must_use]
pub fn is_allowed(kind: StateType, field: &str, language: QueryLanguage) -> bool {
    languages(kind, field).is_some_and(|languages| languages.include(language))
}

/// The fields that a state of that type may have in that language.
pub fn allowed_fields(kind: StateType, language: QueryLanguage) -> impl Iterator<Item = &'static str> {
    let rows = groups(kind).iter().flat_map(|group| group.iter());
    rows.filter(move |(_, languages)| languages.include(language)).map(|(name, _)| *name)
}
