//! Saves a file.

use serde::Deserialize;
use store::tables::recents;
use ts_rs::TS;

use super::disk::{self, OnDisk};
use super::{Document, Place, check_size, document};
use crate::{Caller, Code, Drivers, Error, Operation, Tag, waiting};

/// Writes a workflow file in one step. `conflict` if the file on disk is not the one `fingerprint` names, unless
/// `overwrite`.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveDocument {
    /// Absolute.
    pub path: String,
    /// The whole text; written byte for byte.
    pub text: String,
    /// From the reply that opened or last saved it; null for a file that should not be there yet.
    pub fingerprint: Option<String>,
    /// Write even if the file is another one by now.
    pub overwrite: bool,
}

impl Operation for SaveDocument {
    type Reply = Document;
    const NAME: &'static str = "save_document";
    const TOUCHES: &'static [Tag] = &[Tag::Recents, Tag::Drafts];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<Document, Error> {
        let place = Place::parse(&self.path)?;
        let key = self.path.clone();
        let saved = waiting(move || self.save(&place)).await??;
        let row =
            recents::Recent { path: key.clone(), name: saved.name.clone(), opened_at: drivers.chance.now() };
        let noted = drivers.store.write(move |rows| {
            rows.drafts().drop_draft(&key)?;
            rows.recents().put(&row)
        });
        noted.await?;
        Ok(saved)
    }
}

impl SaveDocument {
    fn save(self, place: &Place) -> Result<Document, Error> {
        check_size(&self.text)?;
        if self.overwrite {
            disk::replace(place.path(), self.text.as_bytes())?;
        } else if let Some(fingerprint) = &self.fingerprint {
            check_unchanged(place, fingerprint)?;
            disk::replace(place.path(), self.text.as_bytes())?;
        } else {
            disk::create(place.path(), self.text.as_bytes())?;
        }
        let fingerprint = disk::fingerprint(self.text.as_bytes());
        Ok(document(place, OnDisk { text: self.text, fingerprint }))
    }
}

fn check_unchanged(place: &Place, fingerprint: &str) -> Result<(), Error> {
    let hint = "look at the file on disk, save under another name, or overwrite it";
    match disk::read(place.path()) {
        Ok(there) if there.fingerprint == fingerprint => Ok(()),
        Ok(_) => {
            let message = format!("`{}` was changed on disk by another program", place.shown());
            Err(Error::new(Code::Conflict, message).with_hint(hint))
        }
        Err(error) if error.code == Code::NotFound => {
            let message = format!("`{}` is no longer on disk", place.shown());
            Err(Error::new(Code::Conflict, message).with_hint("save under another name, or write it anew"))
        }
        Err(error) => Err(error),
    }
}
