//! The client's side, for tests and for tools of ours that call the door.

use axum::http::{HeaderMap, HeaderValue};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::canonical::{self, push_digest};
use super::{ALGORITHM, Credentials, SERVICE, instant};

/// Headers that a client adds to sign its request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// `X-Amz-Date`
    pub date: String,
    /// `Authorization`
    pub authorization: String,
}

/// Signs `POST /` with these headers besides `X-Amz-Date`; `now` in milliseconds since 1970.
#[must_use]
pub fn sign(credentials: &Credentials, headers: &HeaderMap, body: &[u8], now: i64) -> Signed {
    let date = instant::text(now);
    let mut headers = headers.clone();
    if let Ok(value) = HeaderValue::from_str(&date) {
        headers.insert("x-amz-date", value);
    }
    let mut names: Vec<&str> = headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let names = names.join(";");
    let day = date.get(..8).unwrap_or_default();
    let scope = format!("{day}/{}/{SERVICE}/aws4_request", credentials.region);
    let request = canonical::request("POST", "/", &headers, &names, body);
    let key = signing_key(&credentials.secret, day, &credentials.region);
    let text = text_to_sign(&date, &scope, &request);
    let signature = hex::encode(key.chain_update(text).finalize().into_bytes());
    let credential = format!("{}/{scope}", credentials.access_key);
    let authorization =
        format!("{ALGORITHM} Credential={credential}, SignedHeaders={names}, Signature={signature}");
    Signed { date, authorization }
}

/// What is signed: the instant, the scope and the hash of the canonical request.
pub(super) fn text_to_sign(date: &str, scope: &str, canonical: &str) -> String {
    let mut text = format!("{ALGORITHM}\n{date}\n{scope}\n");
    push_digest(&mut text, canonical.as_bytes());
    text
}

/// Signs for one day, one region and one service.
pub(super) fn signing_key(secret: &str, day: &str, region: &str) -> Hmac<Sha256> {
    let first = keyed(format!("AWS4{secret}").as_bytes());
    [day, region, SERVICE, "aws4_request"]
        .iter()
        .fold(first, |key, part| keyed(&key.chain_update(part).finalize().into_bytes()))
}

/// HMAC-SHA256 of nothing yet.
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    // Keys of any length are accepted; longer ones than a block are hashed first, as the standard says.
    let mut block = [0; 64];
    if key.len() > block.len() {
        block.iter_mut().zip(Sha256::digest(key)).for_each(|(place, byte)| *place = byte);
    } else {
        block.iter_mut().zip(key).for_each(|(place, byte)| *place = *byte);
    }
    Hmac::<Sha256>::new(&block.into())
}
