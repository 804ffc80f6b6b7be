//! Time and chance, as the host gives them.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};

use engine::Timestamp;

/// A boxed future, for ports that must be object-safe.
pub type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What time it is, and how to wait.
///
/// Implementations follow the wall clock as [`Followed`] says.
pub trait Clock: Send + Sync + Debug {
    /// The present instant; never earlier than the last one given.
    fn now(&self) -> Timestamp;

    /// What the wall clock shows, which may have been set back: for comparing with the clocks of others, who are set back
    /// too. Lifetimes and waits are measured with [`Clock::now`].
    fn wall(&self) -> Timestamp;

    /// Resolves about when it is `at`, within a second also if the machine slept or the wall clock was set. May resolve
    /// early: callers look at [`Clock::now`] again.
    fn sleep_until(&self, at: Timestamp) -> Later<()>;
}

/// The wall clock as executions see it: it is followed forwards and never backwards.
///
/// What it goes forward has passed: a machine that slept, a virtual machine that stood still and a clock that was behind
/// look alike, and what is due must not wait for any of them. What it goes back is not repeated: nobody waits longer or
/// shorter for that. So a timer is early if it fires before this clock shows its moment.
#[derive(Debug)]
pub struct Followed {
    /// Milliseconds from 1970 to the zero of the steady clock, as far ahead as the wall clock ever was.
    zero: AtomicI64,
}

impl Followed {
    /// As yet it has followed nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { zero: AtomicI64::new(i64::MIN) }
    }

    /// Now, if the wall clock shows `wall` and a clock that nobody sets shows `steady`, both in milliseconds. Read the
    /// wall clock first: what passes between the two readings then makes no time.
    pub fn read(&self, wall: i64, steady: i64) -> Timestamp {
        let zero = wall.saturating_sub(steady);
        Timestamp(self.zero.fetch_max(zero, Ordering::Relaxed).max(zero).saturating_add(steady))
    }
}

impl Default for Followed {
    fn default() -> Self {
        Self::new()
    }
}

/// Unpredictable bytes, for seeds, keys and names.
pub trait Entropy: Send + Sync + Debug {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

#[cfg(test)]
mod tests {
    use super::Followed;

    /// What the clock says when the wall clock and the steady clock show these milliseconds, one after the other.
    fn check(shown: &[(i64, i64)], expected: &[i64]) {
        let clock = Followed::new();
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
