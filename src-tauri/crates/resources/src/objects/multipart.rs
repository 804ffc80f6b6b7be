//! Objects that arrive in parts. An upload lives until it is completed or given up, or the program ends.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::entity_tag::entity_tag;
use super::unfinished_file::UnfinishedFile;
use super::{BucketName, ObjectError, ObjectKey, Objects, Written, place};

/// What is under way, by the id of the upload.
#[derive(Debug, Default)]
pub(super) struct Uploads(Mutex<BTreeMap<String, Upload>>);

#[derive(Clone, Debug)]
struct Upload {
    bucket: BucketName,
    key: ObjectKey,
    /// Where its parts lie, each under its number.
    folder: PathBuf,
}

/// One part that has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// 1 to 10,000.
    pub number: u16,
    /// Size in bytes.
    pub bytes: u64,
    /// ETag without quotation marks.
    pub entity_tag: String,
    /// When it arrived.
    pub modified: SystemTime,
}

/// A part on its way.
#[derive(Debug)]
pub struct PartWriter {
    file: UnfinishedFile,
    target: PathBuf,
}

impl Objects {
    /// Begins an upload under an id that nobody can guess.
    ///
    /// # Errors
    /// As [`Objects::put`].
    pub fn begin_upload(&self, bucket: &BucketName, key: &ObjectKey, id: &str) -> Result<(), ObjectError> {
        place::prepare(&self.folder(bucket)?, key)?;
        let folder = self.unfinished_path();
        std::fs::create_dir(&folder)?;
        let upload = Upload { bucket: bucket.clone(), key: key.clone(), folder };
        self.uploads().lock().insert(id.to_owned(), upload);
        Ok(())
    }

    /// Begins a part; it replaces an earlier one of the same number.
    ///
    /// # Errors
    /// [`ObjectError::NoSuchUpload`] and what the disk says.
    pub fn put_part(
        &self,
        bucket: &BucketName,
        key: &ObjectKey,
        id: &str,
        number: u16,
    ) -> Result<PartWriter, ObjectError> {
        let target = self.uploads().find(bucket, key, id)?.folder.join(number.to_string());
        Ok(PartWriter { file: UnfinishedFile::create(self.unfinished_path())?, target })
    }

    /// The parts that have arrived, by number.
    ///
    /// # Errors
    /// As [`Objects::put_part`].
    pub fn parts(&self, bucket: &BucketName, key: &ObjectKey, id: &str) -> Result<Vec<Part>, ObjectError> {
        let upload = self.uploads().find(bucket, key, id)?;
        let mut parts = Vec::new();
        for entry in std::fs::read_dir(&upload.folder)? {
            let name = entry?.file_name();
            let Some(number) = name.to_str().and_then(|name| name.parse().ok()) else { continue };
            parts.extend(upload.part(number)?);
        }
        parts.sort_by_key(|part| part.number);
        Ok(parts)
    }

    /// Puts the object together from these parts, named by number and ETag, and ends the upload.
    ///
    /// # Errors
    /// [`ObjectError::InvalidPart`] and as [`Objects::put`]; the upload goes on then.
    pub fn complete_upload(
        &self,
        bucket: &BucketName,
        key: &ObjectKey,
        id: &str,
        parts: &[(u16, String)],
    ) -> Result<Written, ObjectError> {
        let upload = self.uploads().find(bucket, key, id)?;
        let mut writer = self.put(bucket, key)?;
        for (number, entity_tag) in parts {
            let part = upload.part(*number)?.filter(|part| part.entity_tag == *entity_tag);
            if part.is_none() {
                return Err(ObjectError::InvalidPart { number: *number });
            }
            io::copy(&mut File::open(upload.path(*number))?, &mut writer)?;
        }
        let written = writer.commit()?;
        self.abort_upload(bucket, key, id)?;
        Ok(written)
    }

    /// Gives an upload up.
    ///
    /// # Errors
    /// As [`Objects::put_part`].
    pub fn abort_upload(&self, bucket: &BucketName, key: &ObjectKey, id: &str) -> Result<(), ObjectError> {
        let upload = self.uploads().find(bucket, key, id)?;
        self.uploads().lock().remove(id);
        Ok(std::fs::remove_dir_all(&upload.folder)?)
    }
}

impl PartWriter {
    /// Keeps the part.
    ///
    /// # Errors
    /// What the disk says.
    pub fn commit(mut self) -> Result<Written, ObjectError> {
        self.file.flush()?;
        match std::fs::rename(self.file.path(), &self.target) {
            Ok(()) => {}
            // Completed or given up in the meantime.
            Err(error) if place::is_absent(&error) => return Err(ObjectError::NoSuchUpload),
            Err(error) => return Err(error.into()),
        }
        let entity_tag = entity_tag(&mut File::open(&self.target)?)?;
        Ok(Written { entity_tag, bytes: self.file.bytes() })
    }
}

impl Write for PartWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Uploads {
    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Upload>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, bucket: &BucketName, key: &ObjectKey, id: &str) -> Result<Upload, ObjectError> {
        let upload = self.lock().get(id).cloned();
        upload
            .filter(|upload| upload.bucket == *bucket && upload.key == *key)
            .ok_or(ObjectError::NoSuchUpload)
    }
}

impl Upload {
    fn path(&self, number: u16) -> PathBuf {
        self.folder.join(number.to_string())
    }

    fn part(&self, number: u16) -> Result<Option<Part>, ObjectError> {
        let mut file = match File::open(self.path(number)) {
            Ok(file) => file,
            Err(error) if place::is_absent(&error) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let metadata = file.metadata()?;
        let (bytes, modified) = (metadata.len(), metadata.modified()?);
        Ok(Some(Part { number, bytes, entity_tag: entity_tag(&mut file)?, modified }))
    }
}
