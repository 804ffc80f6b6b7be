//! Rows of people, approvals and files.

use super::*;

#[test]
fn people_sessions_and_files_come_back_as_they_went_in() {
    let folder = Folder::new();
    let store = folder.open();
    let account = accounts::Account {
        id: "a1".into(),
        name: "Ada".into(),
        name_key: "ada".into(),
        password: "$argon2id$…".into(),
        created_at: 1,
        wrong_tries: 0,
        blocked_until: 0,
    };
    let session = sessions::Session {
        id: "s1".into(),
        token_hash: vec![7; 32],
        account: "a1".into(),
        door: "desktop".into(),
        created_at: 1,
        last_seen_at: 1,
        expires_at: 9,
    };
    let (a, s) = (account.clone(), session.clone());
    let written = store.write(move |tables| {
        tables.accounts().insert(&a)?;
        tables.sessions().insert(&s)?;
        tables.grants().grant("h", "/f", &["b".into(), "a".into()], 1)?;
        tables.recents().put(&recents::Recent { path: "/p".into(), name: "p".into(), opened_at: 1 })
    });
    written.wait().unwrap();
    let twin = accounts::Account { id: "a2".into(), ..account.clone() };
    let refused = store.write(move |tables| tables.accounts().insert(&twin)).wait();
    assert!(matches!(refused, Err(Error::Conflict { .. })), "one name, one account");
    store
        .read(|tables| {
            assert_eq!(tables.accounts().by_name_key("ada")?.as_ref(), Some(&account));
            assert_eq!(tables.sessions().by_token_hash(&[7; 32])?.as_ref(), Some(&session));
            assert_eq!(tables.grants().names("h", "/f")?, ["a", "b"]);
            assert_eq!(tables.grants().names("other", "/f")?, [""; 0], "bound to the definition");
            assert_eq!(tables.recents().latest(5)?.len(), 1);
            Ok(())
        })
        .unwrap();
    assert!(store.write(|tables| tables.sessions().revoke("s1", "a1")).wait().unwrap());
    assert!(!store.write(|tables| tables.sessions().revoke("s1", "a1")).wait().unwrap(), "gone already");
}

fn approval(ticket: u64) -> approvals::Approval {
    approvals::Approval {
        id: format!("p{ticket}"),
        execution_arn: "arn:1".into(),
        ticket,
        token: "token".into(),
        workflow: "orders".into(),
        state: "Ask".into(),
        title: "Ship it?".into(),
        instructions: None,
        evidence: "{}".into(),
        on_reject: "error".into(),
        status: approvals::Status::Pending,
        requested_at: 1,
        due_at: None,
        decided_by: None,
        decided_at: None,
        comment: None,
        closed_reason: None,
    }
}

#[test]
fn an_approval_is_asked_once_and_decided_once() {
    let folder = Folder::new();
    let store = folder.open();
    let ask = || store.write(|tables| tables.approvals().request(&approval(3))).wait().unwrap();
    assert_eq!((ask(), ask()), (true, false));
    let decide = |status, who: &'static str| {
        store
            .write(move |tables| tables.approvals().decide("p3", status, who, 2, Some("fine")))
            .wait()
            .unwrap()
    };
    assert!(decide(approvals::Status::Approved, "Ada"));
    assert!(!decide(approvals::Status::Rejected, "Bob"), "the first decision stands");
    assert!(!store.write(|tables| tables.approvals().close("arn:1", 3, "late")).wait().unwrap());
    let row = store.read(|tables| tables.approvals().by_ticket("arn:1", 3)).unwrap().unwrap();
    assert_eq!((row.status, row.decided_by.as_deref()), (approvals::Status::Approved, Some("Ada")));
}

#[test]
fn the_audit_cannot_be_changed_and_shows_when_it_was() {
    let folder = Folder::new();
    let store = folder.open();
    for deed in ["requested", "approved", "closed"] {
        let entry = approval_audit::Entry {
            approval: "p1".into(),
            at: 1,
            actor: "Ada".into(),
            deed: deed.into(),
            detail: "{}".into(),
        };
        store.write(move |tables| tables.approval_audit().append(&entry)).wait().unwrap();
    }
    let first_break = || store.read(|tables| tables.approval_audit().first_break()).unwrap();
    assert_eq!(first_break(), None);
    let vandal = rusqlite::Connection::open(folder.file()).unwrap();
    for deed in
        ["UPDATE approval_audit SET actor = 'Eve' WHERE id = 2", "DELETE FROM approval_audit WHERE id = 2"]
    {
        assert!(vandal.execute_batch(deed).is_err(), "{deed}");
    }
    vandal.execute_batch("DROP TRIGGER approval_audit_is_never_changed").unwrap();
    vandal.execute_batch("UPDATE approval_audit SET actor = 'Eve' WHERE id = 2").unwrap();
    assert_eq!(first_break(), Some(2), "the seal of the second entry no longer fits");
}

#[test]
fn the_oldest_snapshots_go_when_there_are_too_many_or_they_are_too_large() {
    let folder = Folder::new();
    let store = folder.open();
    let limits = snapshots::Limits { of_document: 3, bytes_of_document: 20, bytes: 30 };
    let take = |document: &str, text: &str| {
        let about = snapshots::About {
            document: document.into(),
            reason: "saved".into(),
            hash: text.into(),
            bytes: i64::try_from(text.len()).unwrap(),
            taken_at: 1,
        };
        let text = text.to_owned();
        store.write(move |tables| tables.snapshots().take(&about, &text, limits)).wait().unwrap()
    };
    let kept = |document: &str| -> Vec<String> {
        let rows = store.read(|tables| tables.snapshots().of_document(document)).unwrap();
        rows.into_iter().map(|(_, about)| about.hash).collect()
    };
    assert!(take("a", "1") && take("a", "2"));
    assert!(!take("a", "2"), "the same text is not taken twice in a row");
    assert!(take("a", "1") && take("a", "3"));
    assert_eq!(kept("a"), ["3", "1", "2"], "three of a document");
    assert!(take("a", "nineteen characters"));
    assert_eq!(kept("a"), ["nineteen characters", "3"], "twenty bytes of a document");
    let large = "a text that is larger still";
    assert!(take("b", large));
    assert_eq!(kept("b"), [large], "the newest outlives the limit of its document");
    assert_eq!(kept("a"), [""; 0], "thirty bytes of all");
}
