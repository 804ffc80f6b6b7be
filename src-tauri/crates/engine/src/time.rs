//! Instants. The engine never asks what time it is: every input carries its instant.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This instant moved by `milliseconds` (negative: earlier), saturating at the ends of time.
    #[must_use]
    pub fn plus_milliseconds(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to this instant; negative if `earlier` is later.
    #[must_use]
    pub fn milliseconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Seconds since 1970 with three decimals, as AWS writes instants in JSON.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of our time fit a double exactly")]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1_000.0
    }
}
