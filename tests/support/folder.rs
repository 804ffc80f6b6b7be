//! Folders that a test has for itself.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// An empty folder, removed when it is dropped.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A new folder whose name tells what it is for.
    ///
    /// # Panics
    /// If the system's folder for temporary files cannot be written to.
    #[must_use]
    pub fn new(what: &str) -> Self {
        Self::within(&std::env::temp_dir(), what)
    }

    /// As [`Folder::new`], in memory where the system offers it: flushes cost nothing there.
    ///
    /// # Panics
    /// As [`Folder::new`].
    #[must_use]
    pub fn quick(what: &str) -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::within(memory, what) } else { Self::new(what) }
    }

    #[allow(clippy::expect_used, reason = "a test without a folder cannot go on")]
    fn within(place: &Path, what: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = place.join(format!("signalbox-{what}-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for temporary files");
        Self(path)
    }

    /// A folder that is there already.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
