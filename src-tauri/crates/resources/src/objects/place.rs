//! Where an object lies below the folder of its bucket.
//!
//! INVARIANT: what is given out is the path that the file system means, letter by letter. A link, and on file systems
//! that take `A` for `a` a name that differs only in case or in the form of its accents, is somewhere else.

use std::io;
use std::path::{Path, PathBuf};

use super::file_name::{FILE_NAME_BYTES_MAX, candidates, encode};
use super::{ObjectError, ObjectKey};

const TWIN: &str = "a link, or a name that this disk takes for the same one, is in the way";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    File,
    Folder,
    /// A link, a device.
    Other,
}

/// The file of an object, if there is one.
pub(super) fn find(bucket: &Path, key: &ObjectKey) -> Result<Option<PathBuf>, ObjectError> {
    let mut path = bucket.to_path_buf();
    let mut found = Found::Folder;
    for segment in key.segments() {
        if found != Found::Folder {
            return Ok(None);
        }
        (path, found) = step(&path, segment)?;
    }
    Ok((found == Found::File && is_itself(&path)?).then_some(path))
}

/// The folder that the keys which begin with `prefix` lie below, and the part of `prefix` that is its key.
pub(super) fn find_folder<'a>(
    bucket: &Path,
    prefix: &'a str,
) -> Result<Option<(PathBuf, &'a str)>, ObjectError> {
    let Some((parents, _)) = prefix.rsplit_once('/') else { return Ok(Some((bucket.to_path_buf(), ""))) };
    let mut path = bucket.to_path_buf();
    for segment in parents.split('/') {
        let (next, found) = step(&path, segment)?;
        if found != Found::Folder {
            return Ok(None);
        }
        path = next;
    }
    let key = prefix.get(..=parents.len()).unwrap_or_default();
    Ok(is_itself(&path)?.then_some((path, key)))
}

/// The path at which an object is to be written; its folder exists afterwards.
pub(super) fn prepare(bucket: &Path, key: &ObjectKey) -> Result<PathBuf, ObjectError> {
    let unkeepable = |reason| ObjectError::Unkeepable { key: key.as_str().to_owned(), reason };
    let mut path = bucket.to_path_buf();
    let mut exists = path.clone();
    let mut found = Found::Folder;
    for segment in key.segments() {
        if encode(segment).len() > FILE_NAME_BYTES_MAX {
            return Err(unkeepable("a part between slashes is longer than a file name can be, 255 bytes"));
        }
        (path, found) = match found {
            Found::Nothing => (path.join(encode(segment)), Found::Nothing),
            Found::Folder => step(&path, segment)?,
            Found::File => {
                return Err(unkeepable("a part of it is an object and cannot be a folder as well"));
            }
            Found::Other => return Err(unkeepable(TWIN)),
        };
        if found != Found::Nothing {
            exists.clone_from(&path);
        }
    }
    match found {
        Found::Folder => return Err(unkeepable("it is a folder that holds other objects")),
        Found::Other => return Err(unkeepable(TWIN)),
        Found::Nothing | Found::File => {}
    }
    if !is_itself(&exists)? {
        return Err(unkeepable(TWIN));
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(path)
}

/// Whether the file system means this very path.
pub(super) fn is_itself(path: &Path) -> io::Result<bool> {
    match path.canonicalize() {
        Ok(real) => Ok(real.as_os_str() == path.as_os_str()),
        Err(error) if is_absent(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether this only says that there is nothing.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename
    )
}

fn step(folder: &Path, segment: &str) -> io::Result<(PathBuf, Found)> {
    for name in candidates(segment) {
        let path = folder.join(name);
        let found = look(&path)?;
        if found != Found::Nothing {
            return Ok((path, found));
        }
    }
    Ok((folder.join(encode(segment)), Found::Nothing))
}

fn look(path: &Path) -> io::Result<Found> {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_file() => Ok(Found::File),
        Ok(metadata) if metadata.is_dir() => Ok(Found::Folder),
        Ok(_) => Ok(Found::Other),
        Err(error) if is_absent(&error) => Ok(Found::Nothing),
        Err(error) => Err(error),
    }
}
