//! Where instants and random bytes come from: given by the host, which alone makes real ones.

use std::sync::Arc;

use runtime::{Clock, Entropy, names};

/// A clock and a random source.
#[derive(Clone, Debug)]
pub struct Chance {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Chance {
    /// Of this clock and this source.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self { clock, entropy }
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.now().0
    }

    /// What the wall clock shows, in milliseconds since 1970; see [`Clock::wall`].
    #[must_use]
    pub fn wall(&self) -> i64 {
        self.clock.wall().0
    }

    /// `N` random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    /// 128 random bits in hexadecimal digits.
    #[must_use]
    pub fn id(&self) -> String {
        hex::encode(self.bytes::<16>())
    }

    /// A random UUID, as AWS writes request ids.
    #[must_use]
    pub fn uuid(&self) -> String {
        names::random_name(&*self.entropy)
    }
}
