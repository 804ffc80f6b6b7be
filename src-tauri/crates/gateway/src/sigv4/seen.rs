//! Requests that were let in and must not come again.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use runtime::Trusted;
use sha2::{Digest, Sha256};

use super::WINDOW_MILLISECONDS;

/// Requests that are remembered at most; the oldest are forgotten first.
const REQUESTS_MAX: usize = 1_000_000;

/// Half of a digest of it: whoever could make two of the same would only keep the second out.
type Mark = u128;

/// What was let in during the last minutes.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    marks: HashSet<Mark, Trusted>,
    /// The marks by the moment until which they are needed. In order also if the clock was set back in between.
    ends: BTreeMap<i64, Vec<Mark>>,
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
        let digest: [u8; 32] = digest.finalize().into();
        let mark = digest.first_chunk().map_or(0, |half| Mark::from_be_bytes(*half));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        while kept.ends.first_key_value().is_some_and(|(end, _)| *end < now)
            || kept.marks.len() >= REQUESTS_MAX
        {
            let Some((_, old)) = kept.ends.pop_first() else { break };
            for mark in old {
                kept.marks.remove(&mark);
            }
        }
        let is_new = kept.marks.insert(mark);
        if is_new {
            // Its instant may lie in our future, so it is good for up to two windows.
            kept.ends.entry(now.saturating_add(2 * WINDOW_MILLISECONDS)).or_default().push(mark);
        }
        is_new
    }
}
