//! Ready groups of states.

use asl::QueryLanguage as Language;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// Which groups of states are ready to be inserted?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListPatterns {}

/// A group of states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReadyPattern {
    /// Stays the same from version to version.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it does, in one sentence.
    pub purpose: String,
    /// Other words under which people look for it.
    pub words: Vec<String>,
    /// Text for the edit `paste_states` in a JSONPath workflow.
    pub json_path: String,
    /// The same for a JSONata workflow.
    pub jsonata: String,
}

/// In the order in which to show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListPatternsReply {
    /// The patterns.
    pub patterns: Vec<ReadyPattern>,
}

impl Operation for ListPatterns {
    type Reply = ListPatternsReply;
    const NAME: &'static str = "list_patterns";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<ListPatternsReply, Error> {
        let patterns = ide::patterns().map(|(id, pattern)| ReadyPattern {
            id: id.to_owned(),
            title: pattern.title.clone(),
            purpose: pattern.purpose.clone(),
            words: pattern.words.clone(),
            json_path: pattern.text(Language::JsonPath),
            jsonata: pattern.text(Language::Jsonata),
        });
        Ok(ListPatternsReply { patterns: patterns.collect() })
    }
}
