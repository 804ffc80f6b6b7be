//! The real clock and the real random source. Nothing else in the program asks the machine for either.

use std::cell::RefCell;
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

/// The operating system's random source. It is asked for more than is wanted, because asking costs more than the bytes
/// do; each thread hands out what it has once, and forgets it.
#[derive(Debug)]
pub(crate) struct RealEntropy;

/// Random bytes that a thread has in store at most.
const STORE: usize = 1_024;

thread_local! {
    static LEFT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl Entropy for RealEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let served = LEFT.try_with(|left| take(&mut left.borrow_mut(), bytes));
        // A thread that is ending has no store any more.
        if served != Ok(true) {
            ask(bytes);
        }
    }
}

/// Moves bytes from a store, which is filled first if it has too few. `false` if they are more than it can have.
fn take(left: &mut Vec<u8>, bytes: &mut [u8]) -> bool {
    if bytes.len() > STORE {
        return false;
    }
    if left.len() < bytes.len() {
        left.resize(STORE, 0);
        ask(left);
    }
    let kept = left.len() - bytes.len();
    let (_, taken) = left.split_at_mut(kept);
    bytes.copy_from_slice(taken);
    taken.fill(0);
    left.truncate(kept);
    true
}

fn ask(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        // Going on with guessable keys would be worse than ending here.
        std::process::abort();
    }
}

#[cfg(test)]
mod tests {
    use runtime::{Clock as _, Entropy as _};

    use super::{RealClock, RealEntropy, STORE};

    #[test]
    fn random_bytes_are_handed_out_once() {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..1_000 {
            let mut bytes = [0; 16];
            RealEntropy.fill(&mut bytes);
            assert!(seen.insert(bytes), "the same twice");
        }
        let mut many = vec![0; 3 * STORE];
        RealEntropy.fill(&mut many);
        assert!(many.chunks(16).all(|part| part.iter().any(|byte| *byte != 0)));
    }

    #[test]
    fn a_wall_clock_that_is_set_back_is_shown_and_not_followed() {
        let (clock, hour) = (RealClock::start(), 3_600_000);
        let before = clock.wall().plus_milliseconds(hour);
        clock.followed.read(before.0, 0);
        assert!(clock.now() >= before, "lifetimes go on");
        assert!(clock.wall().plus_milliseconds(hour / 2) < before, "what clients sign by");
    }
}
