//! Seeded chance. A failure prints its seed.

use std::ops::Range;

/// SplitMix64.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let value = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (value ^ (value >> 31)) % sides
    }

    /// From `range`.
    pub(super) fn within(&mut self, range: Range<i64>) -> i64 {
        range.start + self.below(range.end.abs_diff(range.start)).cast_signed()
    }

    pub(super) fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }
}

/// `usual` seeds; with `SIGNALBOX_SEEDS` so many, or those of a range like `7..8`.
pub(super) fn seeds(usual: u64) -> Range<u64> {
    let Ok(asked) = std::env::var("SIGNALBOX_SEEDS") else { return 0..usual };
    let number = |text: &str| text.trim().parse().expect("SIGNALBOX_SEEDS is a number or a range like 7..8");
    match asked.split_once("..") {
        Some((from, to)) => number(from)..number(to),
        None => 0..number(&asked),
    }
}

/// `usual`; with `SIGNALBOX_FIGURES=full` as much as the quality goals ask for, with a number that many times the usual.
pub(super) fn figure(usual: usize, full: usize) -> usize {
    match std::env::var("SIGNALBOX_FIGURES") {
        Ok(word) if word == "full" => full,
        Ok(word) => usual * word.parse().unwrap_or(1),
        Err(_) => usual,
    }
}
