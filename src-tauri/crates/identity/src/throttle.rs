//! Slowing down guesses: five free tries, then a wait that doubles from one second to fifteen minutes.
//!
//! The rule of Amazon Cognito, except that only a success or a quiet day sets it back, so that a patient guesser gets
//! about a hundred tries a day. Tries during the wait are refused unseen and do not lengthen it.

/// Wrong tries before the first wait.
const FREE_FAILURES: u32 = 5;
/// The longest wait.
const WAIT_MILLISECONDS_MAX: i64 = 15 * 60 * 1000;
/// Quiet time after which wrong tries are forgotten.
const FORGET_AFTER_MILLISECONDS: i64 = 24 * 60 * 60 * 1000;

/// The wrong tries on one account name so far; kept whether or not the account exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Throttle {
    /// Wrong tries since the last right one.
    pub wrong_tries: u32,
    /// Instant before which no try is looked at, milliseconds since 1970; 0 if none is blocked.
    pub blocked_until: i64,
}

impl Throttle {
    /// Seconds to wait before a try is looked at, at least 1; `None` if it may be made now.
    #[must_use]
    pub fn wait_seconds(&self, at: i64) -> Option<u32> {
        // A clock set back must neither open the door nor lock it for days.
        let left = self.blocked_until.saturating_sub(at).min(wait_after(self.wrong_tries));
        (left > 0).then(|| u32::try_from(left.saturating_add(999) / 1000).unwrap_or(u32::MAX))
    }

    /// After a wrong try.
    #[must_use]
    pub fn failed(self, at: i64) -> Self {
        let quiet =
            self.blocked_until > 0 && at.saturating_sub(self.blocked_until) >= FORGET_AFTER_MILLISECONDS;
        let wrong_tries = if quiet { 1 } else { self.wrong_tries.saturating_add(1) };
        let wait = wait_after(wrong_tries);
        Self { wrong_tries, blocked_until: if wait > 0 { at.saturating_add(wait) } else { 0 } }
    }
}

fn wait_after(wrong_tries: u32) -> i64 {
    let Some(doublings) = wrong_tries.checked_sub(FREE_FAILURES) else { return 0 };
    1000_i64.checked_shl(doublings.min(20)).unwrap_or(WAIT_MILLISECONDS_MAX).min(WAIT_MILLISECONDS_MAX)
}

#[cfg(test)]
mod tests {
    use super::Throttle;

    const START: i64 = 1_000_000_000;

    /// After `failures` wrong tries at [`START`], how long is the wait `later` milliseconds later?
    fn check(failures: u32, later: i64, expected: Option<u32>) {
        let throttle = (0..failures).fold(Throttle::default(), |throttle, _| throttle.failed(START));
        assert_eq!(throttle.wait_seconds(START + later), expected, "{failures} failures, {later} ms later");
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
    fn the_wait_runs_out_and_a_clock_set_back_does_not_change_it() {
        check(6, 1_999, Some(1));
        check(6, 2_000, None);
        check(6, -3_600_000, Some(2));
    }

    #[test]
    fn a_quiet_day_forgets() {
        let day = 24 * 60 * 60 * 1000;
        let tired = Throttle { wrong_tries: 20, blocked_until: START };
        assert_eq!(tired.failed(START + day).wrong_tries, 1);
        assert_eq!(tired.failed(START + day - 1).wrong_tries, 21);
    }
}
