//! Buckets through AWS's door: signed requests as S3's clients send them.
//!
//! The signer here is written after AWS's description of Signature Version 4 and shares nothing with the door.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use engine::{Timestamp, instant_text};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::client::{Answer, now};
use crate::world::World;

static CALLS: AtomicU64 = AtomicU64::new(0);
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";
const STREAMED: &str = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn keyed(key: &[u8], text: &str) -> Vec<u8> {
    let mut hmac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    hmac.update(text.as_bytes());
    hmac.finalize().into_bytes().to_vec()
}

/// One request for S3 that is signed now.
struct Request<'w> {
    world: &'w World,
    method: &'static str,
    target: String,
    headers: Vec<(&'static str, String)>,
    at: i64,
    secret: String,
}

impl<'w> Request<'w> {
    fn new(world: &'w World, method: &'static str, target: &str) -> Self {
        let secret = world.credentials().secret.clone();
        Self { world, method, target: target.to_owned(), headers: Vec::new(), at: now(), secret }
    }

    fn date(&self) -> String {
        let text = instant_text(Timestamp(self.at));
        let (seconds, _) = text.split_once('.').expect("milliseconds");
        format!("{}Z", seconds.replace(['-', ':'], ""))
    }

    fn scope(&self) -> String {
        format!("{}/{}/s3/aws4_request", &self.date()[..8], self.world.credentials().region)
    }

    fn key(&self) -> Vec<u8> {
        let scope = self.scope();
        scope.split('/').fold(format!("AWS4{}", self.secret).into_bytes(), |key, part| keyed(&key, part))
    }

    /// The headers, and the signature among them.
    fn signed(&self, content_hash: &str) -> (HeaderMap, String) {
        let mut headers: Vec<(&str, String)> = vec![
            ("host", format!("127.0.0.1:{}", self.world.client.port)),
            ("x-amz-content-sha256", content_hash.to_owned()),
            ("x-amz-date", self.date()),
        ];
        headers.extend(self.headers.iter().cloned());
        headers.sort();
        let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let mut members: Vec<String> =
            query.split('&').filter(|member| !member.is_empty()).map(str::to_owned).collect();
        members.iter_mut().filter(|member| !member.contains('=')).for_each(|member| member.push('='));
        members.sort();
        let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let canonical =
            format!("{}\n{path}\n{}\n{lines}\n{names}\n{content_hash}", self.method, members.join("&"));
        let to_sign = format!(
            "AWS4-HMAC-SHA256\n{}\n{}\n{}",
            self.date(),
            self.scope(),
            hex(Sha256::digest(canonical))
        );
        let signature = hex(keyed(&self.key(), &to_sign));
        let claim = format!(
            "AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={names}, Signature={signature}",
            self.world.credentials().access_key,
            self.scope()
        );
        headers.push(("authorization", claim));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            map.insert(name, HeaderValue::from_str(&value).expect("a value"));
        }
        (map, signature)
    }

    async fn send(&self, headers: &HeaderMap, body: &[u8]) -> Answer {
        self.world.client.send(&format!("{} {} HTTP/1.1", self.method, self.target), headers, body).await
    }

    async fn call(&self, body: &[u8]) -> Answer {
        let (mut headers, _) = self.signed(&hex(Sha256::digest(body)));
        // Two calls within a second have one signature; SDKs tell them apart by this.
        let number = CALLS.fetch_add(1, Ordering::Relaxed);
        headers.insert("amz-sdk-invocation-id", number.into());
        self.send(&headers, body).await
    }

    /// The body in signed chunks, `aws-chunked`.
    fn chunked(&self, chunks: &[&[u8]], before: &str) -> Vec<u8> {
        let mut body = Vec::new();
        let mut before = before.to_owned();
        for chunk in chunks.iter().chain(&[b"".as_slice()]) {
            let to_sign = format!(
                "AWS4-HMAC-SHA256-PAYLOAD\n{}\n{}\n{before}\n{}\n{}",
                self.date(),
                self.scope(),
                hex(Sha256::digest(b"")),
                hex(Sha256::digest(chunk))
            );
            before = hex(keyed(&self.key(), &to_sign));
            body.extend(format!("{:x};chunk-signature={before}\r\n", chunk.len()).into_bytes());
            body.extend(*chunk);
            body.extend(b"\r\n");
        }
        body
    }
}

