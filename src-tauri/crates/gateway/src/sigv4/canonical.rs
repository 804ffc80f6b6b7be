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
        let values: Vec<String> =
            headers.get_all(name).iter().map(|value| folded(value.as_bytes())).collect();
        let _ = writeln!(text, "{name}:{}", values.join(","));
    }
    let _ = write!(text, "\n{signed_headers}\n{}", hex(&Sha256::digest(body)));
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
fn folded(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    text.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
