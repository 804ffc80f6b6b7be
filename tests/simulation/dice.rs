//! Seeded randomness.

/// SplitMix64.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Dice that depend on a text as well, so that the same thing always falls the same way.
    pub fn of(seed: u64, text: &str) -> Self {
        let start = seed ^ 0xcbf2_9ce4_8422_2325;
        Self(text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `sides`.
    pub fn below(&mut self, sides: i64) -> i64 {
        i64::try_from(self.next() % u64::try_from(sides).expect("sides")).expect("small")
    }

    /// True once in `sides` throws.
    pub fn hits(&mut self, sides: i64) -> bool {
        self.below(sides) == 0
    }

    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.place(list.len())]
    }

    /// A place in a list of this length.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(i64::try_from(length).expect("a length"))).expect("a place")
    }
}