async fn call(world: &World, method: &'static str, target: &str, body: &str) -> Answer {
    Request::new(world, method, target).call(body.as_bytes()).await
}

fn object(world: &World, path: &str) -> Option<String> {
    std::fs::read_to_string(world.path().join("data/buckets").join(path)).ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_is_a_file_and_comes_back() {
    let world = World::open().await;
    assert_eq!(call(&world, "PUT", "/files", "").await.status, 200);
    assert_eq!(call(&world, "PUT", "/files/in/a%20b.csv", "x,y\n1,2\n").await.status, 200);
    assert_eq!(object(&world, "files/in/a b.csv").as_deref(), Some("x,y\n1,2\n"));
    assert_eq!(call(&world, "GET", "/files/in/a%20b.csv", "").await.body, "x,y\n1,2\n");

    let mut part = Request::new(&world, "GET", "/files/in/a%20b.csv");
    part.headers.push(("range", "bytes=4-6".into()));
    let part = part.call(b"").await;
    assert_eq!((part.status, part.body.as_str()), (206, "1,2"));
    assert_eq!(call(&world, "HEAD", "/files/in/a%20b.csv", "").await.status, 200);
    assert_eq!(call(&world, "HEAD", "/files/missing", "").await.status, 404);
    assert!(call(&world, "GET", "/files/missing", "").await.body.contains("<Code>NoSuchKey</Code>"));
    assert!(call(&world, "GET", "/nowhere/x", "").await.body.contains("<Code>NoSuchBucket</Code>"));
    assert!(call(&world, "DELETE", "/files", "").await.body.contains("<Code>BucketNotEmpty</Code>"));

    assert!(call(&world, "GET", "/", "").await.body.contains("<Name>files</Name>"));
    assert_eq!(call(&world, "DELETE", "/files/in/a%20b.csv", "").await.status, 204);
    assert_eq!(call(&world, "DELETE", "/files", "").await.status, 204);
    assert!(!world.path().join("data/buckets/files").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_lead_nowhere_else() {
    let world = World::open().await;
    call(&world, "PUT", "/files", "").await;
    let mut kept = 0;
    for key in ["../../../escaped", "/escaped", "..", "a%00b", "C%3A%5Cescaped", "CON"] {
        let answer = call(&world, "PUT", &format!("/files/{key}"), "x").await;
        assert!([200, 400].contains(&answer.status), "{key}: {answer:?}");
        kept += usize::from(answer.status == 200);
    }
    for place in ["escaped", "data/escaped", "data/buckets/escaped"] {
        assert!(!world.path().join(place).exists(), "{place}");
    }
    assert!(!std::path::Path::new("/escaped").exists());
    let listed = call(&world, "GET", "/files?list-type=2", "").await.body;
    assert_eq!(listed.matches("<Key>").count(), kept, "{listed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn listings_go_page_by_page() {
    let world = World::open().await;
    for key in ["a", "b/1", "b/2", "c/x/y", "d"] {
        world.write(&format!("data/buckets/files/{key}"), "x");
    }
    let list = async |query: &str| {
        let body = call(&world, "GET", &format!("/files?{query}"), "").await.body;
        let texts = |tag: &str| -> Vec<String> {
            let start = format!("<{tag}>");
            let parts = body.split(&start).skip(1);
            parts.map(|part| part.split('<').next().unwrap_or_default().to_owned()).collect()
        };
        (texts("Key"), texts("Prefix").split_off(1), texts("NextContinuationToken").pop())
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let all = list("list-type=2").await;
    assert_eq!(all, (texts(&["a", "b/1", "b/2", "c/x/y", "d"]), vec![], None));
    let (keys, prefixes, token) = list("delimiter=%2F&list-type=2&max-keys=2").await;
    assert_eq!((keys, prefixes), (texts(&["a"]), texts(&["b/"])));
    let token = token.expect("more");
    let rest = list(&format!("continuation-token={token}&delimiter=%2F&list-type=2")).await;
    assert_eq!(rest, (texts(&["d"]), texts(&["c/"]), None));
    assert_eq!(list("delimiter=%2F&list-type=2&prefix=b%2F").await, (texts(&["b/1", "b/2"]), vec![], None));
    assert_eq!(list("list-type=2&start-after=b%2F1").await.0, texts(&["b/2", "c/x/y", "d"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn content_may_come_in_signed_chunks_or_unsigned() {
    let world = World::open().await;
    call(&world, "PUT", "/files", "").await;
    let mut request = Request::new(&world, "PUT", "/files/chunked");
    request.headers.push(("x-amz-decoded-content-length", "11".into()));
    request.headers.push(("content-encoding", "aws-chunked".into()));
    let (headers, seed) = request.signed(STREAMED);
    let body = request.chunked(&[b"hello ", b"world"], &seed);
    let changed = String::from_utf8(body.clone()).expect("text").replace("world", "World").into_bytes();
    assert_ne!(request.send(&headers, &changed).await.status, 200, "a changed chunk");
    assert_eq!(object(&world, "files/chunked"), None);
    request.at += 1000;
    let (headers, seed) = request.signed(STREAMED);
    let body = request.chunked(&[b"hello ", b"world"], &seed);
    assert_eq!(request.send(&headers, &body).await.status, 200);
    assert_eq!(object(&world, "files/chunked").as_deref(), Some("hello world"));

    let request = Request::new(&world, "PUT", "/files/unsigned");
    let (headers, _) = request.signed(UNSIGNED);
    assert_eq!(request.send(&headers, b"plain").await.status, 200);
    assert_eq!(object(&world, "files/unsigned").as_deref(), Some("plain"));

    let mut request = Request::new(&world, "PUT", "/files/digest");
    request.headers.push(("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==".into()));
    assert!(request.call(b"not empty").await.body.contains("<Code>BadDigest</Code>"));
    assert_eq!(object(&world, "files/digest"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_arrives_in_parts() {
    let world = World::open().await;
    call(&world, "PUT", "/files", "").await;
    let started = call(&world, "POST", "/files/big?uploads", "").await.body;
    let id = started.split("<UploadId>").nth(1).and_then(|rest| rest.split('<').next()).expect("an id");
    for (number, text) in [(2, "world"), (1, "hello ")] {
        let answer =
            call(&world, "PUT", &format!("/files/big?partNumber={number}&uploadId={id}"), text).await;
        assert_eq!(answer.status, 200);
    }
    let part = |number: u8, tag: &str| {
        format!("<Part><PartNumber>{number}</PartNumber><ETag>\"{tag}\"</ETag></Part>")
    };
    let parts = part(1, "f814893777bcc2295fff05f00e508da6") + &part(2, "7d793037a0760186574b0282f2f435e7");
    let done = format!("<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>");
    let answer = call(&world, "POST", &format!("/files/big?uploadId={id}"), &done).await;
    assert!(answer.body.contains("5eb63bbbe01eeed093cb22bb8f5acdc3"), "{answer:?}");
    assert_eq!(object(&world, "files/big").as_deref(), Some("hello world"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_holders_of_the_key_come_in_and_only_once() {
    let world = World::open().await;
    let request = Request::new(&world, "PUT", "/files");
    let (headers, _) = request.signed(&hex(Sha256::digest(b"")));
    assert_eq!(request.send(&headers, b"").await.status, 200);
    assert_eq!(request.send(&headers, b"").await.status, 403, "a copy");

    let mut wrong = Request::new(&world, "PUT", "/other");
    wrong.secret = "another".into();
    assert!(wrong.call(b"").await.body.contains("SignatureDoesNotMatch"));
    let mut old = Request::new(&world, "PUT", "/other");
    old.at -= 20 * 60 * 1000;
    assert!(old.call(b"").await.body.contains("RequestTimeTooSkewed"));
    let changed = Request::new(&world, "PUT", "/files/x");
    let (headers, _) = changed.signed(&hex(Sha256::digest(b"one")));
    assert_ne!(changed.send(&headers, b"two").await.status, 200, "other content than signed");
    for (name, value, status) in
        [("origin", "http://localhost", 403), ("host", "evil.example", 421), ("host", "files.localhost", 421)]
    {
        let request = Request::new(&world, "PUT", "/other");
        let (mut headers, _) = request.signed(UNSIGNED);
        headers.insert(name, HeaderValue::from_static(value));
        let answer = request.send(&headers, b"").await;
        assert_eq!((answer.status, answer.body.as_str()), (status, ""), "{name}: {value}");
    }
    let unsigned = world.client.send("GET /files HTTP/1.1", &HeaderMap::new(), b"").await;
    assert_ne!(unsigned.status, 200);
    assert!(!world.path().join("data/buckets/other").exists());
    assert_eq!(object(&world, "files/x"), None);
}
