//! Which requests may come from a program of this machine: pure rules over the request's head.
//!
//! The signature already keeps strangers out; these rules also keep web pages from learning that the door exists.

use axum::http::{HeaderMap, Method, Uri};

use crate::sigv4::single;

/// Why a request is turned away without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stranger {
    /// Not addressed to one of our names.
    Host,
    /// Sent by a web page.
    Origin,
}

/// Whether AWS's door is meant, and not the browser's: a `POST /` that only AWS clients send.
pub(crate) fn is_meant(method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
    let is_signed =
        single(headers, "authorization").is_some_and(|authorization| authorization.starts_with("AWS4-"));
    let is_amazon_json =
        single(headers, "content-type").is_some_and(|kind| kind.starts_with("application/x-amz-json"));
    let is_aimed = headers.contains_key("x-amz-target");
    method == Method::POST && uri.path() == "/" && (is_aimed || is_signed || is_amazon_json)
}

/// Checks a request to the door on `port`.
pub(crate) fn check(uri: &Uri, headers: &HeaderMap, port: u16) -> Result<(), Stranger> {
    let host = single(headers, "host").ok_or(Stranger::Host)?;
    let absolute = uri.authority().is_none_or(|authority| is_our_host(authority.as_str(), port));
    if !is_our_host(host, port) || !absolute {
        return Err(Stranger::Host);
    }
    // Programs send neither; browsers send them with every request that a page of another address makes.
    if headers.contains_key("origin") || headers.contains_key("sec-fetch-site") {
        return Err(Stranger::Origin);
    }
    Ok(())
}

/// Our names on `port`. SDKs put `sync-` before the host for operations that answer when the work is done.
fn is_our_host(host: &str, port: u16) -> bool {
    let host = host.strip_prefix("sync-").unwrap_or(host);
    ["127.0.0.1", "[::1]", "localhost"].iter().any(|name| {
        host.strip_prefix(name).is_some_and(|rest| match rest.strip_prefix(':') {
            Some(number) => number == port.to_string(),
            None => rest.is_empty() && port == 80,
        })
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

    use super::{Stranger, check, is_meant};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        map
    }

    fn verdict(uri: &str, pairs: &[(&'static str, &'static str)]) -> Result<(), Stranger> {
        check(&uri.parse().expect("an address"), &headers(pairs), 7171)
    }

    #[test]
    fn our_names_are_answered() {
        for host in
            ["127.0.0.1:7171", "localhost:7171", "[::1]:7171", "sync-localhost:7171", "sync-127.0.0.1:7171"]
        {
            assert_eq!(verdict("/", &[("host", host)]), Ok(()), "{host}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for host in [
            "evil.example:7171",
            "localhost.evil:7171",
            "sync-evil.example:7171",
            "sync-sync-localhost:7171",
            "0.0.0.0:7171",
            "127.0.0.1",
            "127.0.0.1:07171",
            "127.0.0.1:80",
            "[::ffff:127.0.0.1]:7171",
            "",
        ] {
            assert_eq!(verdict("/", &[("host", host)]), Err(Stranger::Host), "{host}");
        }
        assert_eq!(verdict("/", &[]), Err(Stranger::Host));
        assert_eq!(verdict("http://evil.example/", &[("host", "localhost:7171")]), Err(Stranger::Host));
        let two = [("host", "localhost:7171"), ("host", "evil.example")];
        assert_eq!(verdict("/", &two), Err(Stranger::Host));
    }

    #[test]
    fn web_pages_are_turned_away() {
        for origin in
            ["null", "file://", "https://evil.example", "http://localhost:7171", "tauri://localhost"]
        {
            let pairs = [("host", "localhost:7171"), ("origin", origin)];
            assert_eq!(verdict("/", &pairs), Err(Stranger::Origin), "{origin}");
        }
        let fetched = [("host", "localhost:7171"), ("sec-fetch-site", "cross-site")];
        assert_eq!(verdict("/", &fetched), Err(Stranger::Origin));
    }

    #[test]
    fn the_browsers_requests_are_left_to_the_browsers_door() {
        let meant = |method, uri: &str, pairs: &[_]| {
            is_meant(&method, &uri.parse::<Uri>().expect("an address"), &headers(pairs))
        };
        let target = ("x-amz-target", "AWSStepFunctions.ListActivities");
        assert!(meant(Method::POST, "/", &[target]));
        assert!(meant(Method::POST, "/", &[("content-type", "application/x-amz-json-1.0")]));
        assert!(meant(Method::POST, "/", &[("authorization", "AWS4-HMAC-SHA256 x")]));
        assert!(!meant(Method::GET, "/", &[target]));
        assert!(!meant(Method::POST, "/api/sign_in", &[target]));
        assert!(!meant(Method::POST, "/", &[("content-type", "application/json")]));
    }
}
