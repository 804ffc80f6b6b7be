//! Writes the plain definition somewhere else.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Place, check_size, disk};
use crate::workflows::Notation;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Writes the text: a workflow has no private fields, so what is edited is what AWS takes. A file named as JSON gets
/// JSON, one named as YAML gets YAML; a text that is written so already stays as it is, byte for byte.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportDefinition {
    /// Absolute.
    pub path: String,
    /// The whole text.
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
        let path = self.path;
        let write = if self.overwrite { disk::replace } else { disk::create };
        let written = waiting(move || {
            let text = match place.notation() {
                Notation::Json => ide::as_json(&self.text),
                Notation::Yaml => ide::as_yaml(&self.text).unwrap_or(Cow::Borrowed(&self.text)),
            };
            write(place.path(), text.as_bytes()).map(|_| text.len())
        });
        let bytes = written.await??;
        Ok(ExportDefinitionReply { path, bytes })
    }
}
