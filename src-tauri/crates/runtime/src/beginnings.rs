//! What executions were started with, of those that are asked about again and again. It never changes.

use std::sync::{Arc, Mutex, PoisonError};

use engine::Start;

use crate::trusted_keys::ById;

/// Executions that are remembered at most.
const KNOWN_MAX: usize = 1_024;
/// What was started with a longer input is read anew each time.
const INPUT_BYTES_MAX: usize = 8 * 1024;

/// By the numbers of the executions, which are never given twice.
#[derive(Debug, Default)]
pub(crate) struct Beginnings(Mutex<ById<Arc<Start>>>);

impl Beginnings {
    pub(crate) fn known(&self, execution: i64) -> Option<Arc<Start>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&execution).cloned()
    }

    pub(crate) fn keep(&self, execution: i64, start: &Arc<Start>) {
        if start.input.bytes() > INPUT_BYTES_MAX {
            return;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.insert(execution, Arc::clone(start));
    }
}
