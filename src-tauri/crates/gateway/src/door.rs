//! From a request's bytes to an answer's bytes.

use std::collections::HashMap;
use std::sync::Mutex;

use api::Drivers;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use engine::Timestamp;
use serde_json::Value;
use tokio::sync::watch;

use crate::guard::{self, Stranger};
use crate::known_machines::KnownMachines;
use crate::members::Members;
use crate::operations::start_execution::TRACE_HEADER;
use crate::refusal::Refusal;
use crate::s3::{self, S3Door};
use crate::sigv4::{self, Credentials, Seen, SigningKeys, single};
use crate::{operations, state_machines};

/// Largest request: AWS's 1 MB definition with everything escaped.
const BODY_BYTES_MAX: usize = 8 * 1024 * 1024;
const AMAZON_JSON: &str = "application/x-amz-json-1.0";
const TARGET: &str = "AWSStepFunctions.";
/// Where X-Ray's trace header may be, for the operations that take one.
const TRACE_ID: &str = "x-amzn-trace-id";

/// A request's head and its body.
#[derive(Debug)]
pub struct Knock {
    /// Method, address and headers.
    pub head: Parts,
    /// The body, not read yet.
    pub body: Body,
}

/// AWS's door. It opens no socket; a server hands it the requests that [`Gateway::is_meant`].
#[derive(Debug)]
pub struct Gateway {
    pub(crate) drivers: Drivers,
    keys: watch::Receiver<Credentials>,
    signing_keys: SigningKeys,
    seen: Seen,
    s3: S3Door,
    port: u16,
    /// Texts of definitions by their hash.
    pub(crate) texts: Mutex<HashMap<String, String>>,
    pub(crate) known_machines: KnownMachines,
}

impl Gateway {
    /// Answers to holders of the `keys` of the moment, addressed to one of our loopback names on `port`. Account and
    /// region never change.
    #[must_use]
    pub fn new(drivers: Drivers, keys: watch::Receiver<Credentials>, port: u16) -> Self {
        let s3 = S3Door::new(&drivers, keys.clone());
        Self {
            drivers,
            keys,
            signing_keys: SigningKeys::default(),
            seen: Seen::default(),
            s3,
            port,
            texts: Mutex::default(),
            known_machines: KnownMachines::default(),
        }
    }

    /// Whether a request is for this door and not for the browser's, which may have the same address: a `POST /` with
    /// `X-Amz-Target`, AWS's content type or AWS's signature, or anything that is signed for S3.
    #[must_use]
    pub fn is_meant(method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
        s3::is_meant(uri, headers) || guard::is_meant(method, uri, headers)
    }

    /// Answers a request. Dropping the future ends a long poll.
    pub async fn answer(&self, knock: Knock) -> Response {
        let Knock { head, body } = knock;
        match guard::check(&head.uri, &head.headers, self.port) {
            // No body: what answers to a foreign name must be worthless to the page that asked.
            Err(Stranger::Host) => return StatusCode::MISDIRECTED_REQUEST.into_response(),
            Err(Stranger::Origin) => return StatusCode::FORBIDDEN.into_response(),
            Ok(()) if !Self::is_meant(&head.method, &head.uri, &head.headers) => {
                return StatusCode::NOT_FOUND.into_response();
            }
            Ok(()) => {}
        }
        if s3::is_meant(&head.uri, &head.headers) {
            return self.s3.answer(head, body).await;
        }
        if length(&head.headers).is_some_and(|length| length > BODY_BYTES_MAX) {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        }
        let Ok(body) = axum::body::to_bytes(body, BODY_BYTES_MAX).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        let answer = match self.believe(&head, &body) {
            Ok(()) => self.perform(&head.headers, &body).await,
            Err(refusal) => Err(refusal),
        };
        self.response(answer)
    }

