//! Opens a workflow that comes with the app.

use serde::Deserialize;
use ts_rs::TS;

use super::{Document, sample};
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Opens a sample as a document that is not saved anywhere; its handlers stay where they are.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenSample {
    /// From `list_samples`.
    pub id: String,
}

impl Operation for OpenSample {
    type Reply = Document;
    const NAME: &'static str = "open_sample";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<Document, Error> {
        let folder = drivers.samples.clone();
        let folder = folder.ok_or_else(|| Error::not_found(format!("there is no sample `{}`", self.id)))?;
        waiting(move || sample::open(&folder, &self.id)).await?
    }
}
