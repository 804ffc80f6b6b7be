//! The least that a durable StartExecution needs: a signature that is checked, a name that is unique, two rows, one
//! flush that waiting requests share. And a plain answer in JSON.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use host::gateway::{Credentials, sign};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use support::folder::Folder;
use tokio::sync::oneshot;

use crate::http;

/// A start on its way to the disk.
type Start = (String, String, oneshot::Sender<()>);

struct Server {
    credentials: Credentials,
    /// When all requests were signed.
    now: i64,
    port: u16,
    queue: Sender<Start>,
}

/// Starts what has a `name`, and answers everything else at once; gives the port and the folder.
pub async fn serve(credentials: Credentials, now: i64) -> (u16, Folder) {
    let folder = Folder::new("prototype");
    let connection = Connection::open(folder.path().join("prototype.db")).expect("a database");
    let prepare = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
        CREATE TABLE executions (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, input TEXT NOT NULL);
        CREATE TABLE log (id INTEGER PRIMARY KEY, body TEXT NOT NULL)";
    connection.execute_batch(prepare).expect("tables");
    let (queue, starts) = channel();
    std::thread::spawn(move || write(&connection, &starts));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let server = Arc::new(Server { credentials, now, port, queue });
    let router = Router::new().route("/", post(answer)).with_state(server);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (port, folder)
}

async fn answer(State(server): State<Arc<Server>>, headers: HeaderMap, body: Bytes) -> (StatusCode, String) {
    let Ok(request) = serde_json::from_slice::<Value>(&body) else {
        return (StatusCode::BAD_REQUEST, String::new());
    };
    let text = |name: &str| request.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    if text("name").is_empty() {
        return (
            StatusCode::OK,
            json!({ "executionArn": text("executionArn"), "status": "RUNNING" }).to_string(),
        );
    }
    let signed = sign(&server.credentials, &http::headers(server.port, "StartExecution"), &body, server.now);
    let claimed = headers.get("authorization").and_then(|value| value.to_str().ok());
    if claimed != Some(signed.authorization.as_str()) {
        return (StatusCode::FORBIDDEN, String::new());
    }
    let (done, written) = oneshot::channel();
    let _ = server.queue.send((text("name"), text("input"), done));
    match written.await {
        Ok(()) => (StatusCode::OK, json!({ "executionArn": text("name"), "startDate": 1.5 }).to_string()),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
    }
}

fn write(connection: &Connection, starts: &Receiver<Start>) {
    while let Ok(first) = starts.recv() {
        let batch: Vec<Start> = std::iter::once(first).chain(starts.try_iter().take(4_095)).collect();
        connection.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
        for (name, input, _) in &batch {
            let query = "INSERT INTO executions (name, input) VALUES (?1, ?2)";
            connection
                .prepare_cached(query)
                .and_then(|mut row| row.execute(params![name, input]))
                .expect("a row");
            let query = "INSERT INTO log (body) VALUES (?1)";
            connection.prepare_cached(query).and_then(|mut row| row.execute([input])).expect("a row");
        }
        connection.execute_batch("COMMIT").expect("a flush");
        batch.into_iter().for_each(|(_, _, done)| {
            let _ = done.send(());
        });
    }
}
