//! What has to be allowed before a workflow may run.

use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::HandlerNeed;
use super::need::needs;
use crate::{Caller, Drivers, Error, Operation};

/// Which handlers would this text run, and are they allowed? Runs nothing.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListNeededGrants {
    /// The whole text.
    pub text: String,
    /// Folder in which handlers are looked for.
    pub handlers_folder: Option<String>,
}

/// What has to be allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Grants {
    /// A grant is for exactly this text.
    pub definition_hash: String,
    /// Where handlers are looked for.
    pub handlers_folder: Option<String>,
    /// Every function the text names.
    pub needs: Vec<HandlerNeed>,
    /// Everything that can run is allowed.
    pub granted: bool,
}

impl Operation for ListNeededGrants {
    type Reply = Grants;
    const NAME: &'static str = "list_needed_grants";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<Grants, Error> {
        grants(drivers, &self.text, self.handlers_folder)
    }
}

/// The grants that `text` needs and has.
pub(crate) fn grants(
    drivers: &Drivers,
    text: &str,
    handlers_folder: Option<String>,
) -> Result<Grants, Error> {
    let text = ide::as_json(text);
    let definition_hash = runtime::definition_hash(&text);
    let (machine, _) = asl::parse(&text);
    let folder = handlers_folder.as_deref();
    let needs = machine.map(|machine| needs(&machine, folder.map(Path::new))).unwrap_or_default();
    let allowed = match folder {
        Some(folder) => drivers.store.read(|rows| rows.grants().names(&definition_hash, folder))?,
        None => Vec::new(),
    };
    // A function without a handler cannot run, so there is nothing to allow; the step will say that it is missing.
    let granted = needs.iter().all(|need| need.file.is_none() || allowed.contains(&need.name));
    Ok(Grants { definition_hash, handlers_folder, needs, granted })
}
