//! The real clock and the real random source. Nothing else in the program asks the machine for either.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use engine::Timestamp;
use runtime::{Clock, Entropy, Later};

/// The wall clock, which is never followed backwards: setting it back repeats no time and lengthens no timer. It is
/// followed forwards, because the time a machine slept is seen in it alone.
#[derive(Debug)]
pub(crate) struct RealClock {
    steady: Instant,
    /// Milliseconds from 1970 to the zero of `steady`, as far ahead as the wall clock ever was.
    zero: AtomicI64,
}

impl RealClock {
    pub fn start() -> Self {
        Self { steady: Instant::now(), zero: AtomicI64::new(i64::MIN) }
    }

    /// Now, if the wall clock shows `wall` and `steady` has run for so many milliseconds.
    fn read(&self, wall: i64, steady: i64) -> Timestamp {
        let zero = wall.saturating_sub(steady);
        Timestamp(self.zero.fetch_max(zero, Ordering::Relaxed).max(zero).saturating_add(steady))
    }
}

impl Clock for RealClock {
    fn now(&self) -> Timestamp {
        // In this order: what passes between the two readings makes `zero` too small, never too large.
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.read(milliseconds(wall), milliseconds(self.steady.elapsed()))
    }

    fn sleep_until(&self, at: Timestamp) -> Later<()> {
        let left = at.milliseconds_since(self.now());
        let left = Duration::from_millis(u64::try_from(left).unwrap_or(0));
        // The steady clock may stand still while the machine sleeps, so long waits are looked at again.
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

#[cfg(test)]
mod tests {
    use super::RealClock;

    /// What the clock says when the wall clock and the steady clock show these milliseconds, one after the other.
    fn check(shown: &[(i64, i64)], expected: &[i64]) {
        let clock = RealClock::start();
        let read: Vec<i64> = shown.iter().map(|(wall, steady)| clock.read(*wall, *steady).0).collect();
        assert_eq!(read, expected, "{shown:?}");
    }

    #[test]
    fn the_time_a_machine_slept_has_passed() {
        check(&[(1_000, 0), (1_010, 10), (9_020, 20), (9_030, 30)], &[1_000, 1_010, 9_020, 9_030]);
    }

    #[test]
    fn a_clock_set_back_repeats_no_time() {
        check(&[(1_000, 0), (400, 10), (410, 20), (1_600, 30)], &[1_000, 1_010, 1_020, 1_600]);
    }
}
