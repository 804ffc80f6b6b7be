//! Texts that pages have sent: of the next one a page sends only what has changed, since a text of a megabyte would
//! go through the browser and over the wire with every key.
//!
//! The header `x-signalbox-text` names a text. `ID` alone: the request holds all of it, and it is kept. `ID BASE FROM
//! TO`: the request's `text` takes the place of `FROM..TO` (UTF-16 units) in the text that was kept as `BASE`, and the
//! whole is kept as `ID`. Whoever names a base that is not kept any more is told so and sends everything.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use api::Utf16;
use axum::http::HeaderMap;

/// The header.
const NAME: &str = "x-signalbox-text";
/// So many texts are kept, the latest ones, of all pages together.
const TEXTS_MAX: usize = 8;
/// So many bytes of them, unless one alone is larger.
const BYTES_MAX: usize = 32 * 1024 * 1024;

/// The latest texts.
#[derive(Debug, Default)]
pub(super) struct Texts {
    kept: Mutex<VecDeque<(String, Arc<str>)>>,
}

/// The base is not kept, or the header makes no sense.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unknown;

#[derive(serde::Deserialize)]
struct Request {
    text: String,
}

impl Texts {
    /// The whole text of a request; `None` if it says nothing about its text.
    ///
    /// # Errors
    /// If everything has to be sent.
    pub(super) fn take(&self, headers: &HeaderMap, request: &str) -> Result<Option<String>, Unknown> {
        let Some(header) = headers.get(NAME) else { return Ok(None) };
        let words: Vec<&str> = header.to_str().map_err(|_| Unknown)?.split(' ').collect();
        let Request { text: sent } = serde_json::from_str(request).map_err(|_| Unknown)?;
        let (id, text) = match words.as_slice() {
            [id] => (*id, sent),
            [id, base, from, to] => {
                let base = self.find(base).ok_or(Unknown)?;
                let (from, to) = (byte_of(&base, from)?, byte_of(&base, to)?);
                let (before, after) = (base.get(..from.min(to)), base.get(to..));
                let parts = [before.ok_or(Unknown)?, sent.as_str(), after.ok_or(Unknown)?];
                (*id, parts.concat())
            }
            _ => return Err(Unknown),
        };
        self.keep(id, &text);
        Ok(Some(text))
    }

    fn find(&self, id: &str) -> Option<Arc<str>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().rev().find(|(known, _)| known == id).map(|(_, text)| Arc::clone(text))
    }

    fn keep(&self, id: &str, text: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((id.to_owned(), Arc::from(text)));
        let bytes =
            |kept: &VecDeque<(String, Arc<str>)>| kept.iter().map(|(_, text)| text.len()).sum::<usize>();
        while kept.len() > TEXTS_MAX || (kept.len() > 1 && bytes(&kept) > BYTES_MAX) {
            kept.pop_front();
        }
    }
}

fn byte_of(text: &str, unit: &str) -> Result<usize, Unknown> {
    let unit: u32 = unit.parse().map_err(|_| Unknown)?;
    Ok(Utf16::new(text).byte(unit))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::{NAME, TEXTS_MAX, Texts, Unknown};

    fn take(texts: &Texts, header: &str, text: &str) -> Result<Option<String>, Unknown> {
        let mut headers = HeaderMap::new();
        headers.insert(NAME, header.parse().expect("a header"));
        texts.take(&headers, &serde_json::json!({ "text": text, "folded": [] }).to_string())
    }

    #[test]
    fn a_text_follows_from_the_one_before() {
        let texts = Texts::default();
        assert_eq!(texts.take(&HeaderMap::new(), "{}"), Ok(None));
        assert_eq!(take(&texts, "p.1", "a 🦀 c"), Ok(Some("a 🦀 c".to_owned())));
        assert_eq!(take(&texts, "p.2 p.1 4 5", "é"), Ok(Some("a 🦀éc".to_owned())));
        assert_eq!(take(&texts, "p.3 p.2 5 6", ""), Ok(Some("a 🦀é".to_owned())));
        assert_eq!(take(&texts, "p.4 p.1 0 99", "b"), Ok(Some("b".to_owned())));
    }

    #[test]
    fn what_is_not_kept_has_to_be_sent() {
        let texts = Texts::default();
        assert_eq!(take(&texts, "p.2 p.1 0 0", "b"), Err(Unknown));
        for at in 0..=TEXTS_MAX {
            assert!(take(&texts, &format!("p.{at}"), "a").is_ok());
        }
        assert_eq!(take(&texts, "q p.0 0 0", "b"), Err(Unknown), "the oldest one has made room");
        assert_eq!(take(&texts, "q p.1 0 0", "b"), Ok(Some("ba".to_owned())));
        for header in ["q p.2", "q p.2 0", "q p.2 0 x", "q p.2 0 0 0"] {
            assert_eq!(take(&texts, header, "b"), Err(Unknown), "{header}");
        }
    }
}
