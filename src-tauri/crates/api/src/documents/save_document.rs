//! Saves a file.

use std::path::Path;

use serde::Deserialize;
use store::tables::recents;
use ts_rs::TS;

use super::disk::{self, OnDisk};
use super::{Document, Place, check_size, document, history};
use crate::{Caller, Code, Drivers, Error, Operation, Tag, waiting};

/// Writes a workflow file in one step. `conflict` if the file on disk is not the one `fingerprint` names, unless
/// `overwrite`. What is written joins the local history, and so does what was there before.
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
    /// Key of the draft that becomes this file: it is dropped, and its history goes on under the path.
    pub draft: Option<String>,
}

impl Operation for SaveDocument {
    type Reply = Document;
    const NAME: &'static str = "save_document";
    const TOUCHES: &'static [Tag] = &[Tag::Recents, Tag::Drafts, Tag::Snapshots];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<Document, Error> {
        let place = Place::parse(&self.path)?;
        let (key, draft, now) = (self.path.clone(), self.draft.clone(), drivers.chance.now());
        let Saved { document, replaced } = waiting(move || self.save(&place)).await??;
        let row = recents::Recent { path: key.clone(), name: document.name.clone(), opened_at: now };
        let text = document.text.clone();
        let noted = drivers.store.write(move |rows| {
            let snapshots = rows.snapshots();
            if let Some(replaced) = &replaced {
                history::replaced(&snapshots, &key, replaced, now)?;
            }
            if let Some(draft) = draft.filter(|draft| *draft != key) {
                // A file that is saved under another name keeps its own history.
                if !Path::new(&draft).is_absolute() {
                    snapshots.rename(&draft, &key)?;
                }
                rows.drafts().drop_draft(&draft)?;
            }
            history::saved(&snapshots, &key, &text, now)?;
            rows.drafts().drop_draft(&key)?;
            rows.recents().put(&row)
        });
        noted.await?;
        Ok(document)
    }
}

/// What is on disk now, and the text that was there before.
struct Saved {
    document: Document,
    replaced: Option<String>,
}

impl SaveDocument {
    fn save(self, place: &Place) -> Result<Saved, Error> {
        check_size(&self.text)?;
        let mut replaced = None;
        if self.overwrite {
            replaced = disk::read(place.path()).ok().map(|there| there.text);
            disk::replace(place.path(), self.text.as_bytes())?;
        } else if let Some(fingerprint) = &self.fingerprint {
            replaced = Some(unchanged(place, fingerprint)?);
            disk::replace(place.path(), self.text.as_bytes())?;
        } else {
            disk::create(place.path(), self.text.as_bytes())?;
        }
        let fingerprint = disk::fingerprint(self.text.as_bytes());
        Ok(Saved { document: document(place, OnDisk { text: self.text, fingerprint }), replaced })
    }
}

/// The text on disk, if it is the one that the fingerprint names.
fn unchanged(place: &Place, fingerprint: &str) -> Result<String, Error> {
    let hint = "look at the file on disk, save under another name, or overwrite it";
    match disk::read(place.path()) {
        Ok(there) if there.fingerprint == fingerprint => Ok(there.text),
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
