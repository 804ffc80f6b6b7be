//! Clock and randomness for one evaluation, handed in from outside.

use std::cell::Cell;
use std::fmt::Write as _;

/// What an evaluation may know about the world. Two environments made from the same numbers give the same
/// results; an environment hands out a fresh random number each time it is asked.
#[derive(Clone, Debug)]
pub struct Environment {
    now_milliseconds: i64,
    seed: u64,
    drawn: Cell<u64>,
}

impl Environment {
    /// `now_milliseconds` counts from the Unix epoch in UTC. `seed` should differ between evaluations whose
    /// random values must differ, for example by mixing in the position in the history.
    #[must_use]
    pub const fn new(now_milliseconds: i64, seed: u64) -> Self {
        Self { now_milliseconds, seed, drawn: Cell::new(0) }
    }

    /// The instant of the evaluation, in milliseconds since the Unix epoch.
    #[must_use]
    pub const fn now_milliseconds(&self) -> i64 {
        self.now_milliseconds
    }

    /// How many numbers have been drawn.
    pub(crate) const fn drawn(&self) -> u64 {
        self.drawn.get()
    }

    /// Goes on after as many numbers as a copy has drawn.
    pub(crate) fn catch_up(&self, drawn: u64) {
        self.drawn.set(drawn);
    }

    /// The next 64 random bits.
    pub fn draw(&self) -> u64 {
        let count = self.drawn.get().wrapping_add(1);
        self.drawn.set(count);
        mix(mix(self.seed).wrapping_add(count.wrapping_mul(GOLDEN)))
    }

    /// The next random number, at least 0 and below 1.
    pub fn draw_unit(&self) -> f64 {
        unit(self.draw())
    }

    /// The next version-4 UUID, lower case.
    pub fn draw_uuid(&self) -> String {
        let (high, low) = (self.draw(), self.draw());
        let high = (high & 0xffff_ffff_ffff_0fff) | 0x4000;
        let low = (low & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000;
        let mut text = String::with_capacity(36);
        let _ = write!(
            text,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xffff,
            low >> 48,
            low & 0xffff_ffff_ffff
        );
        text
    }
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The mixing function of SplitMix64: every input bit changes about half of the output bits.
pub(crate) const fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(GOLDEN);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// 53 random bits as a number in 0…1.
#[allow(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
pub(crate) fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_numbers() {
        let (one, two) = (Environment::new(0, 7), Environment::new(0, 7));
        assert_eq!([one.draw(), one.draw()], [two.draw(), two.draw()]);
        assert_ne!(one.draw(), one.draw());
        assert_ne!(Environment::new(0, 8).draw(), Environment::new(0, 7).draw());
    }

    #[test]
    fn a_uuid_says_version_four() {
        let uuid = Environment::new(0, 1).draw_uuid();
        let parts: Vec<usize> = uuid.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(uuid.get(14..15), Some("4"));
        assert!("89ab".contains(uuid.get(19..20).unwrap()), "variant of {uuid}");
    }
}
