//! Kills this process at a chosen moment of a commit.

use std::io;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use store::{Point, Probe};

#[derive(Debug)]
pub(crate) struct Suicide {
    point: Point,
    nth: usize,
    seen: AtomicUsize,
}

impl Suicide {
    /// As `SIGNALBOX_KILL_AT` says, for example `flush:7`.
    pub(crate) fn from_environment() -> Option<Arc<dyn Probe>> {
        let text = std::env::var("SIGNALBOX_KILL_AT").ok()?;
        let (point, nth) = text.split_once(':')?;
        let point = match point {
            "write" => Point::BeforeWrite,
            "flush" => Point::BeforeFlush,
            "answer" => Point::BeforeAnswer,
            "answered" => Point::AfterAnswer,
            _ => return None,
        };
        Some(Arc::new(Self { point, nth: nth.parse().ok()?, seen: AtomicUsize::new(0) }))
    }
}

impl Probe for Suicide {
    fn reach(&self, point: Point) -> io::Result<()> {
        if point == self.point && self.seen.fetch_add(1, Ordering::Relaxed) + 1 == self.nth {
            let pid = std::process::id().to_string();
            let killed = Command::new("kill").args(["-9", &pid]).status();
            // Not reached, unless this system has no `kill`: an abort is as sudden.
            drop(killed);
            std::process::abort();
        }
        Ok(())
    }
}
