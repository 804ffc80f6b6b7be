//! The variables of a workflow.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::StatePath;
use crate::utf16::Utf16;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Which variables does this text have, who writes them, who reads them?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListVariables {
    /// The whole text.
    pub text: String,
}

/// One place where a variable is written or read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct VariableUse {
    /// Which state does it.
    pub state: StatePath,
    /// Where the key or value begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The field as AWS locates it.
    pub location: String,
}

/// A variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Variable {
    /// Its name without the `$`.
    pub name: String,
    /// The branch or processor it belongs to; empty for the whole workflow.
    pub scope: String,
    /// Nobody if it is only read.
    pub written: Vec<VariableUse>,
    /// Nobody if it is only written.
    pub read: Vec<VariableUse>,
}

/// All variables, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListVariablesReply {
    /// All variables, by name.
    pub variables: Vec<Variable>,
}

impl Operation for ListVariables {
    type Reply = ListVariablesReply;
    const NAME: &'static str = "list_variables";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<ListVariablesReply, Error> {
        waiting(move || {
            let mut utf16 = Utf16::new(&self.text);
            let mut uses = |all: Vec<ide::VariableUse>| {
                let convert = |one: ide::VariableUse| {
                    let (from, to) = utf16.range(one.span);
                    VariableUse { state: StatePath(one.state), from, to, location: one.location }
                };
                all.into_iter().map(convert).collect()
            };
            let variables = ide::variables(&ide::Document::read(&self.text)).into_iter();
            let variables = variables.map(|one| Variable {
                name: one.name,
                scope: one.scope,
                written: uses(one.written),
                read: uses(one.read),
            });
            ListVariablesReply { variables: variables.collect() }
        })
        .await
    }
}
