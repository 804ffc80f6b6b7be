//! The real clock and the real random source. Nothing else in the program asks the machine for either.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use engine::Timestamp;
use runtime::{Clock, Entropy, Followed, Later};

/// Time that somebody sleeps without looking at the clock again. The clock of timers stands still while the machine
/// sleeps, and nobody tells when the wall clock is set.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// The wall clock, followed forwards.
#[derive(Debug)]
pub(crate) struct RealClock {
    steady: Instant,
    followed: Followed,
}

impl RealClock {
    pub fn start() -> Self {
        Self { steady: Instant::now(), followed: Followed::new() }
    }
}

impl Clock for RealClock {
    fn now(&self) -> Timestamp {
        self.followed.read(self.wall().0, milliseconds(self.steady.elapsed()))
    }

    fn wall(&self) -> Timestamp {
        Timestamp(milliseconds(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()))
    }

    fn sleep_until(&self, at: Timestamp) -> Later<()> {
        let left = at.milliseconds_since(self.now());
        let left = Duration::from_millis(u64::try_from(left).unwrap_or(0));
        Box::pin(tokio::time::sleep(left.min(LOOK_AGAIN)))
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

#[cfg(test)]
mod tests {
    use runtime::Clock as _;

    use super::RealClock;

    #[test]
    fn a_wall_clock_that_is_set_back_is_shown_and_not_followed() {
        let (clock, hour) = (RealClock::start(), 3_600_000);
        let before = clock.wall().plus_milliseconds(hour);
        clock.followed.read(before.0, 0);
        assert!(clock.now() >= before, "lifetimes go on");
        assert!(clock.wall().plus_milliseconds(hour / 2) < before, "what clients sign by");
    }
}
