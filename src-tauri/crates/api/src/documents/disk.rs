//! Reading and writing workflow files: whole, atomic, and only files that are named like workflows.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Code, Error};

/// Largest file that is opened. AWS takes definitions up to 1 MiB; more may be opened so that it can be cut down.
pub(crate) const BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A file's text and the fingerprint of its bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OnDisk {
    pub text: String,
    pub fingerprint: String,
}

/// Reads a whole text file.
pub(crate) fn read(path: &Path) -> Result<OnDisk, Error> {
    let file = File::open(path).map_err(|error| said(path, &error))?;
    let about = file.metadata().map_err(|error| said(path, &error))?;
    if !about.is_file() {
        return Err(Error::invalid(format!("`{}` is not a file", path.display())));
    }
    let mut bytes = Vec::new();
    file.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|error| said(path, &error))?;
    if bytes.len() as u64 > BYTES_MAX {
        let message = format!("`{}` is larger than {} MB", path.display(), BYTES_MAX / (1024 * 1024));
        return Err(Error::new(Code::LimitReached, message).with_hint("AWS takes definitions up to 1 MB"));
    }
    let fingerprint = fingerprint(&bytes);
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Error::invalid(format!("`{}` is not UTF-8 text: byte {at} is wrong", path.display()))
    })?;
    Ok(OnDisk { text, fingerprint })
}

/// SHA-256 of a file's bytes.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Replaces a file in one step: readers see the old content or the new one, and a crash leaves one of them.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    // A link stays a link: what it points to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let written = Beside::write(&target, bytes).map_err(|error| said(path, &error))?;
    written.become_the(&target).map_err(|error| said(path, &error))
}

/// Creates a file that must not be there yet.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let written = Beside::write(path, bytes).map_err(|error| said(path, &error))?;
    // Linking refuses an existing name in the same step, which renaming does not.
    match fs::hard_link(&written.0, path) {
        Ok(()) => sync_folder(path).map_err(|error| said(path, &error)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(exists(path)),
        Err(_) if path.symlink_metadata().is_ok() => Err(exists(path)),
        Err(_) => written.become_the(path).map_err(|error| said(path, &error)),
    }
}

/// A complete temporary file beside its target, removed when dropped.
struct Beside(PathBuf);

impl Beside {
    fn write(target: &Path, bytes: &[u8]) -> std::io::Result<Self> {
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for attempt in 0..100_u32 {
            let path = target.with_file_name(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
            let mut file = match File::options().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                opened => opened?,
            };
            let beside = Self(path);
            file.write_all(bytes)?;
            if let Ok(about) = target.metadata() {
                file.set_permissions(about.permissions())?;
            }
            file.sync_all()?;
            return Ok(beside);
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    fn become_the(self, target: &Path) -> std::io::Result<()> {
        fs::rename(&self.0, target)?;
        sync_folder(target)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the same signature as where folders can be flushed")]
fn sync_folder(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

/// The error for a name that is taken.
pub(crate) fn exists(path: &Path) -> Error {
    Error::new(Code::Conflict, format!("`{}` exists already", path.display()))
        .with_hint("choose another name, or overwrite it")
}

/// What the system said about a file, in our words.
pub(crate) fn said(path: &Path, error: &std::io::Error) -> Error {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => Error::not_found(format!("`{shown}` does not exist")),
        ErrorKind::PermissionDenied => {
            Error::new(Code::Refused, format!("the system does not allow access to `{shown}`"))
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Error::new(Code::Unavailable, format!("`{shown}` was not written: the disk is full"))
                .with_hint("free some space, then try again; nothing was lost")
        }
        ErrorKind::ReadOnlyFilesystem => {
            Error::new(Code::Refused, format!("`{shown}` is on a read-only disk"))
        }
        _ => Error::new(Code::Unavailable, format!("`{shown}`: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{create, read, replace};
    use crate::Code;
    use crate::fixture::Folder;

    #[test]
    fn a_replaced_file_keeps_its_mode_and_leaves_nothing_beside() {
        let folder = Folder::new();
        let path = folder.write("a.asl.json", "old");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("mode");
        }
        replace(&path, "new\r\n\u{feff}".as_bytes()).expect("replaced");
        assert_eq!(std::fs::read(&path).expect("read"), "new\r\n\u{feff}".as_bytes());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(path.metadata().expect("there").permissions().mode() & 0o777, 0o640);
        }
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1);
    }

    #[test]
    fn creating_never_overwrites() {
        let folder = Folder::new();
        let path = folder.path().join("a.json");
        create(&path, b"first").expect("created");
        assert_eq!(create(&path, b"second").expect_err("there already").code, Code::Conflict);
        assert_eq!(read(&path).expect("read").text, "first");
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1);
    }

    #[test]
    fn what_is_no_text_is_said_so() {
        let folder = Folder::new();
        let path = folder.path().join("a.json");
        std::fs::write(&path, [b'{', 0xff]).expect("written");
        let error = read(&path).expect_err("not UTF-8");
        assert!(error.message.ends_with("is not UTF-8 text: byte 1 is wrong"), "{error}");
        assert_eq!(read(folder.path()).expect_err("a folder").code, Code::Invalid);
        assert_eq!(read(&folder.path().join("b.json")).expect_err("nothing").code, Code::NotFound);
    }
}
