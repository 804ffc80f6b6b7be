//! How much may be open at once (step-functions-executions §8.11).

use std::sync::atomic::{AtomicU64, Ordering};

use crate::resident::Resident;
use crate::{Error, Runtime};

/// AWS's quotas of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Standard executions, children of Map Runs not among them.
    pub open_executions: u64,
    /// Map Runs; the others wait until one of these is over.
    pub open_map_runs: usize,
}

impl Default for Quotas {
    fn default() -> Self {
        Self { open_executions: 1_000_000, open_map_runs: 1_000 }
    }
}

/// How many Standard executions are open, children of Map Runs not among them. Requests that come together may pass the
/// limit by as many as they are.
#[derive(Debug)]
pub(crate) struct OpenExecutions(AtomicU64);

impl OpenExecutions {
    pub(crate) fn new(count: u64) -> Self {
        Self(AtomicU64::new(count))
    }

    /// Takes note of a turn that is on disk.
    pub(crate) fn follow(&self, resident: &Resident, opens: bool, is_over: bool) {
        if resident.child_of.is_some() || !resident.is_kept() {
            return;
        }
        if opens {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
        if is_over {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

impl Runtime {
    /// Refuses one more open execution if there are so many.
    pub(crate) fn check_open_executions(&self) -> Result<(), Error> {
        let (open, max) =
            (self.ground().open.0.load(Ordering::Relaxed), self.ground().quotas.open_executions);
        if open < max { Ok(()) } else { Err(Error::TooManyExecutions { max }) }
    }
}
