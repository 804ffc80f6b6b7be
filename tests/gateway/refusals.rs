//! What strangers try at the real door, in every form on every route (S1–S3, S5, S19–S22 of the quality goals).

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use host::gateway::Credentials;
use serde_json::{Value, json};

use crate::client::{Client, now};
use crate::world::World;

const ROLE: &str = "arn:aws:iam::111111111111:role/r";
const PASS: &str = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
/// Operations that change something.
const CHANGES: [(&str, &str); 5] = [
    ("CreateActivity", r#"{"name":"planted"}"#),
    ("CreateStateMachine", r#"{"name":"planted","definition":"{}","roleArn":"r"}"#),
    ("StartExecution", r#"{"stateMachineArn":"a"}"#),
    ("SendTaskSuccess", r#"{"taskToken":"t","output":"1"}"#),
    ("TagResource", r#"{"resourceArn":"a","tags":[]}"#),
];
const ROUTES: [(&str, &str); 9] = [
    ("GET", "/"),
    ("HEAD", "/"),
    ("OPTIONS", "/"),
    ("POST", "/"),
    ("GET", "/open?key=x"),
    ("GET", "/api/changes"),
    ("POST", "/api/list_activities"),
    ("DELETE", "/api/list_activities"),
    ("GET", "/assets/index.js"),
];

fn headers(pairs: &[(&'static str, String)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in pairs {
        map.append(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a value"));
    }
    map
}

fn with(mut map: HeaderMap, name: &'static str, value: &str) -> HeaderMap {
    map.insert(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a value"));
    map
}

async fn nothing_was_planted(world: &World) {
    let activities = world.client.call("ListActivities", &json!({})).await.json();
    let machines = world.client.call("ListStateMachines", &json!({})).await.json();
    assert_eq!((activities, machines), (json!({ "activities": [] }), json!({ "stateMachines": [] })));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_operation_believes_a_wrong_signature() {
    let world = World::open().await;
    let (client, right) = (&world.client, world.credentials());
    let wrong = |change: fn(&mut Credentials)| {
        let mut credentials = right.clone();
        change(&mut credentials);
        credentials
    };
    let credentials = [
        wrong(|one| one.secret.push('x')),
        wrong(|one| one.secret.clear()),
        wrong(|one| one.access_key = "other".to_owned()),
        wrong(|one| one.region = "eu-west-1".to_owned()),
    ];
    for (operation, body) in CHANGES {
        let bytes = body.as_bytes();
        let good = |at: i64| client.signed(right, operation, bytes, at);
        let mut tries: Vec<(String, HeaderMap)> = credentials
            .iter()
            .map(|one| (format!("{one:?}"), client.signed(one, operation, bytes, now())))
            .collect();
        tries.push(("six minutes old".into(), good(now() - 6 * 60_000)));
        tries.push(("six minutes ahead".into(), good(now() + 6 * 60_000)));
        tries.push((
            "of another operation".into(),
            with(good(now()), "x-amz-target", "AWSStepFunctions.StopExecution"),
        ));
        tries.push(("of another instant".into(), with(good(now()), "x-amz-date", "20200101T000000Z")));
        tries.push(("an empty one".into(), with(good(now()), "authorization", "")));
        tries.push((
            "only its beginning".into(),
            with(good(now()), "authorization", "AWS4-HMAC-SHA256 Credential=test"),
        ));
        let mut without = good(now());
        without.remove("authorization");
        tries.push(("none".into(), without));
        for (what, headers) in tries {
            let answer = client.send("POST / HTTP/1.1", &headers, bytes).await;
            assert_eq!(answer.status, 403, "{operation} with {what}: {}", answer.body);
        }
        let changed = client.send("POST / HTTP/1.1", &good(now()), br#"{"name":"other"}"#).await;
        assert_eq!(changed.status, 403, "{operation} with another body");
    }
    nothing_was_planted(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_route_answers_to_a_foreign_name() {
    let world = World::open().await;
    let own = world.open_clients_door().await;
    for client in [&world.client, &Client::new(own, world.credentials().clone())] {
        let port = client.port;
        for (method, path) in ROUTES {
            let line = format!("{method} {path} HTTP/1.1");
            for host in [
                format!("evil.example:{port}"),
                "localhost".to_owned(),
                format!("localhost.evil:{port}"),
                format!("0.0.0.0:{port}"),
                format!("[::ffff:127.0.0.1]:{port}"),
                format!("127.0.0.1:{port}.evil"),
                format!("user@127.0.0.1:{port}"),
                format!("127.1:{port}"),
                format!("2130706433:{port}"),
                String::new(),
            ] {
                let answer = client.send(&line, &headers(&[("host", host.clone())]), b"").await;
                assert_eq!((answer.status, answer.body.as_str()), (421, ""), "{line} to `{host}`");
            }
            let ours = format!("127.0.0.1:{port}");
            let two = headers(&[("host", ours.clone()), ("host", "evil.example".to_owned())]);
            let answer = client.send(&line, &two, b"").await;
            // The HTTP library itself may turn such a request away.
            assert!(
                matches!(answer.status, 400 | 421) && answer.body.is_empty(),
                "{line} with two: {answer:?}"
            );
            let absolute = format!("{method} http://evil.example{path} HTTP/1.1");
            let answer = client.send(&absolute, &headers(&[("host", ours)]), b"").await;
            assert_eq!((answer.status, answer.body.as_str()), (421, ""), "{absolute}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_gets_in_whatever_it_calls_itself() {
    let world = World::open().await;
    let client = &world.client;
    let body = r#"{"name":"planted"}"#;
    for origin in [
        "null",
        "file://",
        "https://evil.example",
        "http://localhost:1",
        "tauri://localhost",
        "tauri://localhost.evil",
    ] {
        let good = client.signed(world.credentials(), "CreateActivity", body.as_bytes(), now());
        let answer = client.send("POST / HTTP/1.1", &with(good, "origin", origin), body.as_bytes()).await;
        assert_eq!((answer.status, answer.body.as_str()), (403, ""), "{origin}");
        for path in ["/", "/api/keep_draft"] {
            let host = format!("127.0.0.1:{}", client.port);
            let page = headers(&[
                ("host", host),
                ("origin", origin.to_owned()),
                ("content-type", "application/json".into()),
            ]);
            let answer = client.send(&format!("POST {path} HTTP/1.1"), &page, body.as_bytes()).await;
            assert_eq!((answer.status, answer.body.as_str()), (403, ""), "{path} from {origin}");
        }
    }
    for kind in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json", ""]
    {
        let good = client.signed(world.credentials(), "CreateActivity", body.as_bytes(), now());
        let answer = client.send("POST / HTTP/1.1", &with(good, "content-type", kind), body.as_bytes()).await;
        assert!(matches!(answer.status, 400 | 403), "`{kind}`: {answer:?}");
    }
    nothing_was_planted(&world).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn this_machine_alone_can_reach_the_doors() {
    let world = World::open().await;
    world.open_clients_door().await;
    let mine: std::collections::BTreeSet<String> = std::fs::read_dir("/proc/self/fd")
        .expect("open files")
        .flatten()
        .filter_map(|entry| std::fs::read_link(entry.path()).ok())
        .filter_map(|link| Some(link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned()))
        .collect();
    let mut listening = 0;
    for (table, loopback) in
        [("/proc/net/tcp", "0100007F"), ("/proc/net/tcp6", "00000000000000000000000001000000")]
    {
        for line in std::fs::read_to_string(table).unwrap_or_default().lines().skip(1) {
            let columns: Vec<&str> = line.split_whitespace().collect();
            // 0A: listening.
            if columns[3] == "0A" && mine.contains(columns[9]) {
                assert!(columns[1].starts_with(loopback), "{table}: {line}");
                listening += 1;
            }
        }
    }
    assert!(listening >= 2, "the doors were not found among the sockets of this process");
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_are_never_part_of_a_question_to_the_database() {
    let world = World::open().await;
    let client = &world.client;
    let machine = json!({ "name": "m", "definition": PASS, "roleArn": ROLE });
    let arn = client.call("CreateStateMachine", &machine).await.json()["stateMachineArn"].clone();
    let hostile = [
        "'; DROP TABLE state_machines; --",
        "\" OR \"\"=\"",
        "x' UNION SELECT secret FROM sessions --",
        "%_%",
        "\0",
        "a\0b",
        "${jndi:ldap://x}",
        "\u{202e}\u{feff}😀",
        "\\'); --",
    ];
    for text in hostile {
        for (operation, member, rest) in [
            ("DescribeStateMachine", "stateMachineArn", json!({})),
            ("DescribeExecution", "executionArn", json!({})),
            ("DescribeActivity", "activityArn", json!({})),
            ("ListExecutions", "stateMachineArn", json!({})),
            ("ListExecutions", "nextToken", json!({ "stateMachineArn": arn })),
            ("ListStateMachines", "nextToken", json!({})),
            ("GetActivityTask", "activityArn", json!({})),
            ("CreateActivity", "name", json!({})),
            ("CreateStateMachine", "name", json!({ "definition": PASS, "roleArn": ROLE })),
            ("StartExecution", "name", json!({ "stateMachineArn": arn })),
            ("StartExecution", "input", json!({ "stateMachineArn": arn })),
            ("SendTaskSuccess", "taskToken", json!({ "output": "1" })),
            ("ListTagsForResource", "resourceArn", json!({})),
            ("ValidateStateMachineDefinition", "definition", json!({})),
        ] {
            let mut request = rest;
            request[member] = text.into();
            let answer = client.call(operation, &request).await;
            assert!(matches!(answer.status, 200 | 400), "{operation}.{member} = {text:?}: {answer:?}");
        }
        // Where a text is kept, the same bytes come back.
        let tags = json!([{ "key": format!("k{text}"), "value": text }]);
        let tagged = client.call("TagResource", &json!({ "resourceArn": arn, "tags": tags })).await;
        if tagged.status == 200 {
            let kept = client.call("ListTagsForResource", &json!({ "resourceArn": arn })).await.json();
            let is_there = kept["tags"].as_array().expect("tags").iter().any(|tag| tag["value"] == text);
            assert!(is_there, "{text:?} is not among {kept}");
        }
        let start = json!({ "stateMachineArn": arn, "input": json!({ "text": text }).to_string() });
        let started = client.call("StartExecution", &start).await.json();
        let described = json!({ "executionArn": started["executionArn"] });
        let input = client.call("DescribeExecution", &described).await.json()["input"].clone();
        assert_eq!(input, start["input"]);
    }
    assert_eq!(client.call("DescribeStateMachine", &json!({ "stateMachineArn": arn })).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_somebody_elses_is_as_if_it_were_not_there() {
    let world = World::open().await;
    let client = &world.client;
    let machine = json!({ "name": "m", "definition": PASS, "roleArn": ROLE });
    let ours = client.call("CreateStateMachine", &machine).await.json()["stateMachineArn"].clone();
    let ours = ours.as_str().expect("an ARN");
    let missing = ours.replace(":m", ":missing");
    for other in [
        ours.replace("111111111111", "222222222222"),
        ours.replace("us-east-1", "eu-west-1"),
        ours.to_uppercase(),
        format!("{ours}:1"),
        format!("{ours}:live"),
        format!(" {ours}"),
    ] {
        for operation in ["DescribeStateMachine", "ListExecutions", "StartExecution"] {
            let ask = |arn: &str| json!({ "stateMachineArn": arn });
            let answer = client.call(operation, &ask(&other)).await;
            let nothing = client.call(operation, &ask(&missing)).await;
            let error = answer.error();
            assert!(error == nothing.error() || error == "InvalidArn", "{operation} {other}: {error}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_is_refused_before_anything_happens() {
    let world = World::open().await;
    let client = &world.client;
    let send = async |operation: &str, body: &str| {
        let headers = client.signed(world.credentials(), operation, body.as_bytes(), now());
        client.send("POST / HTTP/1.1", &headers, body.as_bytes()).await
    };
    for body in [
        r#"{"name":"planted","name":"planted"}"#,
        r#"{"name":"planted","__proto__":{"name":"x"}}"#,
        r#"{"name":"planted","constructor":1}"#,
        r#"{"name":"planted","tags":[{"key":"a","key":"b","value":"c"}]}"#,
        r#"{"name":{"toString":"planted"}}"#,
        r#"{"name":["planted"]}"#,
        "{\"name\":\"planted\"}x",
        "\u{feff}{\"name\":\"planted\"}",
        "{\"name\":\"plan\u{0}ted\"}",
    ] {
        let answer = send("CreateActivity", body).await;
        assert_eq!(answer.status, 400, "{body:?}: {answer:?}");
    }
    for operation in ["createActivity", "", "../CreateActivity", "CreateActivity;ListActivities"] {
        let answer = send(operation, r#"{"name":"planted"}"#).await;
        assert_eq!(answer.status, 400, "`{operation}`: {answer:?}");
    }
    let deep = format!(r#"{{"name":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(send("CreateActivity", &deep).await.status, 400);
    nothing_was_planted(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_at_a_hostile_definition_does_nothing() {
    let world = World::open().await;
    world.write(
        "functions/evil.py",
        &format!("open({:?}, 'w')\n", world.path().join("planted").display().to_string()),
    );
    let task = |resource: &str| json!({ "Type": "Task", "Resource": resource, "End": true });
    let hostile: [Value; 4] = [
        task("arn:aws:lambda:us-east-1:111111111111:function:evil"),
        task("arn:aws:states:::http:invoke"),
        json!({ "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $eval('1') %}", "End": true }),
        json!({ "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% ($f := function($n){$f($n+1)}; $f(1)) %}", "End": true }),
    ];
    for state in hostile {
        let definition = json!({ "StartAt": "A", "States": { "A": state } }).to_string();
        let body = json!({ "definition": definition }).to_string();
        let answer =
            world.client.call("ValidateStateMachineDefinition", &json!({ "definition": definition })).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let mut unsigned = world.client.signed(
            world.credentials(),
            "ValidateStateMachineDefinition",
            body.as_bytes(),
            now(),
        );
        unsigned.remove("authorization");
        assert_eq!(world.client.send("POST / HTTP/1.1", &unsigned, body.as_bytes()).await.status, 403);
    }
    assert!(!world.path().join("planted").exists(), "a function ran");
}
