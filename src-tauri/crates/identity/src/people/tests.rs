use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, Ordering};

use store::{Options, Store};

use super::{People, Random, Refused};
use crate::{SessionToken, WeakPassword};

const PASSWORD: &str = "a quite long password";
const DAY: i64 = 24 * 60 * 60 * 1000;

struct World {
    folder: PathBuf,
    people: Option<People>,
}

static NEXT: AtomicU8 = AtomicU8::new(1);

fn random() -> Random {
    let byte = NEXT.fetch_add(1, Ordering::Relaxed);
    Random { id: [byte; 16], salt: [byte; 16], token: [byte; 32] }
}

impl World {
    fn new() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("signalbox-identity-{}-{number}", std::process::id()));
        let mut world = Self { folder, people: None };
        world.restart();
        world
    }

    fn restart(&mut self) {
        self.people = None;
        let store = Store::open(&Options::new(&self.folder, "test")).expect("a database");
        self.people = Some(People::new(store));
    }

    fn people(&self) -> &People {
        self.people.as_ref().expect("open")
    }

    fn sign_up(&self, name: &str) -> Result<SessionToken, Refused> {
        self.people().sign_up((name, PASSWORD), "browser", 0, &random())
    }

    fn try_at(&self, name: &str, password: &str, at: i64) -> Result<SessionToken, Refused> {
        self.people().sign_in((name, password), "browser", at, &random())
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.people = None;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn a_session_survives_a_restart_and_ends_when_revoked() {
    let mut world = World::new();
    assert!(world.people().is_first_start().expect("answer"));
    let token = world.sign_up("Ada").expect("signed up");
    world.restart();
    let ada = world.people().who(&token, 1).expect("answer").expect("signed in");
    assert_eq!(ada.name, "Ada");
    assert!(!world.people().is_first_start().expect("answer"));
    assert!(world.people().revoke(&ada.session, &ada.account).expect("revoked"));
    assert_eq!(world.people().who(&token, 1), Ok(None));
    assert_eq!(world.people().sessions(&ada.account, 1).expect("list"), []);
}

#[test]
fn a_session_ends_after_a_month_without_use() {
    let world = World::new();
    let token = world.sign_up("Ada").expect("signed up");
    assert!(world.people().who(&token, 29 * DAY).expect("answer").is_some());
    assert!(world.people().who(&token, 58 * DAY).expect("answer").is_some());
    assert!(world.people().who(&token, 89 * DAY).expect("answer").is_none());
}

#[test]
fn one_account_for_twins_of_a_name() {
    let world = World::new();
    world.sign_up("Ada").expect("signed up");
    assert_eq!(world.sign_up(" ADA "), Err(Refused::NameTaken("ADA".to_owned())));
    world.try_at("ada", PASSWORD, 1).expect("signed in");
    let weak = world.people().sign_up(("Eve", "short"), "browser", 0, &random());
    assert_eq!(weak, Err(Refused::Password(WeakPassword::TooShort)));
}

/// Five wrong tries at instant 0, then: the sixth is not looked at, not even with the right password.
fn check_throttle(name: &str) {
    let mut world = World::new();
    world.sign_up("Ada").expect("signed up");
    for _ in 0..5 {
        assert_eq!(world.try_at(name, "wrong", 0), Err(Refused::WrongNameOrPassword));
    }
    assert_eq!(world.try_at(name, PASSWORD, 0), Err(Refused::Wait { seconds: 1 }));
    world.restart();
    assert_eq!(world.try_at(name, PASSWORD, 999), Err(Refused::Wait { seconds: 1 }));
    assert_eq!(world.try_at(name, "wrong", 1000), Err(Refused::WrongNameOrPassword));
    assert_eq!(world.try_at(name, PASSWORD, 1000), Err(Refused::Wait { seconds: 2 }));
}

#[test]
fn guessing_slows_down_whether_or_not_the_account_exists() {
    check_throttle("Ada");
    check_throttle("nobody");
    check_throttle("");
}

#[test]
fn a_success_forgets_the_wrong_tries() {
    let world = World::new();
    world.sign_up("Ada").expect("signed up");
    for _ in 0..4 {
        assert_eq!(world.try_at("Ada", "wrong", 0), Err(Refused::WrongNameOrPassword));
    }
    world.try_at("Ada", PASSWORD, 0).expect("signed in");
    for _ in 0..5 {
        assert_eq!(world.try_at("Ada", "wrong", 0), Err(Refused::WrongNameOrPassword));
    }
}

#[test]
fn nothing_secret_is_in_the_database() {
    let mut world = World::new();
    let token = world.sign_up("Ada").expect("signed up");
    world.people = None;
    for file in std::fs::read_dir(&world.folder).expect("folder") {
        let bytes = std::fs::read(file.expect("entry").path()).expect("file");
        for secret in [PASSWORD, token.text()] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "found in clear");
        }
    }
    world.restart();
}
