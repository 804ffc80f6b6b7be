//! Writes the plain definition somewhere else.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Place, check_size, disk};
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Writes the text as it is: a workflow has no private fields, so what is edited is what AWS takes.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportDefinition {
    /// Absolute.
    pub path: String,
    /// The whole text; written byte for byte.
    pub text: String,
    /// Replace a file of that name; otherwise it is a `conflict`.
    pub overwrite: bool,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExportDefinitionReply {
    /// Where.
    pub path: String,
    /// How much.
    pub bytes: usize,
}

impl Operation for ExportDefinition {
    type Reply = ExportDefinitionReply;
    const NAME: &'static str = "export_definition";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<ExportDefinitionReply, Error> {
        let place = Place::parse(&self.path)?;
        check_size(&self.text)?;
        let (bytes, path) = (self.text.len(), self.path);
        let write = if self.overwrite { disk::replace } else { disk::create };
        waiting(move || write(place.path(), self.text.as_bytes())).await??;
        Ok(ExportDefinitionReply { path, bytes })
    }
}
