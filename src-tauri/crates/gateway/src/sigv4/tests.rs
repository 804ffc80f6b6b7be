use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::{Credentials, Doubt, Seen, SigningKeys, instant, sign, verify};

const BODY: &[u8] = br#"{"maxResults":3}"#;

fn credentials() -> Credentials {
    Credentials {
        access_key: "AKIDEXAMPLE".to_owned(),
        secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned(),
        account: "111111111111".to_owned(),
        region: "us-east-1".to_owned(),
    }
}

fn now() -> i64 {
    instant::milliseconds("20260131T235958Z").expect("an instant")
}

/// What botocore 1.44.5 sends for these credentials, this instant and [`BODY`].
const BOTOCORE: [(&str, &str); 6] = [
    ("host", "127.0.0.1:8083"),
    ("content-type", "application/x-amz-json-1.0"),
    ("x-amz-target", "AWSStepFunctions.ListStateMachines"),
    ("user-agent", "x"),
    ("x-amz-date", "20260131T235958Z"),
    (
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260131/us-east-1/states/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=0af6660dae73b284bb9d476b54daeccce415073330ea65b4ad4ade55b683cf0d",
    ),
];

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in pairs {
        map.append(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a value"));
    }
    map
}

fn check(
    credentials: &Credentials,
    method: &str,
    target: &str,
    headers: &HeaderMap,
    body: &[u8],
    now: i64,
) -> Result<[u8; 32], Doubt> {
    verify(credentials, &SigningKeys::default(), method, target, headers, body, now)
}

/// Botocore's request with one header replaced, or dropped if `value` is empty.
fn changed(name: &'static str, value: &str) -> Result<(), Doubt> {
    let mut map = headers(&BOTOCORE);
    map.remove(name);
    if !value.is_empty() {
        map.insert(name, HeaderValue::from_str(value).expect("a value"));
    }
    check(&credentials(), "POST", "/", &map, BODY, now()).map(|_| ())
}

fn authorization(from: &str, to: &str) -> Result<(), Doubt> {
    let original = BOTOCORE.last().expect("it").1;
    assert!(original.contains(from), "{from}");
    changed("authorization", &original.replace(from, to))
}

#[test]
fn what_botocore_signs_is_believed() {
    assert_eq!(changed("user-agent", "anything"), Ok(()));
}

#[test]
fn our_own_signature_is_botocores() {
    let signed = sign(&credentials(), &headers(BOTOCORE.get(..3).expect("three")), BODY, now());
    assert_eq!(signed.date, "20260131T235958Z");
    assert_eq!(signed.authorization, BOTOCORE.last().expect("it").1);
}

#[test]
fn a_changed_request_is_not_believed() {
    assert_eq!(changed("x-amz-target", "AWSStepFunctions.DeleteStateMachine"), Err(Doubt::Wrong));
    assert_eq!(changed("host", "localhost:8083"), Err(Doubt::Wrong));
    assert_eq!(changed("content-type", ""), Err(Doubt::Wrong));
    assert_eq!(authorization("0af6", "0af7"), Err(Doubt::Wrong));
    let map = headers(&BOTOCORE);
    for (method, target, body) in
        [("POST", "/", &b"{}"[..]), ("POST", "/?x=1", BODY), ("POST", "/a", BODY), ("GET", "/", BODY)]
    {
        let verdict = check(&credentials(), method, target, &map, body, now());
        assert_eq!(verdict, Err(Doubt::Wrong), "{method} {target}");
    }
    let other = Credentials { secret: "test".to_owned(), ..credentials() };
    assert_eq!(check(&other, "POST", "/", &map, BODY, now()), Err(Doubt::Wrong));
}

