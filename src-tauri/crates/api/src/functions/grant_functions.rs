//! Allows handlers to run.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// Allows the named handlers in this folder for the text with this hash. A changed text needs a new grant.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GrantFunctions {
    /// From `list_needed_grants`.
    pub definition_hash: String,
    /// From `list_needed_grants`.
    pub handlers_folder: String,
    /// Functions that may run.
    pub names: Vec<String>,
}

/// They are allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct GrantFunctionsReply {}

impl Operation for GrantFunctions {
    type Reply = GrantFunctionsReply;
    const NAME: &'static str = "grant_functions";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<GrantFunctionsReply, Error> {
        let at = drivers.chance.now();
        let granted = drivers.store.write(move |rows| {
            rows.grants().grant(&self.definition_hash, &self.handlers_folder, &self.names, at)
        });
        granted.await?;
        Ok(GrantFunctionsReply {})
    }
}
