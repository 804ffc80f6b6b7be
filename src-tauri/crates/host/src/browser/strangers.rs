//! What happens before any route is looked at: requests of strangers end here, every answer gets its protective headers.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::guard::{self, Stranger};
use super::{Inner, files};

/// Lets a request pass if it is addressed to us, comes from a page of ours, and its browser used a key.
pub(super) async fn turn_away(State(inner): State<Arc<Inner>>, request: Request, next: Next) -> Response {
    let verdict = guard::check(request.method(), request.uri(), request.headers(), inner.port);
    let response = match verdict {
        // No body: what answers to a foreign name must be worthless to the page that asked.
        Err(Stranger::Host) => return StatusCode::MISDIRECTED_REQUEST.into_response(),
        Err(Stranger::Origin) => return StatusCode::FORBIDDEN.into_response(),
        Err(Stranger::Form) => StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response(),
        Ok(()) if request.uri().path() == "/open" => next.run(request).await,
        Ok(()) if inner.is_inside(request.headers()) => next.run(request).await,
        Ok(()) => ask_for_key(),
    };
    protected(response)
}

/// Says how to get in.
pub(super) fn ask_for_key() -> Response {
    let text = "this is Signalbox; open the address that `signalbox serve` printed, each works once\n";
    (StatusCode::FORBIDDEN, text).into_response()
}

fn protected(mut response: Response) -> Response {
    let headers = [
        ("content-security-policy", files::CONTENT_SECURITY_POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
