//! Folders and workflow files, for choosing one where the system has no dialog of its own.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{disk, place};
use crate::rescue::Wreck;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// What is in a folder?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListFolder {
    /// Absolute; null for the person's home.
    pub path: Option<String>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FolderEntryKind {
    /// A folder.
    Folder,
    /// A file that may hold a workflow.
    File,
}

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FolderEntry {
    /// As it is called.
    pub name: String,
    /// Absolute.
    pub path: String,
    /// What it is.
    pub kind: FolderEntryKind,
    /// Size of a file.
    pub bytes: u64,
    /// When it was last changed; 0 if the system does not say.
    pub modified_at: i64,
}

/// Folders first, then files that may hold a workflow, each by name. Hidden ones are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Folder {
    /// Absolute.
    pub path: String,
    /// The folder around it; null at the top.
    pub parent: Option<String>,
    /// What is in it.
    pub entries: Vec<FolderEntry>,
}

impl Operation for ListFolder {
    type Reply = Folder;
    const NAME: &'static str = "list_folder";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<Folder, Error> {
        self.seen_from(drivers.home.as_deref()).await
    }
}

impl Operation<Wreck> for ListFolder {
    type Reply = Folder;
    const NAME: &'static str = "list_folder";

    async fn answer(self, wreck: &Wreck, _caller: &mut Caller) -> Result<Folder, Error> {
        self.seen_from(wreck.home.as_deref()).await
    }
}

impl ListFolder {
    async fn seen_from(self, home: Option<&Path>) -> Result<Folder, Error> {
        let path = match self.path {
            Some(path) => PathBuf::from(path),
            None => home.ok_or_else(|| Error::not_found("this account has no home folder"))?.to_path_buf(),
        };
        if !path.is_absolute() || path.to_string_lossy().contains('\0') {
            return Err(Error::invalid(format!("`{}` is not an absolute path", path.display())));
        }
        waiting(move || list(&path)).await?
    }
}

fn list(path: &Path) -> Result<Folder, Error> {
    let found = std::fs::read_dir(path).map_err(|error| disk::said(path, &error))?;
    let mut entries: Vec<_> = found.flatten().filter_map(|entry| describe(&entry)).collect();
    entries.sort_by_cached_key(|entry| (entry.kind, entry.name.to_lowercase(), entry.name.clone()));
    let parent = path.parent().map(|parent| parent.display().to_string());
    Ok(Folder { path: path.display().to_string(), parent, entries })
}

fn describe(entry: &std::fs::DirEntry) -> Option<FolderEntry> {
    let name = entry.file_name().into_string().ok().filter(|name| !name.starts_with('.'))?;
    // Follows links, so that a linked folder can be entered.
    let about = entry.path().metadata().ok()?;
    let kind = if about.is_dir() { FolderEntryKind::Folder } else { FolderEntryKind::File };
    if kind == FolderEntryKind::File && !(about.is_file() && place::is_workflow_name(&entry.path())) {
        return None;
    }
    let modified = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    Some(FolderEntry {
        name,
        path: entry.path().display().to_string(),
        kind,
        bytes: if kind == FolderEntryKind::File { about.len() } else { 0 },
        modified_at: modified.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0),
    })
}
