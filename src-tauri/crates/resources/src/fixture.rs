//! What tests of this crate stand on: a folder that is gone when dropped, a clock that is set, bytes that count.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, AtomicU64, Ordering};

use engine::Timestamp;
use runtime::{Clock, Entropy, Later};
use tokio::sync::Notify;

#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Folder {
    pub(crate) fn new() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("signalbox-test-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a fresh folder");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, relative: &str, text: &str) {
        let path = self.0.join(relative);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folder");
        std::fs::write(path, text).expect("written");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Stands still until it is set.
#[derive(Clone, Debug)]
pub(crate) struct TestClock {
    now: Arc<AtomicI64>,
    moved: Arc<Notify>,
}

impl TestClock {
    pub(crate) fn at(now: i64) -> Self {
        Self { now: Arc::new(AtomicI64::new(now)), moved: Arc::default() }
    }

    pub(crate) fn advance(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::SeqCst);
        self.moved.notify_waiters();
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::SeqCst))
    }

    fn wall(&self) -> Timestamp {
        self.now()
    }

    fn sleep_until(&self, at: Timestamp) -> Later<()> {
        let clock = self.clone();
        Box::pin(async move {
            loop {
                let mut moved = std::pin::pin!(clock.moved.notified());
                // Registered before looking, so that a move in between is not missed.
                moved.as_mut().enable();
                if clock.now() >= at {
                    return;
                }
                moved.await;
            }
        })
    }
}

/// Every eight bytes are a new number.
#[derive(Debug, Default)]
pub(crate) struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let number = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes();
            part.copy_from_slice(&number[..part.len()]);
        }
    }
}
