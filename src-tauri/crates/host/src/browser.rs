//! The browser door: the interface and its operations over HTTP, on loopback only, for a browser that used the key.
//!
//! AWS's door has the same address: what only AWS clients send (a `POST /` with `X-Amz-Target`, their content type or
//! their signature) goes to `gateway`, which has guards of its own; everything else comes here.

mod files;
mod guard;
mod key;
mod strangers;
#[cfg(test)]
mod tests;
mod texts;

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use api::{Asked, Caller, Code, Door, SessionToken};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::handler::Handler as _;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use gateway::{Gateway, Knock};
use tower_service::Service as _;

use crate::Premises;
use crate::loopback::{Bound, Served};
use key::{Keys, cookie};
use texts::Texts;

/// Largest request: a 16 MB workflow with everything escaped.
const BODY_BYTES_MAX: usize = 40 * 1024 * 1024;
/// Thirty days, as long as an unused session lives.
const SESSION_COOKIE_SECONDS: u32 = 30 * 24 * 60 * 60;

/// The listening door. Closed when dropped.
#[derive(Debug)]
pub struct BrowserDoor {
    inner: Arc<Inner>,
    served: Served,
}

#[derive(Debug)]
struct Inner {
    premises: Premises,
    keys: Keys,
    texts: Texts,
    interface: Option<PathBuf>,
    port: u16,
    /// AWS's door, once there is a host behind it.
    gateway: OnceLock<Gateway>,
}

impl BrowserDoor {
    /// Listens on 127.0.0.1 and ::1, on `port` or, if it is 0, on one that the system chooses.
    ///
    /// # Errors
    /// If the port is taken. Without IPv6 on the machine only 127.0.0.1 is served.
    pub async fn open(
        premises: impl Into<Premises>,
        interface: Option<PathBuf>,
        port: u16,
    ) -> std::io::Result<Self> {
        let bound = Bound::to(port).await?;
        let port = bound.port;
        let inner = Arc::new(Inner {
            premises: premises.into(),
            keys: Keys::default(),
            texts: Texts::default(),
            interface,
            port,
            gateway: OnceLock::new(),
        });
        let doors = Doors { router: router(Arc::clone(&inner)), inner: Arc::clone(&inner) };
        let served = bound.serve(&answer.with_state(doors));
        Ok(Self { inner, served })
    }

    /// Where it answers, without a key.
    #[must_use]
    pub fn origin(&self) -> String {
        self.served.origin()
    }

    /// An address with a new key in it, good for one browser.
    #[must_use]
    pub fn address(&self) -> String {
        let key = self.inner.premises.secret();
        self.inner.keys.issue(&key);
        format!("{}/open?key={key}", self.origin())
    }
}

fn router(inner: Arc<Inner>) -> axum::Router {
    axum::Router::new()
        .route("/open", get(open))
        .route("/api/changes", get(changes))
        .route("/api/{operation}", post(call))
        .fallback(interface)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&inner), strangers::turn_away))
        .with_state(inner)
}

/// Both doors of one address.
#[derive(Clone)]
struct Doors {
    router: axum::Router,
    inner: Arc<Inner>,
}

/// Sends the requests of AWS clients to their door. They are many and meet none of the layers of the other.
async fn answer(State(doors): State<Doors>, request: Request) -> Response {
    let Doors { mut router, inner } = doors;
    if !Gateway::is_meant(request.method(), request.uri(), request.headers()) {
        // Never fails.
        return router.call(request).await.into_response();
    }
    let (head, body) = request.into_parts();
    let Some(gateway) = inner.gateway() else {
        let text = "the database of Signalbox is damaged; open Signalbox to recover it\n";
        return (StatusCode::SERVICE_UNAVAILABLE, text).into_response();
    };
    gateway.answer(Knock { head, body }).await
}

#[derive(serde::Deserialize)]
struct Opening {
    key: String,
}

