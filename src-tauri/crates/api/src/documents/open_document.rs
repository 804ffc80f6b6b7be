//! Opens a file.

use serde::Deserialize;
use store::tables::recents;
use ts_rs::TS;

use super::{Document, Place, disk, document};
use crate::{Caller, Drivers, Error, Operation, Tag, waiting};

/// Reads a workflow file and puts it on the list of recents. Broken text is opened like any other.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenDocument {
    /// Absolute.
    pub path: String,
}

impl Operation for OpenDocument {
    type Reply = Document;
    const NAME: &'static str = "open_document";
    const TOUCHES: &'static [Tag] = &[Tag::Recents];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<Document, Error> {
        let place = Place::parse(&self.path)?;
        let opened =
            waiting(move || disk::read(place.path()).map(|content| document(&place, content))).await??;
        let row =
            recents::Recent { path: self.path, name: opened.name.clone(), opened_at: drivers.chance.now() };
        drivers.store.write(move |rows| rows.recents().put(&row)).await?;
        Ok(opened)
    }
}
