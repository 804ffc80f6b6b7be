//! The real clock and the real random source. Nothing else in the program asks the machine for either.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use engine::Timestamp;
use runtime::{Clock, Entropy, Later};

/// The wall clock at the start plus the time that passed since: somebody who sets the clock while the app runs moves no
/// timer.
#[derive(Debug)]
pub(crate) struct RealClock {
    started_at: i64,
    started: Instant,
}

impl RealClock {
    pub fn start() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { started_at: milliseconds(since), started: Instant::now() }
    }
}

impl Clock for RealClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.started_at.saturating_add(milliseconds(self.started.elapsed())))
    }

    fn sleep_until(&self, at: Timestamp) -> Later<()> {
        let left = at.milliseconds_since(self.now());
        let left = Duration::from_millis(u64::try_from(left).unwrap_or(0));
        // The monotonic clock may stand still while the machine sleeps, so long waits are looked at again.
        Box::pin(tokio::time::sleep(left.min(Duration::from_secs(30))))
    }
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// The operating system's random source.
#[derive(Debug)]
pub(crate) struct RealEntropy;

impl Entropy for RealEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Going on with guessable keys would be worse than ending here.
            std::process::abort();
        }
    }
}
