//! The door that the window opens for AWS clients: where it is, who gets in, and what the person decides about it.

use std::path::Path;
use std::sync::Arc;

use host::api::{Caller, Door};
use host::{Host, Options};
use serde_json::{Value, json};
use support::folder::Folder;
use tokio::net::TcpStream;

use crate::client::Client;

async fn open(data: &Path) -> Arc<Host> {
    let host = Host::open(Options::new(data.to_path_buf(), "the test")).await.expect("a host");
    host.answer_clients().await;
    host
}

async fn asked(host: &Host, operation: &str, request: Value) -> Value {
    let mut caller = Caller { door: Door::Desktop, session: None };
    let answer = host.call(operation, &request.to_string(), &mut caller).await;
    serde_json::from_str(&answer.unwrap_or_else(|error| panic!("{operation}: {error}"))).expect("JSON")
}

fn port(access: &Value) -> u16 {
    let endpoint = access["endpoint"].as_str().unwrap_or_else(|| panic!("it is closed: {access}"));
    endpoint.strip_prefix("http://127.0.0.1:").and_then(|port| port.parse().ok()).expect("a loopback address")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_door_of_the_window_keeps_its_port_and_can_be_closed() {
    let folder = Folder::new("clients");
    let host = open(folder.path()).await;
    let access = asked(&host, "describe_client_access", json!({})).await;
    let first = port(&access);
    let client = Client::new(first, host.credentials());
    assert_eq!(client.call("ListStateMachines", &json!({})).await.json(), json!({ "stateMachines": [] }));
    assert_eq!(host::credentials::endpoint(folder.path()), Some(format!("http://127.0.0.1:{first}")));

    drop(host);
    let host = reopened(folder.path()).await;
    let access = asked(&host, "describe_client_access", json!({})).await;
    assert_eq!(port(&access), first, "{access}");

    let closed = asked(&host, "switch_client_door", json!({ "on": false })).await;
    assert_eq!(closed["endpoint"], Value::Null);
    while TcpStream::connect(("127.0.0.1", first)).await.is_ok() {
        tokio::task::yield_now().await;
    }
    drop(host);
    let host = reopened(folder.path()).await;
    let access = asked(&host, "describe_client_access", json!({})).await;
    assert_eq!((&access["endpoint"], &access["switchable"]), (&Value::Null, &json!(true)), "it stays closed");
    assert_eq!(port(&asked(&host, "switch_client_door", json!({ "on": true })).await), first);
}

/// Once the last task of the host before has let go of the folder.
async fn reopened(data: &Path) -> Arc<Host> {
    loop {
        match Host::open(Options::new(data.to_path_buf(), "the test")).await {
            Ok(host) => {
                host.answer_clients().await;
                return host;
            }
            Err(problem) if problem.is_in_use() => tokio::task::yield_now().await,
            Err(problem) => panic!("{problem}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_is_taken_is_said_and_not_kept() {
    let folder = Folder::new("clients");
    let other = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let taken = other.local_addr().expect("an address").port();
    std::fs::write(folder.path().join("endpoint"), format!("http://127.0.0.1:{taken}\n")).expect("written");
    let host = open(folder.path()).await;
    let access = asked(&host, "describe_client_access", json!({})).await;
    assert_ne!(port(&access), taken);
    assert!(
        access["problem"].as_str().is_some_and(|problem| problem.contains(&taken.to_string())),
        "{access}"
    );
    assert_eq!(host::credentials::endpoint(folder.path()), Some(format!("http://127.0.0.1:{taken}")));
}

#[tokio::test(flavor = "multi_thread")]
async fn new_keys_shut_the_old_ones_out_at_once() {
    let folder = Folder::new("clients");
    let host = open(folder.path()).await;
    let access = asked(&host, "describe_client_access", json!({})).await;
    let old = Client::new(port(&access), host.credentials());
    assert_eq!(old.call("ListActivities", &json!({})).await.status, 200);
    let replaced = asked(&host, "replace_client_keys", json!({})).await;
    assert_ne!(replaced["access_key"], access["access_key"]);
    assert_eq!(old.call("ListActivities", &json!({})).await.error(), "UnrecognizedClientException");
    let new = Client::new(port(&access), host.credentials());
    assert_eq!(new.call("ListActivities", &json!({})).await.status, 200);
    let shown = asked(&host, "show_client_secret", json!({})).await;
    assert_eq!(shown["secret"], host.credentials().secret);
    let kept = std::fs::read_to_string(folder.path().join("credentials")).expect("kept");
    assert!(kept.contains(&host.credentials().secret), "they are those of the next start");
}

#[tokio::test(flavor = "multi_thread")]
async fn allowing_functions_is_for_one_folder() {
    let folder = Folder::new("clients");
    let host = open(folder.path()).await;
    let functions = |access: &Value| access["functions"].clone();
    let usual = functions(&asked(&host, "describe_client_access", json!({})).await);
    assert_eq!((&usual["allowed"], &usual["named"]), (&json!(false), &json!(false)));
    let choose = |path: Value, allowed: bool| json!({ "path": path, "allowed": allowed });
    let allowed = asked(&host, "choose_client_functions", choose(Value::Null, true)).await;
    assert_eq!(functions(&allowed)["allowed"], true);
    let other = folder.path().display().to_string();
    let changed =
        functions(&asked(&host, "choose_client_functions", choose(other.clone().into(), false)).await);
    assert_eq!((&changed["path"], &changed["allowed"]), (&json!(other), &json!(false)));
}
