//! Time and chance, as the host gives them.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use engine::Timestamp;

/// A boxed future, for ports that must be object-safe.
pub type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What time it is, and how to wait.
///
/// Implementations must not run backwards, and must not run ahead when somebody sets the wall clock forward: take the
/// wall clock once at the start and add elapsed time, counting the time the machine slept.
pub trait Clock: Send + Sync + Debug {
    /// The present instant; never earlier than the last one given.
    fn now(&self) -> Timestamp;

    /// Resolves at `at` or later. May resolve early after a jump: callers look at [`Clock::now`] again.
    fn sleep_until(&self, at: Timestamp) -> Later<()>;
}

/// Unpredictable bytes, for seeds, keys and names.
pub trait Entropy: Send + Sync + Debug {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}
