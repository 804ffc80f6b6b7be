//! Maps by numbers that no stranger chooses, because we give them ourselves or they are digests: they need no hash that
//! withstands one.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Makes the hash of such maps.
pub type Trusted = BuildHasherDefault<Spread>;

/// A map by the numbers of executions.
pub(crate) type ById<V> = HashMap<i64, V, Trusted>;

/// Spreads numbers that follow one another over all bits (Knuth's multiplicative hashing).
#[derive(Debug, Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(self.0.rotate_left(8) ^ u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }

    fn write_u128(&mut self, number: u128) {
        self.write_u64((number >> 64) as u64 ^ number as u64);
    }
}