    fn believe(&self, head: &Parts, body: &[u8]) -> Result<(), Refusal> {
        // Clients sign by the clock of the machine, also after it was set back.
        let now = self.drivers.chance.wall();
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
        let method = head.method.as_str();
        let verdict =
            sigv4::verify(&self.keys.borrow(), &self.signing_keys, method, target, &head.headers, body, now);
        let verdict = verdict.and_then(|signature| match self.seen.is_new(&signature, &head.headers, now) {
            true => Ok(()),
            false => Err(sigv4::Doubt::Copy),
        });
        verdict.map_err(|doubt| {
            let (name, text) = doubt.words();
            Refusal::new(name, text).with_status(403)
        })
    }

    async fn perform(&self, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
        if single(headers, "content-type") != Some(AMAZON_JSON) {
            return Err(Refusal::unreadable(format!("the content type must be {AMAZON_JSON}")));
        }
        let target = single(headers, "x-amz-target").unwrap_or_default();
        let operation = target.strip_prefix(TARGET).unwrap_or_default();
        let trace = single(headers, TRACE_ID);
        let members = || {
            let mut members = Members::read(body)?;
            // The header is preferred to the member (AWS, StartExecution, traceHeader).
            if let Some(trace) = trace {
                members.set_header(TRACE_HEADER, trace);
            }
            Ok(members)
        };
        operations::perform(self, operation, members).await
    }

    fn response(&self, answer: Result<Value, Refusal>) -> Response {
        let (status, body, error) = match answer {
            Ok(body) => (200, body, None),
            Err(refusal) => (refusal.status, refusal.body(), Some(refusal.name)),
        };
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert("content-type", HeaderValue::from_static(AMAZON_JSON));
        headers.insert("cache-control", HeaderValue::from_static("no-store"));
        if let Ok(id) = HeaderValue::from_str(&self.drivers.chance.uuid()) {
            headers.insert("x-amzn-requestid", id);
        }
        if let Some(error) = error {
            headers.insert("x-amzn-errortype", HeaderValue::from_static(error));
        }
        response
    }

    /// Milliseconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.drivers.chance.now()
    }

    /// ARN of a resource of ours.
    pub(crate) fn arn(&self, kind: &str, name: &str) -> String {
        let keys = self.keys.borrow();
        let Credentials { region, account, .. } = &*keys;
        format!("arn:aws:states:{region}:{account}:{kind}:{name}")
    }

    /// What the ARNs of this account's log groups begin with.
    pub(crate) fn log_groups(&self) -> String {
        let keys = self.keys.borrow();
        let Credentials { region, account, .. } = &*keys;
        format!("arn:aws:logs:{region}:{account}:log-group:")
    }

    /// Asks the database.
    pub(crate) fn read<T>(
        &self,
        ask: impl FnOnce(&store::Reading<'_>) -> Result<T, store::Error>,
    ) -> Result<T, Refusal> {
        Ok(self.drivers.store.read(ask)?)
    }

    /// Changes the database in one transaction. A refusal must come before the first change.
    pub(crate) async fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&store::Writing<'_>) -> Result<T, state_machines::Trouble> + Send + 'static,
    ) -> Result<T, Refusal> {
        let written = self.drivers.store.write(move |tables| match change(tables) {
            Ok(value) => Ok(Ok(value)),
            Err(state_machines::Trouble::Refused(refusal)) => Ok(Err(refusal)),
            Err(state_machines::Trouble::Store(error)) => Err(error),
        });
        let machines = self.drivers.machines.clone();
        // Told also if the client goes away meanwhile.
        let told = tokio::spawn(async move {
            let changed = written.await;
            if matches!(changed, Ok(Ok(_))) {
                machines.send_modify(|count| *count = count.wrapping_add(1));
            }
            changed
        });
        told.await.map_err(|_| Refusal::internal("the change broke off"))??
    }
}

/// What a request says about the length of its body.
fn length(headers: &HeaderMap) -> Option<usize> {
    single(headers, "content-length")?.parse().ok()
}

/// An instant, given in milliseconds, as the protocol has it.
pub(crate) fn seconds(milliseconds: i64) -> Value {
    Timestamp(milliseconds).seconds().into()
}

/// Adds a member to an object.
pub(crate) fn put(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value.into());
    }
}
