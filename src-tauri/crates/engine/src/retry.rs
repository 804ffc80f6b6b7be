//! `Retry`: which retrier takes a failure, and how long it waits.

use expressions::Environment;

use crate::broken::Trouble;

/// One compiled retrier.
#[derive(Debug)]
pub(crate) struct Retrier {
    error_equals: Vec<String>,
    interval_seconds: f64,
    attempts_max: u32,
    backoff_rate: f64,
    delay_seconds_max: f64,
    is_jittered: bool,
}

/// The longest delay that is counted: AWS's own bound for all seconds in a definition.
const DELAY_SECONDS_MAX: f64 = 99_999_999.0;

#[allow(clippy::cast_precision_loss, reason = "definitions bound these numbers to 99,999,999")]
pub(crate) fn compile(retriers: &[asl::Retrier]) -> Vec<Retrier> {
    retriers
        .iter()
        .map(|retrier| Retrier {
            error_equals: retrier.error_equals.iter().map(|name| name.value.clone()).collect(),
            interval_seconds: retrier.interval_seconds.as_ref().map_or(1.0, |field| field.value as f64),
            attempts_max: retrier
                .max_attempts
                .as_ref()
                .map_or(3, |field| u32::try_from(field.value.max(0)).unwrap_or(u32::MAX)),
            backoff_rate: retrier.backoff_rate.as_ref().map_or(2.0, |field| field.value),
            delay_seconds_max: retrier
                .max_delay_seconds
                .as_ref()
                .map_or(DELAY_SECONDS_MAX, |field| field.value as f64),
            is_jittered: retrier
                .jitter_strategy
                .as_ref()
                .is_some_and(|field| field.value == asl::Jitter::Full),
        })
        .collect()
}

/// The first retrier that matches. Once it is exhausted no later one is tried.
pub(crate) fn find<'r>(retriers: &'r [Retrier], trouble: &Trouble) -> Option<(usize, &'r Retrier)> {
    let takes = |retrier: &Retrier| retrier.error_equals.iter().any(|name| trouble.matches(name));
    retriers.iter().enumerate().find(|(_, retrier)| takes(retrier))
}

impl Retrier {
    /// Whether it has attempts left after so many.
    pub fn may_try_after(&self, used: u32) -> bool {
        used < self.attempts_max
    }

    /// Milliseconds before the next attempt, when `used` retries have already been made.
    #[allow(clippy::cast_possible_truncation, reason = "the delay is bounded to 1e11 milliseconds")]
    pub fn delay_milliseconds(&self, used: u32, environment: &Environment) -> i64 {
        let exponent = i32::try_from(used).unwrap_or(i32::MAX);
        let grown = self.interval_seconds * self.backoff_rate.powi(exponent);
        let delay = grown.min(self.delay_seconds_max).clamp(0.0, DELAY_SECONDS_MAX);
        let delay = if self.is_jittered { delay * environment.draw_unit() } else { delay };
        (delay * 1_000.0).round() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delays(rate: f64, cap: f64, is_jittered: bool) -> Vec<i64> {
        let retrier = Retrier {
            error_equals: Vec::new(),
            interval_seconds: 3.0,
            attempts_max: 9,
            backoff_rate: rate,
            delay_seconds_max: cap,
            is_jittered,
        };
        let environment = Environment::new(0, 11);
        (0..5).map(|used| retrier.delay_milliseconds(used, &environment)).collect()
    }

    #[test]
    fn delays_grow_by_the_rate_up_to_the_cap() {
        assert_eq!(delays(2.0, DELAY_SECONDS_MAX, false), [3_000, 6_000, 12_000, 24_000, 48_000]);
        assert_eq!(delays(1.5, 7.0, false), [3_000, 4_500, 6_750, 7_000, 7_000]);
    }

    #[test]
    fn jitter_stays_between_zero_and_the_delay_and_follows_the_seed() {
        let jittered = delays(2.0, 20.0, true);
        for (delay, most) in jittered.iter().zip(delays(2.0, 20.0, false)) {
            assert!((0..=most).contains(delay), "{delay} of {most}");
        }
        assert_eq!(jittered, delays(2.0, 20.0, true));
        assert_ne!(jittered, delays(2.0, 20.0, false));
    }

    #[test]
    fn delays_stay_finite() {
        let environment = Environment::new(0, 1);
        let retrier = Retrier {
            error_equals: Vec::new(),
            interval_seconds: 99_999_999.0,
            attempts_max: u32::MAX,
            backoff_rate: 1e300,
            delay_seconds_max: DELAY_SECONDS_MAX,
            is_jittered: false,
        };
        assert_eq!(retrier.delay_milliseconds(u32::MAX, &environment), 99_999_999_000);
    }
}
