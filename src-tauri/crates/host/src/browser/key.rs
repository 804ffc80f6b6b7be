//! The way in: a one-time key in the printed address, exchanged for a cookie.

use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use sha2::{Digest, Sha256};

/// Browsers that may be inside at once; the oldest has to ask for a new key.
const BROWSERS_MAX: usize = 32;

/// Keys that were printed and not used, and browsers that used one. Only hashes are kept, so comparing them tells a
/// guesser nothing by its time. Everything is forgotten when the server stops.
#[derive(Debug, Default)]
pub(super) struct Keys {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    unused: Vec<[u8; 32]>,
    inside: Vec<[u8; 32]>,
}

impl Keys {
    /// Remembers a key that is about to be printed.
    pub fn issue(&self, key: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        push(&mut state.unused, digest(key));
    }

    /// Takes a key, once. `cookie` is then the way in.
    pub fn exchange(&self, key: &str, cookie: &str) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let key = digest(key);
        let before = state.unused.len();
        state.unused.retain(|unused| *unused != key);
        let taken = state.unused.len() < before;
        if taken {
            push(&mut state.inside, digest(cookie));
        }
        taken
    }

    /// Whether a browser with this cookie used a key.
    pub fn admits(&self, cookie: Option<&str>) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        cookie.is_some_and(|cookie| state.inside.contains(&digest(cookie)))
    }
}

fn push(list: &mut Vec<[u8; 32]>, entry: [u8; 32]) {
    if list.len() >= BROWSERS_MAX {
        list.remove(0);
    }
    list.push(entry);
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// The value of a cookie.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (found, value) = pair.trim().split_once('=')?;
        (found == name).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;
    use axum::http::{HeaderMap, HeaderValue};

    use super::{Keys, cookie};

    #[test]
    fn a_key_opens_once() {
        let keys = Keys::default();
        keys.issue("key");
        assert!(!keys.exchange("other", "a"));
        assert!(keys.exchange("key", "a"));
        assert!(!keys.exchange("key", "b"), "replayed");
        assert!(keys.admits(Some("a")));
        assert!(!keys.admits(Some("b")) && !keys.admits(Some("")) && !keys.admits(None));
    }

    #[test]
    fn cookies_are_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("a=1; door=x=y; b=2"));
        assert_eq!(cookie(&headers, "door"), Some("x=y"));
        assert_eq!(cookie(&headers, "oor"), None);
    }
}
