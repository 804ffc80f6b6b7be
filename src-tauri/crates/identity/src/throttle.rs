//! Slowing down guesses: five free tries, then a wait that doubles from one second to fifteen minutes.
//!
//! The rule of Amazon Cognito, except that only a success or a quiet day sets it back, so that a patient guesser gets
//! about a hundred tries a day. Tries during the wait are refused unseen and do not lengthen it.

/// Wrong tries before the first wait.
const FREE_FAILURES: u32 = 5;
/// The longest wait.
const WAIT_SECONDS_MAX: i64 = 15 * 60;
/// Quiet time after which wrong tries are forgotten.
const FORGET_AFTER_MILLISECONDS: i64 = 24 * 60 * 60 * 1000;

/// The wrong tries on one account name so far; kept whether or not the account exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Throttle {
    /// Wrong tries in a row.
    pub failures: u32,
    /// When the last one was, milliseconds since 1970.
    pub last_failure_at: i64,
}

impl Throttle {
    /// Seconds to wait before a try is looked at, at least 1; `None` if it may be made now.
    #[must_use]
    pub fn wait_seconds(&self, at: i64) -> Option<u32> {
        let doublings = self.failures.checked_sub(FREE_FAILURES)?;
        let wait = 1_i64.checked_shl(doublings.min(30)).unwrap_or(WAIT_SECONDS_MAX).min(WAIT_SECONDS_MAX);
        // A clock set back must not open the door: time before the failure counts as no time passed.
        let passed = at.saturating_sub(self.last_failure_at).max(0);
        let left = wait.saturating_mul(1000).saturating_sub(passed);
        (left > 0).then(|| u32::try_from(left.saturating_add(999) / 1000).unwrap_or(u32::MAX))
    }

    /// After a wrong try.
    #[must_use]
    pub fn failed(self, at: i64) -> Self {
        let quiet = at.saturating_sub(self.last_failure_at) >= FORGET_AFTER_MILLISECONDS;
        let before = if quiet { 0 } else { self.failures };
        Self {
            failures: before.saturating_add(1),
            last_failure_at: at.max(if quiet { at } else { self.last_failure_at }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Throttle;

    /// After `failures` wrong tries at instant 0, how long is the wait at `at` milliseconds?
    fn check(failures: u32, at: i64, expected: Option<u32>) {
        let throttle = (0..failures).fold(Throttle::default(), |throttle, _| throttle.failed(0));
        assert_eq!(throttle.wait_seconds(at), expected, "{failures} failures at {at}");
    }

    #[test]
    fn the_wait_starts_after_five_and_doubles() {
        check(4, 0, None);
        check(5, 0, Some(1));
        check(6, 0, Some(2));
        check(9, 0, Some(16));
        check(14, 0, Some(512));
        check(15, 0, Some(900));
        check(400, 0, Some(900));
    }

    #[test]
    fn the_wait_runs_out_and_a_clock_set_back_does_not_shorten_it() {
        check(6, 1_999, Some(1));
        check(6, 2_000, None);
        check(6, -3_600_000, Some(2));
    }

    #[test]
    fn a_quiet_day_forgets() {
        let day = 24 * 60 * 60 * 1000;
        let tired = Throttle { failures: 20, last_failure_at: 0 };
        assert_eq!(tired.failed(day), Throttle { failures: 1, last_failure_at: day });
        assert_eq!(tired.failed(day - 1), Throttle { failures: 21, last_failure_at: day - 1 });
    }
}