#[test]
fn the_key_that_was_used_last_is_good_for_its_secret_and_its_day_alone() {
    let (keys, map) = (SigningKeys::default(), headers(&BOTOCORE));
    let mine = credentials();
    let other = Credentials { secret: "test".to_owned(), ..credentials() };
    let check =
        |credentials, map: &HeaderMap, now| verify(credentials, &keys, "POST", "/", map, BODY, now).is_ok();
    assert!(check(&mine, &map, now()));
    assert!(!check(&other, &map, now()), "another secret");
    assert!(check(&mine, &map, now()), "the first again");
    let tomorrow = now() + 24 * 60 * 60 * 1_000;
    let mut next = headers(BOTOCORE.get(..3).expect("three"));
    let signed = sign(&credentials(), &next, BODY, tomorrow);
    next.insert("x-amz-date", HeaderValue::from_str(&signed.date).expect("a value"));
    next.insert("authorization", HeaderValue::from_str(&signed.authorization).expect("a value"));
    assert!(check(&mine, &next, tomorrow), "another day");
}

#[test]
fn a_hash_that_the_client_claims_counts_for_nothing() {
    let mut map = headers(&BOTOCORE);
    map.insert("x-amz-content-sha256", HeaderValue::from_static("UNSIGNED-PAYLOAD"));
    assert_eq!(check(&credentials(), "POST", "/", &map, b"{}", now()), Err(Doubt::Wrong));
}

#[test]
fn what_is_missing_or_malformed_is_named() {
    assert_eq!(changed("authorization", ""), Err(Doubt::Missing));
    for text in
        ["Basic eDp5", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a/b", "AWS4-ECDSA-P256-SHA256 x=y"]
    {
        assert_eq!(changed("authorization", text), Err(Doubt::Incomplete), "{text}");
    }
    assert_eq!(changed("x-amz-date", ""), Err(Doubt::Incomplete));
    assert_eq!(changed("x-amz-date", "yesterday"), Err(Doubt::Incomplete));
    assert_eq!(authorization("Signature=0af6", "Signature=0AF6"), Err(Doubt::Incomplete));
    assert_eq!(authorization("AKIDEXAMPLE", "AKIDOTHER"), Err(Doubt::UnknownKey));
    for (from, to) in [("us-east-1", "eu-west-1"), ("/states/", "/sqs/"), ("/20260131/", "/20260130/")] {
        assert_eq!(authorization(from, to), Err(Doubt::WrongScope), "{to}");
    }
    assert_eq!(authorization("host;", ""), Err(Doubt::Unsigned));
    assert_eq!(authorization(";x-amz-target", ""), Err(Doubt::Unsigned));
}

#[test]
fn a_signature_is_good_for_five_minutes() {
    let map = headers(&BOTOCORE);
    let at = |minutes: i64| check(&credentials(), "POST", "/", &map, BODY, now() + minutes * 60_000);
    assert!(at(5).is_ok());
    assert!(at(-5).is_ok());
    assert_eq!(at(6), Err(Doubt::Expired));
    assert_eq!(at(-6), Err(Doubt::Expired));
}

#[test]
fn a_copy_is_recognised_and_a_repetition_is_not_one() {
    let seen = Seen::default();
    let with = |id: &str, attempt: &str| {
        let mut map = headers(&BOTOCORE);
        map.insert("amz-sdk-invocation-id", HeaderValue::from_str(id).expect("a value"));
        map.insert("amz-sdk-request", HeaderValue::from_str(attempt).expect("a value"));
        seen.is_new(&[7; 32], &map, now())
    };
    assert!(with("a", "attempt=1"));
    assert!(!with("a", "attempt=1"), "a copy");
    assert!(with("a", "attempt=2"), "a retry within the same second");
    assert!(with("b", "attempt=1"), "the same question within the same second");
    assert!(!with("b", "attempt=1"));
    assert!(seen.is_new(&[8; 32], &HeaderMap::new(), now()));
    assert!(!seen.is_new(&[8; 32], &HeaderMap::new(), now()));
}

#[test]
fn a_clock_that_is_set_back_makes_no_copy_new() {
    let (seen, map, hour) = (Seen::default(), HeaderMap::new(), 3_600_000);
    assert!(seen.is_new(&[1; 32], &map, now()));
    assert!(seen.is_new(&[2; 32], &map, now() - hour), "an hour earlier");
    assert!(!seen.is_new(&[1; 32], &map, now() - hour));
    assert!(!seen.is_new(&[1; 32], &map, now() + 60_000), "the hour again");
    assert!(seen.is_new(&[2; 32], &map, now() + 60_000), "forgotten, since it is too old to be believed");
}