/// Exchanges the key for a cookie. A browser that is inside already may use an old address to come back.
async fn open(
    State(inner): State<Arc<Inner>>,
    method: Method,
    headers: HeaderMap,
    Query(opening): Query<Opening>,
) -> Response {
    // A preview that only looks whether the address exists must not use the key up.
    if method == Method::HEAD {
        return StatusCode::OK.into_response();
    }
    let home = [(LOCATION, HeaderValue::from_static("/"))];
    let way_in = inner.premises.secret();
    if inner.keys.exchange(&opening.key, &way_in) {
        let cookie = format!("{}={way_in}; Path=/; HttpOnly; SameSite=Strict", inner.door_cookie());
        let Ok(cookie) = HeaderValue::from_str(&cookie) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        return (StatusCode::SEE_OTHER, home, [(SET_COOKIE, cookie)]).into_response();
    }
    if inner.is_inside(&headers) {
        return (StatusCode::SEE_OTHER, home).into_response();
    }
    strangers::ask_for_key()
}

async fn call(
    State(inner): State<Arc<Inner>>,
    Path(operation): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Ok(request) = std::str::from_utf8(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let Ok(text) = inner.texts.take(&headers, request) else {
        return StatusCode::PRECONDITION_FAILED.into_response();
    };
    let session = cookie(&headers, &inner.session_cookie()).map(SessionToken::sent);
    let mut caller = Caller { door: Door::Browser, session: session.clone() };
    let (status, json) =
        match inner.premises.call(&operation, Asked { json: request, text }, &mut caller).await {
            Ok(json) => (StatusCode::OK, json),
            Err(error) => (status_of(error.code), serde_json::to_string(&error).unwrap_or_default()),
        };
    let plain = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let mut response = (status, plain, json).into_response();
    if caller.session != session
        && let Some(cookie) = kept_session(&inner.session_cookie(), caller.session.as_ref())
    {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

async fn changes(State(inner): State<Arc<Inner>>) -> Response {
    // Heard from now on, if there is something to hear.
    let changes = inner.premises.host().map(|host| host.changes());
    let premises = inner.premises.clone();
    let stream = futures_util::stream::unfold(changes, move |changes| {
        let premises = premises.clone();
        async move {
            let mut changes = match changes {
                Some(changes) => changes,
                None => premises.changes().await,
            };
            let change = changes.next().await?;
            let event = Event::default().json_data(change).unwrap_or_default();
            Some((Ok::<_, Infallible>(event), Some(changes)))
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

async fn interface(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    files::serve(inner.interface.as_deref(), request.uri().path()).await
}

/// Makes the browser keep `session` in the cookie named `name`, or forget it.
fn kept_session(name: &str, session: Option<&SessionToken>) -> Option<HeaderValue> {
    let (value, age) = session.map_or(("", 0), |session| (session.text(), SESSION_COOKIE_SECONDS));
    let cookie = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&cookie).ok()
}

fn status_of(code: Code) -> StatusCode {
    match code {
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Invalid => StatusCode::BAD_REQUEST,
        Code::Conflict => StatusCode::CONFLICT,
        Code::Refused => StatusCode::FORBIDDEN,
        Code::SignedOut => StatusCode::UNAUTHORIZED,
        Code::LimitReached => StatusCode::TOO_MANY_REQUESTS,
        Code::Unavailable | Code::Damaged => StatusCode::SERVICE_UNAVAILABLE,
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl Inner {
    fn gateway(&self) -> Option<&Gateway> {
        if self.gateway.get().is_none() {
            let gateway = self.premises.host()?.gateway(self.port);
            return Some(self.gateway.get_or_init(|| gateway));
        }
        self.gateway.get()
    }

    /// Cookies ignore ports, so two doors on one machine need two names.
    fn door_cookie(&self) -> String {
        format!("signalbox_door_{}", self.port)
    }

    /// Named like the door: signing in at one must not sign out at the other.
    fn session_cookie(&self) -> String {
        format!("signalbox_session_{}", self.port)
    }

    fn is_inside(&self, headers: &HeaderMap) -> bool {
        self.keys.admits(cookie(headers, &self.door_cookie()))
    }
}
