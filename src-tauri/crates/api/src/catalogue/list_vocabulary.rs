//! What fields and error names mean.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// What do the fields of states and the names of errors mean? The same always: ask once.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListVocabulary {}

/// What a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FieldWord {
    /// The field around it; empty for a field of a state.
    pub of: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is; names stand in backticks.
    pub text: &'static str,
    /// What holds without it.
    pub default: Option<&'static str>,
}

/// Who reports an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorSource {
    /// Step Functions, for every state.
    Any,
    /// Step Functions, for a Map.
    Map,
    /// Lambda.
    Lambda,
}

/// What an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ErrorWord {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub text: &'static str,
    /// Who reports it.
    pub of: ErrorSource,
}

/// All words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListVocabularyReply {
    /// Of states and what is inside them.
    pub fields: Vec<FieldWord>,
    /// In the order in which they are offered.
    pub errors: Vec<ErrorWord>,
}

impl Operation for ListVocabulary {
    type Reply = ListVocabularyReply;
    const NAME: &'static str = "list_vocabulary";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<ListVocabularyReply, Error> {
        let field = |ide::FieldWord { of, name, text, default }| FieldWord { of, name, text, default };
        let error = |ide::ErrorWord { name, text, of }| ErrorWord { name, text, of: of.into() };
        Ok(ListVocabularyReply {
            fields: ide::field_words().map(field).collect(),
            errors: ide::error_words().map(error).collect(),
        })
    }
}

impl From<ide::ErrorSource> for ErrorSource {
    fn from(source: ide::ErrorSource) -> Self {
        match source {
            ide::ErrorSource::Any => Self::Any,
            ide::ErrorSource::Map => Self::Map,
            ide::ErrorSource::Lambda => Self::Lambda,
        }
    }
}
