//! An AWS client in its smallest form: one signed request per connection.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use host::gateway::{Credentials, sign};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Speaks to one door.
#[derive(Debug)]
pub struct Client {
    pub port: u16,
    pub credentials: Credentials,
    calls: AtomicU64,
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {:?}", self.body))
    }

    /// The answer as boto3 gives it: without nulls, with the status; errors as `Error`.
    pub fn as_boto(&self) -> Value {
        let mut shown = self.json();
        let members = shown.as_object_mut().expect("an object");
        members.retain(|_, value| !value.is_null());
        if let Some(name) = members.remove("__type") {
            let message = members.get("message").cloned().unwrap_or_default();
            members.insert("Error".into(), json!({ "Code": name, "Message": message }));
        }
        members.insert("ResponseMetadata".into(), json!({ "HTTPStatusCode": self.status }));
        shown
    }

    /// The name of the error.
    pub fn error(&self) -> String {
        self.json()["__type"].as_str().unwrap_or_default().to_owned()
    }
}

impl Client {
    pub fn new(port: u16, credentials: Credentials) -> Self {
        Self { port, credentials, calls: AtomicU64::new(0) }
    }

    /// Calls an operation as an SDK does.
    pub async fn call(&self, operation: &str, parameters: &Value) -> Answer {
        let body = parameters.to_string();
        let headers = self.signed(&self.credentials, operation, body.as_bytes(), now());
        self.send("POST / HTTP/1.1", &headers, body.as_bytes()).await
    }

    /// The headers of a call, signed at `now`, with an invocation id of its own.
    pub fn signed(&self, credentials: &Credentials, operation: &str, body: &[u8], now: i64) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut put = |name: &'static str, value: String| {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_str(&value).expect("a value"));
        };
        put("host", format!("127.0.0.1:{}", self.port));
        put("content-type", "application/x-amz-json-1.0".into());
        put("x-amz-target", format!("AWSStepFunctions.{operation}"));
        let signed = sign(credentials, &headers, body, now);
        let number = self.calls.fetch_add(1, Ordering::Relaxed);
        let late = [
            ("x-amz-date", signed.date),
            ("authorization", signed.authorization),
            ("amz-sdk-invocation-id", number.to_string()),
            ("amz-sdk-request", "attempt=1".into()),
        ];
        for (name, value) in late {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_str(&value).expect("a value"));
        }
        headers
    }

    /// Sends a request as it is.
    pub async fn send(&self, line: &str, headers: &HeaderMap, body: &[u8]) -> Answer {
        let mut head = format!("{line}\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in headers {
            head.push_str(&format!("{name}: {}\r\n", value.to_str().expect("a text")));
        }
        head.push_str("\r\n");
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.expect("a connection");
        stream.write_all(head.as_bytes()).await.expect("sent");
        stream.write_all(body).await.expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.expect("an answer");
        let text = String::from_utf8(bytes).expect("a text");
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, body: body.to_owned() }
    }
}

/// Milliseconds since 1970.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_millis()).expect("not yet")
}
