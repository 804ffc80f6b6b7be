//! Programs that call a door over HTTP, each over a connection that stays open.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use std::time::{Duration, Instant};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use host::gateway::{Credentials, sign};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::times::within;

/// How it went.
#[derive(Clone, Debug)]
pub struct Pace {
    /// Requests per second.
    pub rate: f64,
    times: Vec<Duration>,
}

impl Pace {
    /// The time within which this part of the requests was answered, in milliseconds.
    pub fn milliseconds(&self, part: f64) -> f64 {
        within(&self.times, part)
    }
}

/// A request, signed at the instant `now` and ready to be sent; `number` tells it from all others.
pub fn signed(
    credentials: &Credentials,
    port: u16,
    operation: &str,
    body: &Value,
    number: usize,
    now: i64,
) -> Vec<u8> {
    let body = body.to_string();
    let headers = headers(port, operation);
    let signed = sign(credentials, &headers, body.as_bytes(), now);
    let mut text = format!(
        "POST / HTTP/1.1\r\nx-amz-date: {}\r\nauthorization: {}\r\namz-sdk-invocation-id: {number}\r\ncontent-length: {}\r\n",
        signed.date,
        signed.authorization,
        body.len()
    );
    for (name, value) in &headers {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().expect("a text")));
    }
    text.push_str("\r\n");
    text.push_str(&body);
    text.into_bytes()
}

/// The headers that are signed besides the date.
pub fn headers(port: u16, operation: &str) -> HeaderMap {
    let pairs = [
        ("host", format!("127.0.0.1:{port}")),
        ("content-type", "application/x-amz-json-1.0".to_owned()),
        ("x-amz-target", format!("AWSStepFunctions.{operation}")),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(&value).expect("a value")))
        .collect()
}

/// Sends the requests from so many clients at once; each sends its next one when the last is answered.
pub async fn send(port: u16, clients: usize, requests: Vec<Vec<u8>>) -> Pace {
    let count = requests.len();
    let mut shares = vec![Vec::new(); clients];
    for (share, request) in (0..clients).cycle().zip(requests) {
        shares.get_mut(share).expect("a client").push(request);
    }
    let begun = Instant::now();
    let clients: Vec<_> = shares.into_iter().map(|share| tokio::spawn(client(port, share))).collect();
    let mut times = Vec::with_capacity(count);
    for client in clients {
        times.extend(client.await.expect("a client"));
    }
    let rate = count as f64 / begun.elapsed().as_secs_f64();
    Pace { rate, times }
}

async fn client(port: u16, requests: Vec<Vec<u8>>) -> Vec<Duration> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("a connection");
    stream.set_nodelay(true).expect("a socket");
    let mut times = Vec::with_capacity(requests.len());
    let mut buffer = Vec::with_capacity(64 * 1024);
    for request in requests {
        let begun = Instant::now();
        stream.write_all(&request).await.expect("sent");
        answer(&mut stream, &mut buffer).await;
        times.push(begun.elapsed());
    }
    times
}

/// Reads one answer, which must be a good one; gives its body.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> usize {
    buffer.clear();
    loop {
        let count = stream.read_buf(buffer).await.expect("an answer");
        assert!(count > 0, "the connection was closed");
        let Some(head) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(buffer.get(..head).expect("a head")).expect("a text");
        assert!(text.starts_with("HTTP/1.1 200"), "{}", String::from_utf8_lossy(buffer));
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.and_then(|length| length.parse().ok()).expect("a length");
        while buffer.len() < head + 4 + length {
            stream.read_buf(buffer).await.expect("an answer");
        }
        return length;
    }
}

/// The body of one answer.
pub async fn ask(port: u16, request: Vec<u8>) -> Value {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("a connection");
    stream.write_all(&request).await.expect("sent");
    let mut buffer = Vec::new();
    let length = answer(&mut stream, &mut buffer).await;
    let body = buffer.len().checked_sub(length).and_then(|begin| buffer.get(begin..));
    serde_json::from_slice(body.expect("a body")).expect("JSON")
}
