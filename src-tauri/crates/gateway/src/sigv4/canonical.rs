//! The one text that client and server make of a request, each for itself.

use std::fmt::Write as _;

use axum::http::HeaderMap;
use sha2::{Digest, Sha256};

/// The canonical request. `target` is path and query as they were sent; `signed_headers` is in the client's order.
pub(super) fn request(
    method: &str,
    target: &str,
    headers: &HeaderMap,
    signed_headers: &str,
    body: &[u8],
) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    // Every service but S3 encodes the path, encoded as it is, a second time.
    let path = path.replace('%', "%25");
    let mut text = format!("{method}\n{path}\n{}\n", sorted(query));
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
    let _ = write!(text, "\n{signed_headers}\n{}", hex::encode(Sha256::digest(body)));
    text
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
