//! The objects of a bucket in the order of their keys.

use std::collections::{BinaryHeap, VecDeque};
use std::fs::{DirEntry, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::file_name::{decode, encode};
use super::{ObjectError, ObjectKey, entity_tag::entity_tag, place};

/// Names of one folder that are held at a time. A larger folder is gone through once more for each further window.
const WINDOW_NAMES: usize = 20_000;

/// One object of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub key: String,
    /// Size in bytes.
    pub bytes: u64,
    /// When it was last written.
    pub modified: SystemTime,
    path: PathBuf,
}

impl Entry {
    /// Its ETag without quotation marks; reads the file.
    ///
    /// # Errors
    /// [`ObjectError::Disk`].
    pub fn entity_tag(&self) -> Result<String, ObjectError> {
        Ok(entity_tag(&mut File::open(&self.path)?)?)
    }
}

/// Objects in S3's order: by the bytes of their keys in UTF-8.
#[derive(Debug)]
pub struct Listing {
    prefix: String,
    after: String,
    folders: Vec<Folder>,
    window: usize,
}

/// A folder that is being gone through; the one above it waits.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// Its key, with a slash at the end unless it is the bucket itself.
    key: String,
    names: VecDeque<Name>,
    /// Names after this one are still to come.
    rest_after: Option<String>,
}

/// Ordered by the key, in which a folder ends with a slash.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    key: String,
    path: PathBuf,
    is_folder: bool,
}

impl Listing {
    /// Those whose key starts with `prefix` and comes after `after`.
    pub(super) fn new(bucket: &Path, prefix: &str, after: &str) -> Result<Self, ObjectError> {
        Self::with_window(bucket, prefix, after, WINDOW_NAMES)
    }

    pub(super) fn with_window(
        bucket: &Path,
        prefix: &str,
        after: &str,
        window: usize,
    ) -> Result<Self, ObjectError> {
        let start = place::find_folder(bucket, prefix)?;
        let mut listing =
            Self { prefix: prefix.to_owned(), after: after.to_owned(), folders: Vec::new(), window };
        if let Some((path, key)) = start {
            listing.open(path, key.to_owned())?;
        }
        Ok(listing)
    }

    fn open(&mut self, path: PathBuf, key: String) -> io::Result<()> {
        let mut folder = Folder { path, key, names: VecDeque::new(), rest_after: None };
        self.fill(&mut folder)?;
        self.folders.push(folder);
        Ok(())
    }

    /// Loads the next window of names.
    fn fill(&self, folder: &mut Folder) -> io::Result<()> {
        let entries = match std::fs::read_dir(&folder.path) {
            Ok(entries) => entries,
            // Taken away while it was listed.
            Err(error) if place::is_absent(&error) => return Ok(()),
            Err(error) => return Err(error),
        };
        let loaded = folder.rest_after.take();
        let mut smallest = BinaryHeap::new();
        let mut more = false;
        for entry in entries {
            let Some(name) = name(&folder.key, &entry?)? else { continue };
            if loaded.as_ref().is_some_and(|loaded| name.key <= *loaded) || !self.wants(&name) {
                continue;
            }
            smallest.push(name);
            if smallest.len() > self.window {
                smallest.pop();
                more = true;
            }
        }
        folder.names = smallest.into_sorted_vec().into();
        folder.rest_after = folder.names.back().filter(|_| more).map(|name| name.key.clone());
        Ok(())
    }

    fn wants(&self, name: &Name) -> bool {
        let holds = |text: &str| name.is_folder && text.starts_with(&name.key);
        (name.key.starts_with(&self.prefix) || holds(&self.prefix))
            && (name.key > self.after || holds(&self.after))
    }

    fn advance(&mut self) -> Result<Option<Entry>, ObjectError> {
        while let Some(mut folder) = self.folders.pop() {
            if folder.names.is_empty() && folder.rest_after.is_some() {
                self.fill(&mut folder)?;
            }
            let Some(name) = folder.names.pop_front() else { continue };
            self.folders.push(folder);
            if name.is_folder {
                self.open(name.path, name.key)?;
            } else if let Some(entry) = entry(name)? {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }
}

impl Iterator for Listing {
    type Item = Result<Entry, ObjectError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

fn name(folder: &str, entry: &DirEntry) -> io::Result<Option<Name>> {
    let kind = entry.file_type()?;
    let file_name = entry.file_name();
    let Some(file_name) = file_name.to_str().filter(|_| kind.is_file() || kind.is_dir()) else {
        return Ok(None);
    };
    let Some(segment) = decode(file_name) else { return Ok(None) };
    let path = entry.path();
    let given = encode(&segment);
    // A person's own name for a part gives way to ours, as it does when the object is read.
    if given != file_name && path.with_file_name(given).exists() {
        return Ok(None);
    }
    let is_folder = kind.is_dir();
    let slash = if is_folder { "/" } else { "" };
    Ok(Some(Name { key: format!("{folder}{segment}{slash}"), path, is_folder }))
}

fn entry(name: Name) -> Result<Option<Entry>, ObjectError> {
    if ObjectKey::parse(&name.key).is_err() {
        return Ok(None);
    }
    match name.path.symlink_metadata() {
        Ok(metadata) => {
            let modified = metadata.modified()?;
            Ok(Some(Entry { key: name.key, bytes: metadata.len(), modified, path: name.path }))
        }
        Err(error) if place::is_absent(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
