//! The folder of all buckets.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use super::entity_tag::entity_tag;
use super::file_name::{decode, encode};
use super::listing::Listing;
use super::multipart::Uploads;
use super::{BucketName, ObjectError, ObjectKey, ObjectWriter, place};

/// Folder below the data folder. A person is told to look there.
const FOLDER: &str = "buckets";
/// Folder beside the buckets for what is being written; its name is no name of a bucket.
const UNFINISHED: &str = ".unfinished";

/// All buckets of this machine. Calls block; any number of threads may use it.
#[derive(Debug)]
pub struct Objects {
    // INVARIANT: canonical, so that `place` can compare paths.
    folder: PathBuf,
    next: AtomicU64,
    uploads: Uploads,
}

/// One bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: BucketName,
    /// When its folder was made, or last changed where the system does not know.
    pub created: SystemTime,
}

/// One object, opened. What is put under its key later does not change what this reads.
#[derive(Debug)]
pub struct Object {
    /// Its content.
    pub file: File,
    /// Size in bytes.
    pub bytes: u64,
    /// When it was last written.
    pub modified: SystemTime,
}

impl Objects {
    /// Opens `<data folder>/buckets` and makes it if need be. What was being written when the program ended is gone.
    ///
    /// # Errors
    /// If the folder cannot be made or emptied.
    pub fn open(data: &Path) -> io::Result<Self> {
        let folder = data.join(FOLDER);
        let unfinished = folder.join(UNFINISHED);
        match std::fs::remove_dir_all(&unfinished) {
            Err(error) if !place::is_absent(&error) => return Err(error),
            Ok(()) | Err(_) => std::fs::create_dir_all(&unfinished)?,
        }
        Ok(Self { folder: folder.canonicalize()?, next: AtomicU64::new(0), uploads: Uploads::default() })
    }

    /// Makes a bucket; whether it is new.
    ///
    /// # Errors
    /// [`ObjectError::Disk`].
    pub fn create_bucket(&self, bucket: &BucketName) -> Result<bool, ObjectError> {
        match std::fs::create_dir(self.path(bucket)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => self.folder(bucket).map(|_| false),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes an empty bucket away. Folders and hidden files in it are not objects and go with it.
    ///
    /// # Errors
    /// [`ObjectError`].
    pub fn delete_bucket(&self, bucket: &BucketName) -> Result<(), ObjectError> {
        let folder = self.folder(bucket)?;
        if self.list(bucket, "", "")?.next().transpose()?.is_some() {
            return Err(ObjectError::BucketNotEmpty { bucket: bucket.as_str().to_owned() });
        }
        Ok(std::fs::remove_dir_all(folder)?)
    }

    /// All buckets by name.
    ///
    /// # Errors
    /// [`ObjectError::Disk`].
    pub fn buckets(&self) -> Result<Vec<Bucket>, ObjectError> {
        let mut buckets = Vec::new();
        for entry in std::fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name().to_str().and_then(decode);
            let Some(name) = name.and_then(|name| BucketName::parse(&name).ok()) else { continue };
            if entry.file_type()?.is_dir() && entry.path() == self.path(&name) {
                let metadata = entry.metadata()?;
                buckets.push(Bucket { name, created: metadata.created().or_else(|_| metadata.modified())? });
            }
        }
        buckets.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(buckets)
    }

    /// Opens an object.
    ///
    /// # Errors
    /// [`ObjectError`].
    pub fn get(&self, bucket: &BucketName, key: &ObjectKey) -> Result<Object, ObjectError> {
        let no_such_key = || ObjectError::NoSuchKey { key: key.as_str().to_owned() };
        let path = place::find(&self.folder(bucket)?, key)?.ok_or_else(no_such_key)?;
        let file = File::open(path).map_err(|error| match place::is_absent(&error) {
            true => no_such_key(),
            false => error.into(),
        })?;
        let metadata = file.metadata()?;
        Ok(Object { bytes: metadata.len(), modified: metadata.modified()?, file })
    }

    /// Begins an object; [`ObjectWriter::commit`] puts it in place.
    ///
    /// # Errors
    /// [`ObjectError`], also where the key cannot be kept: before anything is sent.
    pub fn put(&self, bucket: &BucketName, key: &ObjectKey) -> Result<ObjectWriter<'_>, ObjectError> {
        place::prepare(&self.folder(bucket)?, key)?;
        ObjectWriter::begin(self, bucket, key)
    }

    /// Takes an object away, and the folders that are empty then. That there is none is fine.
    ///
    /// # Errors
    /// [`ObjectError`].
    pub fn delete(&self, bucket: &BucketName, key: &ObjectKey) -> Result<(), ObjectError> {
        let folder = self.folder(bucket)?;
        let Some(path) = place::find(&folder, key)? else { return Ok(()) };
        std::fs::remove_file(&path)?;
        for parent in path.ancestors().skip(1).take_while(|parent| *parent != folder) {
            // Refused as soon as there is anything in it.
            if std::fs::remove_dir(parent).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// The objects whose key starts with `prefix` and comes after `after`, in the order of their keys.
    ///
    /// # Errors
    /// [`ObjectError`].
    pub fn list(&self, bucket: &BucketName, prefix: &str, after: &str) -> Result<Listing, ObjectError> {
        Listing::new(&self.folder(bucket)?, prefix, after)
    }

    /// The folder of a bucket that exists.
    pub(super) fn folder(&self, bucket: &BucketName) -> Result<PathBuf, ObjectError> {
        let path = self.path(bucket);
        if path.is_dir() && place::is_itself(&path)? {
            return Ok(path);
        }
        Err(ObjectError::NoSuchBucket { bucket: bucket.as_str().to_owned() })
    }

    /// A path for something new that is not to be seen yet.
    pub(super) fn unfinished_path(&self) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.folder.join(UNFINISHED).join(number.to_string())
    }

    /// The multipart uploads that are under way.
    pub(super) fn uploads(&self) -> &Uploads {
        &self.uploads
    }

    fn path(&self, bucket: &BucketName) -> PathBuf {
        self.folder.join(encode(bucket.as_str()))
    }
}

impl Object {
    /// The ETag without quotation marks; reads the file, and leaves its position at the end.
    ///
    /// # Errors
    /// [`ObjectError::Disk`].
    pub fn entity_tag(&mut self) -> Result<String, ObjectError> {
        Ok(entity_tag(&mut self.file)?)
    }
}
