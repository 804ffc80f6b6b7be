//! The random numbers of `java.util.Random`: AWS seeds it with what a definition gives, so that the same seed gives the
//! numbers that it gives there.

const MULTIPLIER: u64 = 0x5_deec_e66d;
const INCREMENT: u64 = 0xb;
const MASK: u64 = (1 << 48) - 1;

/// A linear congruential generator of 48 bits.
#[derive(Debug)]
pub(crate) struct JavaRandom {
    state: u64,
}

impl JavaRandom {
    pub fn new(seed: i64) -> Self {
        Self { state: (seed.cast_unsigned() ^ MULTIPLIER) & MASK }
    }

    /// `ints(start, end)`: from the first, below the second, which must be greater.
    pub fn between(&mut self, start: i32, end: i32) -> i32 {
        let width = end.wrapping_sub(start);
        let mut bits = self.next_int();
        if width > 0 && width & (width - 1) == 0 {
            return (bits & (width - 1)).wrapping_add(start);
        }
        if width > 0 {
            loop {
                let positive = (bits.cast_unsigned() >> 1).cast_signed();
                let rest = positive % width;
                // The last stretch of numbers is shorter than the others, and is not used.
                if positive.wrapping_add(width - 1).wrapping_sub(rest) >= 0 {
                    return rest.wrapping_add(start);
                }
                bits = self.next_int();
            }
        }
        // Wider than half of all numbers: whatever lies in between.
        while !(start..end).contains(&bits) {
            bits = self.next_int();
        }
        bits
    }

    /// `nextDouble()`: at least 0 and below 1.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
    pub fn unit(&mut self) -> f64 {
        let bits = (self.next(26) << 27) + self.next(27);
        bits as f64 / (1_u64 << 53) as f64
    }

    #[allow(clippy::cast_possible_truncation, reason = "there are 32 bits")]
    fn next_int(&mut self) -> i32 {
        (self.next(32) as u32).cast_signed()
    }

    fn next(&mut self, bits: u32) -> u64 {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT) & MASK;
        self.state >> (48 - bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_numbers_it_gives_on_aws() {
        for (seed, start, end, expected) in
            [(42, 1, 100, 63), (1, 1, 1000, 106), (2, 1, 1000, 806), (5, 4, 5, 4)]
        {
            assert_eq!(JavaRandom::new(seed).between(start, end), expected, "{seed}");
        }
        assert_eq!(JavaRandom::new(42).unit().to_string(), "0.7275636800328681");
    }

    #[test]
    fn numbers_stay_in_the_range() {
        for seed in 0..500 {
            for (start, end) in [(0, 3), (-5, 27), (i32::MIN, i32::MAX), (2_147_483_640, i32::MAX)] {
                let number = JavaRandom::new(seed).between(start, end);
                assert!((start..end).contains(&number), "{number} of {start}..{end}");
            }
        }
    }
}
