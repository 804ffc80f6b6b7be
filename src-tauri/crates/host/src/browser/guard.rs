//! Which requests come from a page of ours: pure rules over the request's head.
//!
//! Being on loopback is no defence: any web page can make a browser send requests there, and a name under a stranger's
//! control can be pointed at 127.0.0.1. So the name the browser used and the page it came from are both checked.

use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, Method, Uri};

/// Why a request is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stranger {
    /// Not addressed to one of our names.
    Host,
    /// Sent by a page that is not ours.
    Origin,
    /// A call that is not JSON, or lacks the header that only our pages can add.
    Form,
}

/// Checks a request to the server on `port`.
pub(super) fn check(method: &Method, uri: &Uri, headers: &HeaderMap, port: u16) -> Result<(), Stranger> {
    let host = single(headers, &HOST).ok_or(Stranger::Host)?;
    let absolute = uri.authority().is_none_or(|authority| is_our_host(authority.as_str(), port));
    if !is_our_host(host, port) || !absolute {
        return Err(Stranger::Host);
    }
    let reads = method == Method::GET || method == Method::HEAD;
    match headers.contains_key(ORIGIN).then(|| single(headers, &ORIGIN)) {
        Some(origin) if !origin.is_some_and(|origin| is_our_origin(origin, host)) => {
            return Err(Stranger::Origin);
        }
        None if !reads => return Err(Stranger::Origin),
        Some(_) | None => {}
    }
    // Sent by browsers only; absent from other clients, which no web page controls.
    let site = headers.get("sec-fetch-site").map(|site| site.as_bytes());
    if site.is_some_and(|site| site != b"same-origin" && site != b"none")
        && !(reads && is_navigation(headers))
    {
        return Err(Stranger::Origin);
    }
    if !reads && !is_call(headers) {
        return Err(Stranger::Form);
    }
    Ok(())
}

/// The only names under which we answer, with the port we listen on.
fn is_our_host(host: &str, port: u16) -> bool {
    ["127.0.0.1", "[::1]", "localhost"].iter().any(|name| {
        host.strip_prefix(name).is_some_and(|rest| match rest.strip_prefix(':') {
            Some(number) => number.parse() == Ok(port) && number == port.to_string(),
            None => rest.is_empty() && port == 80,
        })
    })
}

fn is_our_origin(origin: &str, host: &str) -> bool {
    origin.strip_prefix("http://") == Some(host)
}

/// A person following a link, for example to the address with the one-time key.
fn is_navigation(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate")
}

/// Exactly JSON, and marked by a header that a foreign page cannot add without our consent.
fn is_call(headers: &HeaderMap) -> bool {
    let json = single(headers, &CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase().replace(' ', "");
        kind == "application/json" || kind == "application/json;charset=utf-8"
    });
    json && single(headers, &HeaderName::from_static("x-signalbox")) == Some("1")
}

/// The value of a header that must be there exactly once.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

    use super::{Stranger, check};

    fn verdict(method: &str, uri: &str, headers: &[(&'static str, &'static str)]) -> Result<(), Stranger> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        check(&method, &uri.parse::<Uri>().expect("an address"), &map, 7171)
    }

    const OURS: [(&str, &str); 4] = [
        ("host", "127.0.0.1:7171"),
        ("origin", "http://127.0.0.1:7171"),
        ("content-type", "application/json"),
        ("x-signalbox", "1"),
    ];

    /// A call of ours with one header replaced (or dropped, if `value` is empty).
    fn changed(name: &'static str, value: &'static str) -> Result<(), Stranger> {
        let mut headers: Vec<_> = OURS.into_iter().filter(|(header, _)| *header != name).collect();
        if !value.is_empty() {
            headers.push((name, value));
        }
        verdict("POST", "/api/describe_session", &headers)
    }

    #[test]
    fn our_pages_may_call() {
        assert_eq!(verdict("POST", "/api/describe_session", &OURS), Ok(()));
        for host in ["localhost:7171", "[::1]:7171"] {
            assert_eq!(verdict("GET", "/", &[("host", host)]), Ok(()), "{host}");
        }
    }

    #[test]
    fn only_our_names_are_answered() {
        for host in [
            "evil.example",
            "evil.example:7171",
            "localhost.evil:7171",
            "0.0.0.0:7171",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.0.0.1:07171",
            "127.0.0.1:7171.evil",
            "[::ffff:127.0.0.1]:7171",
            "127.0.0.2:7171",
            "user@127.0.0.1:7171",
            "",
        ] {
            assert_eq!(verdict("GET", "/", &[("host", host)]), Err(Stranger::Host), "{host}");
            assert_eq!(verdict("OPTIONS", "/api/x", &[("host", host)]), Err(Stranger::Host), "{host}");
        }
        assert_eq!(verdict("GET", "/", &[]), Err(Stranger::Host));
        let two = [("host", "127.0.0.1:7171"), ("host", "evil.example")];
        assert_eq!(verdict("GET", "/", &two), Err(Stranger::Host));
        let absolute = verdict("GET", "http://evil.example/", &[("host", "127.0.0.1:7171")]);
        assert_eq!(absolute, Err(Stranger::Host));
    }

    #[test]
    fn foreign_pages_are_turned_away() {
        for origin in [
            "",
            "null",
            "file://",
            "https://evil.example",
            "https://127.0.0.1:7171",
            "http://localhost:7171",
            "http://127.0.0.1:7172",
            "http://127.0.0.1:7171.evil.example",
            "tauri://localhost",
        ] {
            assert_eq!(changed("origin", origin), Err(Stranger::Origin), "{origin}");
        }
        let image =
            [("host", "127.0.0.1:7171"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")];
        assert_eq!(verdict("GET", "/api/changes", &image), Err(Stranger::Origin));
        let link =
            [("host", "127.0.0.1:7171"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
        assert_eq!(verdict("GET", "/", &link), Ok(()));
    }

    #[test]
    fn a_call_is_json_with_our_header() {
        for kind in [
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/json, text/plain",
            "text/plain;application/json",
        ] {
            assert_eq!(changed("content-type", kind), Err(Stranger::Form), "{kind}");
        }
        assert_eq!(changed("content-type", "application/json; charset=UTF-8"), Ok(()));
        assert_eq!(changed("x-signalbox", ""), Err(Stranger::Form));
        assert_eq!(changed("x-signalbox", "true"), Err(Stranger::Form));
    }
}
