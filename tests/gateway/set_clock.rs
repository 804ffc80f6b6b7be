//! A clock that stands where the test has set it.

use std::sync::atomic::{AtomicI64, Ordering};

use engine::Timestamp;
use runtime::{Clock, Later};

/// Shows one moment until it is set.
#[derive(Debug)]
pub struct SetClock {
    wall: AtomicI64,
    /// The latest moment it has shown: executions are never told an earlier one.
    latest: AtomicI64,
}

impl SetClock {
    /// Stands at so many milliseconds since 1970.
    pub fn at(now: i64) -> Self {
        Self { wall: AtomicI64::new(now), latest: AtomicI64::new(now) }
    }

    /// Sets it by so many milliseconds, forward or back.
    pub fn set(&self, by: i64) {
        let now = self.wall.fetch_add(by, Ordering::SeqCst) + by;
        self.latest.fetch_max(now, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.latest.load(Ordering::SeqCst))
    }

    fn wall(&self) -> Timestamp {
        Timestamp(self.wall.load(Ordering::SeqCst))
    }

    fn sleep_until(&self, _at: Timestamp) -> Later<()> {
        // Nothing is due while it stands.
        Box::pin(std::future::pending())
    }
}
