//! Kills this process at a chosen moment of a commit.

use std::io;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use store::{Point, Probe};

#[derive(Debug)]
pub(crate) struct Suicide {
    point: Point,
    /// Only batches count that failed.
    after_failure: bool,
    nth: usize,
    seen: AtomicUsize,
    is_written: AtomicBool,
}

impl Suicide {
    /// As `SIGNALBOX_KILL_AT` says, for example `flush:7`; at `failure:1` once the first batch that fails was answered.
    pub(crate) fn from_environment() -> Option<Arc<dyn Probe>> {
        let text = std::env::var("SIGNALBOX_KILL_AT").ok()?;
        let (point, nth) = text.split_once(':')?;
        let after_failure = point == "failure";
        let point = match point {
            "write" => Point::BeforeWrite,
            "flush" => Point::BeforeFlush,
            "answer" => Point::BeforeAnswer,
            "answered" | "failure" => Point::AfterAnswer,
            _ => return None,
        };
        let nth = nth.parse().ok()?;
        Some(Arc::new(Self {
            point,
            after_failure,
            nth,
            seen: AtomicUsize::default(),
            is_written: AtomicBool::default(),
        }))
    }

    fn counts(&self, point: Point) -> bool {
        let failed = match point {
            Point::BeforeAnswer => {
                self.is_written.store(true, Ordering::Relaxed);
                false
            }
            Point::AfterAnswer => !self.is_written.swap(false, Ordering::Relaxed),
            Point::BeforeWrite | Point::BeforeFlush => false,
        };
        point == self.point && (failed || !self.after_failure)
    }
}

impl Probe for Suicide {
    fn reach(&self, point: Point) -> io::Result<()> {
        if self.counts(point) && self.seen.fetch_add(1, Ordering::Relaxed) + 1 == self.nth {
            let pid = std::process::id().to_string();
            let killed = Command::new("kill").args(["-9", &pid]).status();
            // Not reached, unless this system has no `kill`: an abort is as sudden.
            drop(killed);
            std::process::abort();
        }
        Ok(())
    }
}
