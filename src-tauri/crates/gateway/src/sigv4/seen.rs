//! Requests that were let in and must not come again.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use sha2::{Digest, Sha256};

use super::WINDOW_MILLISECONDS;

/// Requests that are remembered at most; the oldest are forgotten first.
const REQUESTS_MAX: usize = 1_000_000;

type Mark = [u8; 32];

/// What was let in during the last minutes.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    marks: HashSet<Mark>,
    /// Until when each mark is needed. In order also if the clock was set back in between.
    ends: BTreeSet<(i64, Mark)>,
}

impl Seen {
    /// Takes note of a request; `false` if it was here before.
    pub(crate) fn is_new(&self, signature: &[u8; 32], headers: &HeaderMap, now: i64) -> bool {
        let mut digest = Sha256::new();
        digest.update(signature);
        for name in ["amz-sdk-invocation-id", "amz-sdk-request"] {
            digest.update([0]);
            for value in headers.get_all(name) {
                digest.update(value.as_bytes());
            }
        }
        let mark: Mark = digest.finalize().into();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        while kept.ends.first().is_some_and(|(end, _)| *end < now) || kept.ends.len() >= REQUESTS_MAX {
            if let Some((_, old)) = kept.ends.pop_first() {
                kept.marks.remove(&old);
            }
        }
        let is_new = kept.marks.insert(mark);
        if is_new {
            // Its instant may lie in our future, so it is good for up to two windows.
            kept.ends.insert((now.saturating_add(2 * WINDOW_MILLISECONDS), mark));
        }
        is_new
    }
}
