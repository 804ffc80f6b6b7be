//! Chooses the functions that executions of AWS clients may run.

use std::path::Path;

use serde::Deserialize;
use ts_rs::TS;

use super::ClientAccess;
use super::describe_client_access::access;
use crate::{Caller, Code, Drivers, Error, Operation, Tag};

/// Take functions from this folder, and let them run or not. Another folder needs another permission.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChooseClientFunctions {
    /// Full path; null for `functions` in the data folder.
    pub path: Option<String>,
    /// Whether functions in it may run.
    pub allowed: bool,
}

impl Operation for ChooseClientFunctions {
    type Reply = ClientAccess;
    const NAME: &'static str = "choose_client_functions";
    const TOUCHES: &'static [Tag] = &[Tag::Clients];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ClientAccess, Error> {
        if drivers.client_functions.folder()?.named {
            let error = Error::new(Code::Conflict, "the folder of functions was named on the command line");
            return Err(error.with_hint("start `signalbox serve` without --functions to choose it here"));
        }
        let path = self.path.unwrap_or_default();
        if !path.is_empty() && !Path::new(&path).is_absolute() {
            return Err(Error::invalid(format!("`{path}` is not a full path of a folder")));
        }
        drivers.client_functions.choose(path, self.allowed).await?;
        access(drivers)
    }
}
