//! How long things took.

use std::time::Duration;

/// Milliseconds within which this part of them was done; 0.5 is the median.
pub fn within(times: &[Duration], part: f64) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    let place = (times.len() as f64 * part) as usize;
    times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}
