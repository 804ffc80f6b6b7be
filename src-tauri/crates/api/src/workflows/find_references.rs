//! Where a name is defined and used.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::StatePath;
use crate::utf16::Utf16;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Where is the name at this place of this text defined, and where used?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindReferences {
    /// The whole text.
    pub text: String,
    /// Where.
    pub at: u32,
}

/// One place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Reference {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// True where the name is defined: the key of a state, the key in an `Assign`.
    pub is_definition: bool,
    /// The state around; null for `StartAt`.
    pub state: Option<StatePath>,
    /// The field as AWS locates it: `/States/A/Next`.
    pub location: String,
}

/// A name and its places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FindReferencesReply {
    /// The name; null if none stands there.
    pub name: Option<String>,
    /// The state it belongs to; null for a variable.
    pub state: Option<StatePath>,
    /// The branch or processor that a variable belongs to, empty for the whole workflow; null for a state.
    pub scope: Option<String>,
    /// In text order.
    pub references: Vec<Reference>,
}

impl Operation for FindReferences {
    type Reply = FindReferencesReply;
    const NAME: &'static str = "find_references";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<FindReferencesReply, Error> {
        waiting(move || {
            let mut utf16 = Utf16::new(&self.text);
            let found = ide::references(&ide::Document::read(&self.text), utf16.byte(self.at));
            let Some(found) = found else {
                return FindReferencesReply { name: None, state: None, scope: None, references: Vec::new() };
            };
            let references = found.all.into_iter().map(|one| {
                let (from, to) = utf16.range(one.span);
                let state = one.state.map(StatePath);
                Reference { from, to, is_definition: one.is_definition, state, location: one.location }
            });
            let references = references.collect();
            let (name, state, scope) = match found.name {
                ide::Name::State { pointer, name } => (name, Some(StatePath(pointer)), None),
                ide::Name::Variable { name, scope } => (name, None, Some(scope)),
            };
            FindReferencesReply { name: Some(name), state, scope, references }
        })
        .await
    }
}
