//! Clocks and seeded chance, for processes that tests start.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use engine::Timestamp;
use runtime::{Clock, Entropy, Later};

/// The wall clock at the start plus the time that passed since.
#[derive(Debug)]
pub struct RealClock {
    wall: Duration,
    start: Instant,
}

impl RealClock {
    /// Starts now.
    #[must_use]
    pub fn start() -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { wall, start: Instant::now() }
    }
}

impl Clock for RealClock {
    fn now(&self) -> Timestamp {
        let now = self.wall.saturating_add(self.start.elapsed());
        Timestamp(i64::try_from(now.as_millis()).unwrap_or(i64::MAX))
    }

    fn wall(&self) -> Timestamp {
        self.now()
    }

    fn sleep_until(&self, at: Timestamp) -> Later<()> {
        let left = u64::try_from(at.milliseconds_since(self.now())).unwrap_or_default();
        Box::pin(tokio::time::sleep(Duration::from_millis(left)))
    }
}

/// The limit of a year for an execution is nothing that anybody waits for.
const JUMP_MILLISECONDS_MAX: i64 = 100 * 24 * 60 * 60 * 1_000;
/// Until somebody looks again.
const SHORT: Duration = Duration::from_millis(20);

/// The real clock, which jumps ahead to the moment that somebody waits for.
#[derive(Clone, Debug)]
pub struct JumpingClock {
    real: Arc<RealClock>,
    ahead_milliseconds: Arc<AtomicI64>,
}

impl JumpingClock {
    /// Starts now.
    #[must_use]
    pub fn start() -> Self {
        Self { real: Arc::new(RealClock::start()), ahead_milliseconds: Arc::default() }
    }
}

impl Clock for JumpingClock {
    fn now(&self) -> Timestamp {
        self.real.now().plus_milliseconds(self.ahead_milliseconds.load(Ordering::Relaxed))
    }

    fn wall(&self) -> Timestamp {
        self.now()
    }

    fn sleep_until(&self, at: Timestamp) -> Later<()> {
        let clock = self.clone();
        Box::pin(async move {
            // Long enough for whoever has something to say.
            tokio::time::sleep(Duration::from_millis(2)).await;
            let left = at.milliseconds_since(clock.now()).max(0);
            if left > JUMP_MILLISECONDS_MAX {
                // Whoever is to answer is slow, that is all.
                return tokio::time::sleep(SHORT).await;
            }
            clock.ahead_milliseconds.fetch_add(left, Ordering::Relaxed);
        })
    }
}

/// Random numbers that a seed repeats (SplitMix64).
#[derive(Debug)]
pub struct Chance(AtomicU64);

impl Chance {
    /// The numbers of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// The next number.
    pub fn next(&self) -> u64 {
        let step = 0x9e37_79b9_7f4a_7c15;
        let state = self.0.fetch_add(step, Ordering::Relaxed).wrapping_add(step);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which must not be 0.
    pub fn below(&self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or_default()
    }
}

impl Entropy for Chance {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.iter_mut().zip(self.next().to_le_bytes()).for_each(|(byte, value)| *byte = value);
        }
    }
}
