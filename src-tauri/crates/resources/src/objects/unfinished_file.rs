//! A file that nobody sees yet.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

const BUFFER_BYTES: usize = 64 << 10;

/// Gone when dropped, unless it was moved away before.
#[derive(Debug)]
pub(super) struct UnfinishedFile {
    file: BufWriter<File>,
    path: PathBuf,
    bytes: u64,
}

impl UnfinishedFile {
    pub(super) fn create(path: PathBuf) -> io::Result<Self> {
        Ok(Self { file: BufWriter::with_capacity(BUFFER_BYTES, File::create_new(&path)?), path, bytes: 0 })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes written so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Everything written is on disk afterwards.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()
    }
}

impl Write for UnfinishedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for UnfinishedFile {
    fn drop(&mut self) {
        // Fails where it was moved away, which is fine.
        let _ = std::fs::remove_file(&self.path);
    }
}
