use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::BrowserDoor;
use crate::{Host, Options};

const PASSWORD: &str = "a quite long password";

struct World {
    folder: PathBuf,
    door: Option<BrowserDoor>,
    address: String,
}

struct Answer {
    status: u16,
    /// In small letters.
    head: String,
    /// The cookie it sets, as a browser sends it back.
    cookie: Option<String>,
    body: String,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl World {
    async fn new() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("signalbox-door-{}-{number}", std::process::id()));
        let interface = folder.join("ui");
        std::fs::create_dir_all(interface.join("assets")).expect("a folder");
        std::fs::write(interface.join("index.html"), "<!doctype html>the page").expect("written");
        std::fs::write(interface.join("assets/a-1.js"), "1").expect("written");
        let host = Host::open(Options::new(folder.join("data"), "the first copy")).await.expect("opened");
        let door = BrowserDoor::open(Arc::clone(&host), Some(interface), 0).await.expect("a port");
        let address = door.address();
        Self { folder, door: Some(door), address }
    }

    fn port(&self) -> u16 {
        self.door.as_ref().expect("open").inner.port
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port())
    }

    async fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port())).await.expect("connected");
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.expect("answered");
        let text = String::from_utf8(bytes).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let set = head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = set.and_then(|set| set.split(';').next()).map(str::to_owned);
        Answer { status, head: head.to_lowercase(), cookie, body: body.to_owned() }
    }

    async fn get(&self, path: &str, headers: &str) -> Answer {
        let host = self.host();
        self.send(&format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{headers}\r\n")).await
    }

    /// The cookie of a browser that used the printed address.
    async fn enter(&self) -> String {
        let path = self.address.split_once(&self.host()).expect("our address").1.to_owned();
        let answer = self.get(&path, "").await;
        assert_eq!(answer.status, 303, "{}", answer.head);
        assert!(answer.head.contains("\r\nlocation: /\r\n"), "{}", answer.head);
        assert!(answer.head.contains("httponly; samesite=strict"), "{}", answer.head);
        answer.cookie.expect("a cookie")
    }

    async fn call(&self, operation: &str, request: &Value, cookie: &str) -> Answer {
        self.call_as(operation, request, cookie, &[]).await
    }

    /// A call with some headers replaced; an empty value leaves the header out.
    async fn call_as(
        &self,
        operation: &str,
        request: &Value,
        cookie: &str,
        other: &[(&str, &str)],
    ) -> Answer {
        let (host, body) = (self.host(), request.to_string());
        let origin = format!("http://{host}");
        let usual = [
            ("host", host.as_str()),
            ("origin", &origin),
            ("content-type", "application/json"),
            ("x-signalbox", "1"),
            ("cookie", cookie),
        ];
        let headers = usual.iter().map(|(name, value)| {
            let value = other.iter().find(|(changed, _)| changed == name).map_or(*value, |(_, value)| value);
            if value.is_empty() { String::new() } else { format!("{name}: {value}\r\n") }
        });
        let headers: String = headers.collect();
        let length = body.len();
        self.send(&format!(
            "POST /api/{operation} HTTP/1.1\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
        ))
        .await
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.door = None;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn sign_up() -> Value {
    json!({ "name": "Ada", "password": PASSWORD })
}

#[tokio::test]
async fn a_stranger_gets_nothing_and_nothing_is_written() {
    let world = World::new().await;
    let inside = world.enter().await;
    let host = world.host();
    let attempts: [(&str, &str, u16); 10] = [
        ("host", "evil.example", 421),
        ("host", "localhost.evil:80", 421),
        ("host", "0.0.0.0", 421),
        ("origin", "https://evil.example", 403),
        ("origin", "null", 403),
        ("origin", "", 403),
        ("content-type", "text/plain", 415),
        ("content-type", "", 415),
        ("x-signalbox", "", 415),
        ("cookie", "", 403),
    ];
    for (header, value, status) in attempts {
        let answer = world.call_as("sign_up", &sign_up(), &inside, &[(header, value)]).await;
        assert_eq!(answer.status, status, "{header}: {value}");
        assert!(!answer.head.contains("access-control"), "no page elsewhere may read: {}", answer.head);
        assert!(answer.status != 421 || answer.body.is_empty(), "{}", answer.body);
    }
    let wrong = world.call("sign_up", &sign_up(), &inside.replace('=', "=x")).await;
    assert_eq!(wrong.status, 403, "a guessed cookie");
    let preflight =
        format!("OPTIONS /api/sign_up HTTP/1.1\r\nhost: {host}\r\norigin: https://evil.example\r\n");
    let preflight = world.send(&format!("{preflight}connection: close\r\n\r\n")).await;
    assert_eq!(preflight.status, 403);
    let after = world.call("describe_session", &json!({}), &inside).await;
    assert_eq!(after.body, r#"{"account":null,"first_start":true}"#, "nothing was written");
}

#[tokio::test]
async fn a_key_lets_one_browser_in_once() {
    let world = World::new().await;
    assert_eq!(world.get("/", "").await.status, 403, "no key");
    assert_eq!(world.get("/open?key=guess", "").await.status, 403, "a guessed key");
    let path = world.address.split_once(&world.host()).expect("our address").1;
    let head = format!("HEAD {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", world.host());
    assert_eq!(world.send(&head).await.status, 200, "a preview uses no key up");
    let inside = world.enter().await;
    let path = world.address.split_once(&world.host()).expect("our address").1.to_owned();
    assert_eq!(world.get(&path, "").await.status, 403, "the key was replayed");
    let page = world.get("/", &format!("cookie: {inside}\r\n")).await;
    assert_eq!((page.status, page.body.as_str()), (200, "<!doctype html>the page"));
    assert!(
        page.head.contains("content-security-policy: default-src 'none'; script-src 'self';"),
        "{}",
        page.head
    );
    let again = world.get(&path, &format!("cookie: {inside}\r\n")).await;
    assert_eq!(again.status, 303, "who is inside may use an old address");
    let file = world.get("/assets/a-1.js", &format!("cookie: {inside}\r\n")).await;
    assert!(file.head.contains("immutable") && file.head.contains("text/javascript"), "{}", file.head);
    for path in ["/../data/signalbox.db", "/assets/../../data/signalbox.db", "/%2e%2e/data/signalbox.db"] {
        assert_eq!(world.get(path, &format!("cookie: {inside}\r\n")).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn signing_in_sets_a_second_cookie_and_signing_out_takes_it_away() {
    let world = World::new().await;
    let inside = world.enter().await;
    let answer = world.call("sign_up", &sign_up(), &inside).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let session = answer.cookie.expect("a cookie");
    let name = format!("signalbox_session_{}", world.port());
    assert!(session.starts_with(&format!("{name}=")), "cookies ignore ports: {session}");
    let both = format!("{inside}; {session}");
    let session: Value =
        serde_json::from_str(&world.call("describe_session", &json!({}), &both).await.body).expect("JSON");
    assert_eq!(session["account"]["name"], "Ada");
    let guest = world.call("list_sessions", &json!({}), &inside).await;
    assert_eq!((guest.status, guest.body.contains(r#""code":"signed_out""#)), (401, true), "{}", guest.body);
    let out = world.call("sign_out", &json!({}), &both).await;
    assert!(out.head.contains(&format!("{name}=; path=/; max-age=0")), "{}", out.head);
    let over = world.call("list_sessions", &json!({}), &both).await;
    assert_eq!(over.status, 401, "the session is over whatever cookie is sent");
}

#[tokio::test]
async fn requests_that_do_not_fit_are_refused() {
    let world = World::new().await;
    let inside = world.enter().await;
    for (operation, request, status, code) in [
        ("no_such", json!({}), 404, "not_found"),
        ("sign_in", json!({ "name": "Ada" }), 400, "invalid"),
        ("sign_in", json!({ "name": "Ada", "password": "x", "__proto__": {} }), 400, "invalid"),
        ("sign_in", json!({ "name": ["Ada"], "password": "x" }), 400, "invalid"),
        ("open_document", json!({ "path": "/etc/passwd" }), 400, "invalid"),
        ("open_document", json!({ "path": "/nowhere/x.json" }), 404, "not_found"),
        ("open_sample", json!({ "id": "../../etc" }), 404, "not_found"),
        ("describe_execution", json!({ "execution_arn": "arn:guess" }), 404, "not_found"),
        ("decide_approval", json!({ "id": "x", "decision": "approve", "comment": null }), 401, "signed_out"),
    ] {
        let answer = world.call(operation, &request, &inside).await;
        let body: Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(
            (answer.status, body["code"].as_str()),
            (status, Some(code)),
            "{operation}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn changes_are_told_to_whoever_is_inside() {
    let world = World::new().await;
    assert_eq!(world.get("/api/changes", "").await.status, 403);
    let inside = world.enter().await;
    let mut stream = TcpStream::connect(("127.0.0.1", world.port())).await.expect("connected");
    let host = world.host();
    let request = format!("GET /api/changes HTTP/1.1\r\nhost: {host}\r\ncookie: {inside}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut told = String::new();
    read_until(&mut stream, &mut told, "text/event-stream").await;
    let draft = json!({
        "key": "a", "name": "a", "text": "b", "fingerprint": null, "handlers_folder": null, "input": null, "edited": true
    });
    let reply = world.call("keep_draft", &draft, &inside).await;
    assert_eq!(reply.status, 200);
    read_until(&mut stream, &mut told, r#"data: {"tag":"drafts","id":null}"#).await;
}

async fn read_until(stream: &mut TcpStream, told: &mut String, part: &str) {
    let mut buffer = [0; 4096];
    while !told.contains(part) {
        let count = stream.read(&mut buffer).await.expect("read");
        assert!(count > 0, "the stream ended: {told}");
        told.push_str(&String::from_utf8_lossy(&buffer[..count]));
    }
}

#[tokio::test]
async fn only_loopback_is_listened_on() {
    let world = World::new().await;
    let port = world.port();
    let Ok(table) = std::fs::read_to_string("/proc/net/tcp") else {
        return eprintln!("skipped: no /proc/net/tcp");
    };
    let listening: Vec<&str> = table
        .lines()
        .filter(|line| line.split_whitespace().nth(3) == Some("0A"))
        .filter_map(|line| line.split_whitespace().nth(1))
        .filter(|local| local.ends_with(&format!(":{port:04X}")))
        .collect();
    assert_eq!(listening, [format!("0100007F:{port:04X}")]);
}

#[tokio::test]
async fn a_second_copy_is_told_who_holds_the_data() {
    let world = World::new().await;
    let second = Host::open(Options::new(world.folder.join("data"), "the second copy")).await;
    let told = second.expect_err("held").to_string();
    assert!(told.contains("`the first copy`") && told.contains(&std::process::id().to_string()), "{told}");
}
