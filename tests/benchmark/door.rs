//! AWS's door of a whole host, beside the prototype.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use host::credentials::Chosen;
use host::{BrowserDoor, Host, Options};
use serde_json::{Value, json};
use support::folder::Folder;

use crate::http::{ask, send, signed};
use crate::prototype;
use crate::table::Table;

/// Starts, and questions about what was started.
pub async fn measure(table: &mut Table) {
    let folder = Folder::new("door");
    let credentials =
        Chosen { access_key: Some("test".into()), secret: Some("secret".into()), ..Chosen::default() };
    let options = Options { credentials, ..Options::new(folder.path().join("data"), "the benchmark") };
    let host = Host::open(options).await.expect("a host");
    let door = BrowserDoor::open(Arc::clone(&host), None, 0).await.expect("a port");
    let port = door.origin().rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    let credentials = host.credentials().clone();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis() as i64;
    let (plain, _folder) = prototype::serve(credentials.clone(), now).await;
    let definition =
        json!({ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 86_400, "End": true } } });
    let machine = json!({ "name": "m", "definition": definition.to_string(), "roleArn": "arn:aws:iam::111111111111:role/r" });
    let mut number = 0;
    let mut next = |port: u16, operation: &str, body: &Value| {
        number += 1;
        signed(&credentials, port, operation, body, number, now)
    };
    let machine = ask(port, next(port, "CreateStateMachine", &machine)).await;
    let start = |name: String| {
        let input =
            json!({ "order": 4711, "customer": "Ada", "lines": [{ "sku": "A-1", "n": 2 }] }).to_string();
        json!({ "stateMachineArn": machine["stateMachineArn"], "name": name, "input": input })
    };
    for (clients, count, goal) in [(1, 2_000, "p50 ≤ 0.6 ms"), (64, 30_000, "≥ 20,000/s, 0.7")] {
        let mut requests = |port: u16| -> Vec<Vec<u8>> {
            (0..count).map(|n| next(port, "StartExecution", &start(format!("s{clients}-{n}")))).collect()
        };
        let (to_prototype, to_door) = (requests(plain), requests(port));
        let limit = send(plain, clients, to_prototype).await;
        let pace = send(port, clients, to_door).await;
        let what = format!("StartExecution over HTTP, {clients} clients");
        table.row(&what, pace.rate, "/s", Some(limit.rate), goal);
        table.row(
            &format!("{what}, median"),
            pace.milliseconds(0.5),
            "ms",
            Some(limit.milliseconds(0.5)),
            "≤ 4 ms",
        );
        table.row(
            &format!("{what}, 99 %"),
            pace.milliseconds(0.99),
            "ms",
            Some(limit.milliseconds(0.99)),
            "≤ 25 ms",
        );
    }
    // Each client asks for an execution of its own, as somebody who waits for its end does.
    let describe = |client: usize| {
        let arn = format!("arn:aws:states:us-east-1:111111111111:execution:m:s64-{}", 4_711 + client);
        json!({ "executionArn": arn })
    };
    let mut requests = |port: u16| -> Vec<Vec<u8>> {
        (0..40_000).map(|number| next(port, "DescribeExecution", &describe(number % 64))).collect()
    };
    let (to_prototype, to_door) = (requests(plain), requests(port));
    let limit = send(plain, 64, to_prototype).await;
    let pace = send(port, 64, to_door).await;
    table.row(
        "DescribeExecution over HTTP, 64 clients",
        pace.rate,
        "/s",
        Some(limit.rate),
        "≥ 40,000/s, 0.5",
    );
}
