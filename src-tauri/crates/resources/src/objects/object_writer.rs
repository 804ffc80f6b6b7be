//! Writing an object: into a file of its own first, then all at once under its name.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::unfinished_file::UnfinishedFile;
use super::{BucketName, ObjectError, ObjectKey, Objects, entity_tag::entity_tag, place};

/// How often the folder of an object is made again when somebody takes it away in between.
const ATTEMPTS: usize = 4;

/// An object on its way. Dropping it leaves nothing behind, and what was under the key before stays as it is.
#[derive(Debug)]
pub struct ObjectWriter<'a> {
    objects: &'a Objects,
    bucket: BucketName,
    key: ObjectKey,
    file: UnfinishedFile,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// ETag without quotation marks.
    pub entity_tag: String,
    /// Size in bytes.
    pub bytes: u64,
}

impl<'a> ObjectWriter<'a> {
    pub(super) fn begin(
        objects: &'a Objects,
        bucket: &BucketName,
        key: &ObjectKey,
    ) -> Result<Self, ObjectError> {
        let file = UnfinishedFile::create(objects.unfinished_path())?;
        Ok(Self { objects, bucket: bucket.clone(), key: key.clone(), file })
    }

    /// Bytes written so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.file.bytes()
    }

    /// Puts the object under its key. It is on disk afterwards.
    ///
    /// # Errors
    /// [`ObjectError`]; nothing has changed then.
    pub fn commit(mut self) -> Result<Written, ObjectError> {
        self.file.sync()?;
        let folder = self.objects.folder(&self.bucket)?;
        let mut attempt = 1;
        let target = loop {
            let target = place::prepare(&folder, &self.key)?;
            match std::fs::rename(self.file.path(), &target) {
                Ok(()) => break target,
                // Deleting the last object of a folder takes the folder away.
                Err(error) if place::is_absent(&error) && attempt < ATTEMPTS => attempt += 1,
                Err(error) => return Err(error.into()),
            }
        };
        sync_folders(&target, &folder)?;
        let entity_tag = entity_tag(&mut File::open(&target)?)?;
        Ok(Written { entity_tag, bytes: self.file.bytes() })
    }
}

impl Write for ObjectWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A name is on disk once the folder is. Windows cannot flush folders and needs no flush.
fn sync_folders(target: &Path, bucket: &Path) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    for folder in target.ancestors().skip(1).take_while(|folder| folder.starts_with(bucket)) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
