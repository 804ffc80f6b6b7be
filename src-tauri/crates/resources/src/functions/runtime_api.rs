//! The Lambda Runtime API (2018-06-01) on loopback: what a warm process asks for work and answers to.
//!
//! Each process has its own secret in its address, so neither another process nor a web page can take or answer its
//! invocations.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::sync::mpsc;

/// Lambda's limit for a synchronous answer: 6 MB, and a little for the envelope of errors.
const BODY_BYTES_MAX: usize = 6 * 1024 * 1024 + 64 * 1024;

/// One event for a handler.
#[derive(Debug)]
pub(super) struct Invocation {
    /// Request id.
    pub id: String,
    /// ARN the handler finds in its context.
    pub function_arn: String,
    /// The event, JSON.
    pub event: String,
    /// When the handler must be done, milliseconds since 1970.
    pub deadline: i64,
}

/// What a process said about its invocation, as JSON bytes.
#[derive(Debug)]
pub(super) enum Said {
    /// The handler's result.
    Response(Bytes),
    /// The handler threw.
    Error(Bytes),
    /// The module could not be loaded.
    InitError(Bytes),
    /// More than Lambda takes. The rest of it was not read.
    TooMuch,
}

/// The listening server. Closed when dropped.
#[derive(Debug)]
pub(super) struct RuntimeApi {
    address: SocketAddr,
    doors: Doors,
    serving: tokio::task::AbortHandle,
}

type Doors = Arc<Mutex<HashMap<String, Arc<Door>>>>;

#[derive(Debug)]
struct Door {
    invocations: tokio::sync::Mutex<mpsc::Receiver<Invocation>>,
    current: Mutex<Option<String>>,
    said: mpsc::Sender<Said>,
}

/// A process's place at the server, given back when dropped.
#[derive(Debug)]
pub(super) struct Seat {
    /// Value for `AWS_LAMBDA_RUNTIME_API`.
    pub api: String,
    /// Where its invocations go in.
    pub invocations: mpsc::Sender<Invocation>,
    /// Where its answers come out.
    pub said: mpsc::Receiver<Said>,
    secret: String,
    doors: Doors,
}

impl RuntimeApi {
    /// Listens on an ephemeral port of 127.0.0.1.
    pub async fn open() -> std::io::Result<Self> {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let doors = Doors::default();
        let router = axum::Router::new()
            .route("/{secret}/2018-06-01/runtime/invocation/next", get(next))
            .route("/{secret}/2018-06-01/runtime/invocation/{id}/{what}", post(answered))
            .route("/{secret}/2018-06-01/runtime/init/error", post(init_error))
            .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
            .with_state(Arc::clone(&doors));
        let serving = tokio::spawn(async move {
            // `axum::serve` only ends when its task is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, doors, serving: serving.abort_handle() })
    }

    /// A place for one process. `secret` must not be guessable.
    pub fn admit(&self, secret: String) -> Seat {
        let (invocations, receiver) = mpsc::channel(1);
        let (sender, said) = mpsc::channel(2);
        let door = Door { invocations: receiver.into(), current: Mutex::default(), said: sender };
        lock(&self.doors).insert(secret.clone(), Arc::new(door));
        let api = format!("{}/{secret}", self.address);
        Seat { api, invocations, said, secret, doors: Arc::clone(&self.doors) }
    }
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        lock(&self.doors).remove(&self.secret);
    }
}

async fn next(State(doors): State<Doors>, Path(secret): Path<String>) -> Response {
    let Some(door) = find(&doors, &secret) else { return StatusCode::NOT_FOUND.into_response() };
    let Some(invocation) = door.invocations.lock().await.recv().await else {
        return StatusCode::GONE.into_response();
    };
    let headers = [
        ("lambda-runtime-aws-request-id", invocation.id.clone()),
        ("lambda-runtime-deadline-ms", invocation.deadline.to_string()),
        ("lambda-runtime-invoked-function-arn", invocation.function_arn),
        ("content-type", "application/json".to_owned()),
    ];
    *lock(&door.current) = Some(invocation.id);
    let headers = headers.into_iter().filter_map(|(name, value)| {
        Some((HeaderName::from_static(name), HeaderValue::from_str(&value).ok()?))
    });
    (HeaderMap::from_iter(headers), invocation.event).into_response()
}

async fn answered(
    State(doors): State<Doors>,
    Path((secret, id, what)): Path<(String, String, String)>,
    body: Result<Bytes, BytesRejection>,
) -> StatusCode {
    let Some(door) = find(&doors, &secret) else { return StatusCode::NOT_FOUND };
    let said = match (what.as_str(), body) {
        ("response", Ok(body)) => Said::Response(body),
        ("error", Ok(body)) => Said::Error(body),
        ("response" | "error", Err(_)) => Said::TooMuch,
        _ => return StatusCode::NOT_FOUND,
    };
    if lock(&door.current).take_if(|current| *current == id).is_none() {
        return StatusCode::BAD_REQUEST;
    }
    accepted(door.said.send(said).await.is_ok())
}

async fn init_error(State(doors): State<Doors>, Path(secret): Path<String>, body: Bytes) -> StatusCode {
    let Some(door) = find(&doors, &secret) else { return StatusCode::NOT_FOUND };
    accepted(door.said.send(Said::InitError(body)).await.is_ok())
}

fn accepted(sent: bool) -> StatusCode {
    if sent { StatusCode::ACCEPTED } else { StatusCode::GONE }
}

fn find(doors: &Doors, secret: &str) -> Option<Arc<Door>> {
    lock(doors).get(secret).cloned()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
