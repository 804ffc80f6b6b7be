//! Workflow files: samples and templates, recents, opening, saving, exporting, unsaved text, local history, and the rules
//! that a team keeps beside them.

mod check_document;
mod check_team_rules;
mod delete_template;
mod disk;
mod drop_draft;
mod export_definition;
mod export_picture;
mod forget_recent;
mod history;
mod keep_draft;
mod keep_open_documents;
mod keep_template;
mod list_drafts;
mod list_folder;
mod list_open_documents;
mod list_recents;
mod list_samples;
mod list_snapshots;
mod list_templates;
mod open_document;
mod open_sample;
mod open_team_rules;
mod place;
mod read_snapshot;
mod rename_template;
mod sample;
mod save_document;
mod save_team_rules;
mod shelf;
mod template;
#[cfg(test)]
mod tests;

use serde::Serialize;
use ts_rs::TS;

pub use check_document::{CheckDocument, CheckDocumentReply, OnDiskState};
pub use check_team_rules::{CheckTeamRules, CheckTeamRulesReply, TeamRule};
pub use delete_template::{DeleteTemplate, DeleteTemplateReply};
pub use drop_draft::{DropDraft, DropDraftReply};
pub use export_definition::{ExportDefinition, ExportDefinitionReply};
pub use export_picture::{ExportPicture, ExportPictureReply};
pub use forget_recent::{ForgetRecent, ForgetRecentReply};
pub use history::SnapshotReason;
pub use keep_draft::{KeepDraft, KeepDraftReply};
pub use keep_open_documents::{KeepOpenDocuments, KeepOpenDocumentsReply};
pub use keep_template::{KeepTemplate, KeepTemplateReply};
pub use list_drafts::{Draft, ListDrafts, ListDraftsReply};
pub use list_folder::{Folder, FolderEntry, FolderEntryKind, ListFolder};
pub use list_open_documents::{ListOpenDocuments, ListOpenDocumentsReply};
pub use list_recents::{ListRecents, ListRecentsReply, Recent};
pub use list_samples::{ListSamples, ListSamplesReply};
pub use list_snapshots::{ListSnapshots, ListSnapshotsReply, Snapshot};
pub use list_templates::{ListTemplates, ListTemplatesReply};
pub use open_document::OpenDocument;
pub use open_sample::OpenSample;
pub use open_team_rules::{OpenTeamRules, TeamRulesFile};
pub use read_snapshot::{ReadSnapshot, ReadSnapshotReply};
pub use rename_template::{RenameTemplate, RenameTemplateReply};
pub use sample::Sample;
pub use save_document::SaveDocument;
pub use save_team_rules::SaveTeamRules;
pub use shelf::Shelf;
pub(crate) use shelf::Team;
pub use template::{Template, TemplateKind};

use crate::{Code, Error};
use disk::OnDisk;
pub(crate) use place::Place;

/// The setting that remembers what is open.
const OPEN_DOCUMENTS: &str = "open_documents";

/// A workflow as text, and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Document {
    /// Null for a sample or a new workflow that has not been saved.
    pub path: Option<String>,
    /// Name without its endings.
    pub name: String,
    /// The whole text, byte for byte.
    pub text: String,
    /// Hash of the bytes on disk, for noticing changes by others. Null if not on disk.
    pub fingerprint: Option<String>,
    /// Folder in which local handlers are looked for.
    pub handlers_folder: Option<String>,
    /// Input to offer in the start dialog (`<name>.input.json` beside the file).
    pub input: Option<String>,
}

/// The document at `place` with this content.
fn document(place: &Place, content: OnDisk) -> Document {
    Document {
        path: Some(place.shown()),
        name: place.name(),
        handlers_folder: place.handlers_folder(),
        input: disk::read(&place.input_file()).ok().map(|input| input.text),
        text: content.text,
        fingerprint: Some(content.fingerprint),
    }
}

/// Text longer than what could be opened again is not written.
fn check_size(text: &str) -> Result<(), Error> {
    if text.len() as u64 > disk::BYTES_MAX {
        let limit = disk::BYTES_MAX / (1024 * 1024);
        return Err(Error::new(Code::LimitReached, format!("a workflow has at most {limit} MB")));
    }
    Ok(())
}
