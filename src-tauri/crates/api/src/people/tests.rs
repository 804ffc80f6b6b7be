use serde_json::json;

use crate::Code;
use crate::fixture::World;

const PASSWORD: &str = "a quite long password";

#[tokio::test]
async fn a_guest_signs_up_out_and_in_again() {
    let mut world = World::new().await;
    let guest = world.call("describe_session", json!({})).await.expect("answer");
    assert_eq!(guest, json!({ "account": null, "first_start": true }));
    let typed = json!({ "name": "Ada", "password": PASSWORD });
    let session = world.call("sign_up", typed.clone()).await.expect("signed up");
    assert_eq!((&session["account"]["name"], &session["first_start"]), (&json!("Ada"), &json!(false)));
    let sessions = world.call("list_sessions", json!({})).await.expect("listed");
    let row = &sessions["sessions"][0];
    assert_eq!((&row["door"], &row["current"]), (&json!("terminal"), &json!(true)));
    let out = world.call("sign_out", json!({})).await.expect("signed out");
    assert_eq!(out["account"], json!(null));
    assert_eq!(world.code("list_sessions", json!({})).await, Code::SignedOut);
    world.call("sign_in", typed).await.expect("signed in");
    let wrong = json!({ "name": "Ada", "password": "a quite wrong password" });
    assert_eq!(world.code("sign_in", wrong).await, Code::Refused);
}

#[tokio::test]
async fn a_session_is_revoked_by_its_owner_only() {
    let mut world = World::new().await;
    world.call("sign_up", json!({ "name": "Ada", "password": PASSWORD })).await.expect("signed up");
    let sessions = world.call("list_sessions", json!({})).await.expect("listed");
    let revoke = json!({ "id": sessions["sessions"][0]["id"] });
    let ada = world.caller.session.take();
    world.call("sign_up", json!({ "name": "Eve", "password": PASSWORD })).await.expect("signed up");
    assert_eq!(world.code("revoke_session", revoke.clone()).await, Code::NotFound, "somebody else's");
    world.caller.session = ada;
    world.call("revoke_session", revoke).await.expect("revoked");
    assert_eq!(world.code("list_sessions", json!({})).await, Code::SignedOut);
}

#[tokio::test]
async fn guessing_is_answered_with_a_time_to_wait() {
    let mut world = World::new().await;
    let wrong = json!({ "name": "Ada", "password": "a quite wrong password" });
    for _ in 0..5 {
        assert_eq!(world.code("sign_in", wrong.clone()).await, Code::Refused);
    }
    let error = world.call("sign_in", wrong).await.expect_err("too many");
    assert_eq!((error.code, error.retry_after_seconds), (Code::LimitReached, Some(1)));
}

#[tokio::test]
async fn a_weak_password_is_refused_with_a_way_out() {
    let mut world = World::new().await;
    let error = world.call("sign_up", json!({ "name": "Ada", "password": "short" })).await.expect_err("weak");
    assert_eq!(
        (error.code, error.message.as_str()),
        (Code::Invalid, "a password needs at least 15 characters")
    );
    assert!(error.hint.is_some());
}
