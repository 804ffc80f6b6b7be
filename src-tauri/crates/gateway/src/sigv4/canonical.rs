//! The one text that client and server make of a request, each for itself.

use std::borrow::Cow;

use axum::http::HeaderMap;
use sha2::{Digest, Sha256};

/// Room for the text of most requests.
const TEXT_BYTES: usize = 1_024;

/// The canonical request. `target` is path and query as they were sent; `signed_headers` is in the client's order.
pub(super) fn request(
    method: &str,
    target: &str,
    headers: &HeaderMap,
    signed_headers: &str,
    body: &[u8],
) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut text = String::with_capacity(TEXT_BYTES);
    text.extend([method, "\n", &encoded_again(path), "\n", &sorted(query), "\n"]);
    for name in signed_headers.split(';') {
        text.push_str(name);
        let mut before = ':';
        for value in headers.get_all(name) {
            text.push(before);
            push_folded(&mut text, &String::from_utf8_lossy(value.as_bytes()));
            before = ',';
        }
        text.push_str(if before == ':' { ":\n" } else { "\n" });
    }
    text.extend(["\n", signed_headers, "\n"]);
    push_digest(&mut text, body);
    text
}

/// The SHA-256 of `bytes`, as text.
pub(super) fn push_digest(text: &mut String, bytes: &[u8]) {
    let mut digits = [0; 64];
    // Two digits a byte are exactly as many.
    let _ = hex::encode_to_slice(Sha256::digest(bytes), &mut digits);
    text.push_str(&String::from_utf8_lossy(&digits));
}

/// Every service but S3 encodes the path, encoded as it is, a second time.
fn encoded_again(path: &str) -> Cow<'_, str> {
    if path.contains('%') { path.replace('%', "%25").into() } else { path.into() }
}

/// The members of a query in order of their names, then values.
fn sorted(query: &str) -> String {
    let mut members: Vec<(&str, &str)> = query
        .split('&')
        .filter(|member| !member.is_empty())
        .map(|member| member.split_once('=').unwrap_or((member, "")))
        .collect();
    members.sort_unstable();
    let members: Vec<String> = members.iter().map(|(name, value)| format!("{name}={value}")).collect();
    members.join("&")
}

/// A header's value without blanks around it, and with one blank where there are several.
fn push_folded(text: &mut String, value: &str) {
    let begin = text.len();
    for part in value.trim().split(' ').filter(|part| !part.is_empty()) {
        if text.len() > begin {
            text.push(' ');
        }
        text.push_str(part);
    }
}
