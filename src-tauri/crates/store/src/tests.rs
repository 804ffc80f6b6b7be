//! The database as a whole: opening, refusing, grouping, failing.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, mpsc};

use crate::tables::executions::{Closing, Execution, Redrives, Reopening, Rest};
use crate::tables::journal::Entry;
use crate::tables::{accounts, approval_audit, approvals, journal_index, recents, sessions, snapshots};
use crate::{Error, Options, Point, Probe, RowChange, Store, Turn, opening};

/// A folder that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("signalbox-store-{}-{count}", std::process::id())))
    }

    fn options(&self) -> Options {
        Options::new(&self.0, "the test")
    }

    fn open(&self) -> Store {
        Store::open(&self.options()).unwrap()
    }

    fn file(&self) -> PathBuf {
        opening::database(&self.0)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn put(store: &Store, key: &str, value: &str) -> Result<(), Error> {
    let (key, value) = (key.to_owned(), value.to_owned());
    store.write(move |tables| tables.settings().put(&key, &value)).wait()
}

fn value(store: &Store, key: &str) -> Option<String> {
    store.read(|tables| tables.settings().value(key)).unwrap()
}

fn execution(id: i64) -> Execution {
    Execution {
        id,
        arn: format!("arn:{id}"),
        name: id.to_string(),
        machine: "orders".into(),
        definition: "hash".into(),
        handlers_folder: None,
        status: "RUNNING".into(),
        started_at: 1,
        stopped_at: None,
        input: "{}".into(),
        output: None,
        error: None,
        cause: None,
        last_event: 1,
        rest: Rest::Awake,
        redrives: Redrives::default(),
        child_of: None,
    }
}

fn start(id: i64) -> Turn {
    let row = RowChange::Insert(Box::new(execution(id)), Some("{}".into()));
    Turn { entry: Some(entry(id, 1)), row, also: None }
}

fn entry(execution: i64, last_event: u64) -> Entry {
    Entry { execution, last_event, format: 1, body: format!("{execution}/{last_event}").into_bytes() }
}

fn next(execution: i64, last_event: u64) -> Turn {
    Turn { entry: Some(entry(execution, last_event)), row: RowChange::Keep, also: None }
}

fn record(store: &Store, turns: Vec<Turn>) -> Vec<Result<(), Error>> {
    let (sender, receiver) = mpsc::channel();
    store.record(turns, move |results| sender.send(results).unwrap());
    receiver.recv().unwrap()
}

fn journal(store: &Store, execution: i64, after: u64) -> Vec<String> {
    let mut bodies = Vec::new();
    let read = |entry: Entry| {
        bodies.push(String::from_utf8(entry.body).unwrap());
        true
    };
    store.read(|tables| tables.journal().of_execution(execution, after, read)).unwrap();
    bodies
}

#[test]
fn what_was_written_is_there_after_a_restart() {
    let folder = Folder::new();
    put(&folder.open(), "colour", "green").unwrap();
    assert_eq!(value(&folder.open(), "colour").as_deref(), Some("green"), "the value was acknowledged");
}

#[cfg(unix)]
#[test]
fn only_this_user_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let store = folder.open();
    put(&store, "a", "b").unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.0), 0o700, "the folder");
    for file in std::fs::read_dir(&folder.0).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn a_second_opening_is_refused_and_names_the_first() {
    let folder = Folder::new();
    let store = folder.open();
    store.publish_address("http://127.0.0.1:1234").unwrap();
    let Err(Error::AlreadyOpen { holder }) = Store::open(&folder.options()) else {
        panic!("two openings of one folder");
    };
    assert_eq!(holder.pid, std::process::id(), "the holder is this process");
    assert_eq!(
        (holder.program.as_str(), holder.address.as_deref()),
        ("the test", Some("http://127.0.0.1:1234"))
    );
    drop(store);
    folder.open();
}

#[test]
fn the_one_who_lost_the_lease_writes_nothing_more() {
    let folder = Folder::new();
    let store = folder.open();
    put(&store, "a", "1").unwrap();
    // As if locks did not work: somebody else opens the file.
    let mut other = rusqlite::Connection::open(folder.file()).unwrap();
    crate::tables::lease::take(&mut other).unwrap();
    assert_eq!(put(&store, "a", "2"), Err(Error::LeaseLost));
    assert_eq!(put(&store, "a", "3"), Err(Error::LeaseLost), "it does not come back");
    assert_eq!(value(&store, "a").as_deref(), Some("1"));
}

#[test]
fn a_newer_database_is_refused_and_left_as_it_is() {
    for raised in [1, 5] {
        let folder = Folder::new();
        drop(folder.open());
        let newer = crate::migrations::SCHEMA + raised;
        let connection = rusqlite::Connection::open(folder.file()).unwrap();
        connection.pragma_update(None, "user_version", newer).unwrap();
        drop(connection);
        let before = std::fs::read(folder.file()).unwrap();
        let error = Store::open(&folder.options()).unwrap_err();
        assert!(matches!(error, Error::Newer { found, .. } if found == newer), "{error}");
        assert!(error.to_string().contains("newer version"), "{error}");
        assert_eq!(std::fs::read(folder.file()).unwrap(), before, "byte-identical");
    }
}

#[test]
fn a_newer_version_that_is_only_in_the_log_is_seen_too() {
    let folder = Folder::new();
    drop(folder.open());
    let connection = rusqlite::Connection::open(folder.file()).unwrap();
    connection.pragma_update(None, "user_version", crate::migrations::SCHEMA + 1).unwrap();
    let log = folder.file().with_extension("db-wal");
    let (before, logged) = (std::fs::read(folder.file()).unwrap(), std::fs::read(&log).unwrap());
    assert!(!logged.is_empty(), "the change is in the log only");
    // Copy both elsewhere: what a crash of the newer program leaves.
    let crashed = Folder::new();
    std::fs::create_dir(&crashed.0).unwrap();
    std::fs::write(crashed.file(), &before).unwrap();
    std::fs::write(crashed.file().with_extension("db-wal"), &logged).unwrap();
    let error = Store::open(&crashed.options()).unwrap_err();
    assert!(matches!(error, Error::Newer { .. }), "{error}");
    assert_eq!(std::fs::read(crashed.file()).unwrap(), before, "byte-identical");
}

#[test]
fn a_damaged_file_is_kept_and_never_replaced() {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage); 6] = [
        ("emptied", |bytes| bytes.clear()),
        ("cut in the header", |bytes| bytes.truncate(60)),
        ("cut in the middle", |bytes| bytes.truncate(bytes.len() / 2)),
        ("overwritten with text", |bytes| bytes.fill(b'x')),
        ("first page zeroed", |bytes| bytes[..4096].fill(0)),
        ("schema page scrambled", |bytes| bytes[100..4096].fill(0xa5)),
    ];
    for (name, damage) in damages {
        let folder = Folder::new();
        drop(folder.open());
        let mut bytes = std::fs::read(folder.file()).unwrap();
        damage(&mut bytes);
        std::fs::write(folder.file(), &bytes).unwrap();
        let error = Store::open(&folder.options()).map(drop).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{name}: {error}");
        assert_eq!(std::fs::read(folder.file()).unwrap(), bytes, "{name}: the file was kept");
    }
}

#[test]
fn a_database_of_another_program_is_not_touched() {
    let folder = Folder::new();
    std::fs::create_dir(&folder.0).unwrap();
    let other = rusqlite::Connection::open(folder.file()).unwrap();
    other.execute_batch("CREATE TABLE theirs (a)").unwrap();
    drop(other);
    let error = Store::open(&folder.options()).map(drop).unwrap_err();
    assert!(matches!(error, Error::Foreign { .. }), "{error}");
}

#[test]
fn a_log_without_its_file_is_not_started_over() {
    let folder = Folder::new();
    std::fs::create_dir(&folder.0).unwrap();
    std::fs::write(folder.file().with_extension("db-wal"), [1; 64]).unwrap();
    let error = Store::open(&folder.options()).map(drop).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
    assert!(!folder.file().exists(), "no empty database took its place");
}

#[test]
fn an_sqlite_that_can_corrupt_a_log_is_refused() {
    for (version, accepted) in [(3_050_002, false), (3_051_002, false), (3_051_003, true), (3_054_001, true)]
    {
        assert_eq!(opening::check_sqlite(version).is_ok(), accepted, "{version}");
    }
}

#[test]
fn a_refused_change_leaves_its_neighbours_alone() {
    let folder = Folder::new();
    let store = folder.open();
    let changes: Vec<_> = (0..100)
        .map(|number| {
            store.write(move |tables| {
                tables.settings().put(&number.to_string(), "kept")?;
                if number % 2 == 0 { Ok(()) } else { Err(Error::Conflict { reason: "odd".into() }) }
            })
        })
        .collect();
    for (number, change) in changes.into_iter().enumerate() {
        assert_eq!(change.wait().is_ok(), number % 2 == 0, "{number}");
        assert_eq!(value(&store, &number.to_string()).is_some(), number % 2 == 0, "{number}");
    }
}

#[test]
fn a_change_that_panics_does_not_stop_the_writer() {
    let folder = Folder::new();
    let store = folder.open();
    let broken = store.write(|tables| {
        tables.settings().put("half", "written")?;
        assert!(tables.reading().settings().value("half")?.is_none(), "this fails on purpose");
        Ok(())
    });
    assert!(matches!(broken.wait(), Err(Error::NotSaved { .. })));
    put(&store, "after", "it").unwrap();
    assert_eq!((value(&store, "half"), value(&store, "after").as_deref()), (None, Some("it")));
}

#[test]
fn turns_are_found_again_across_index_steps_and_restarts() {
    let folder = Folder::new();
    let mut store = folder.open();
    let (executions, events) = (40, 3 * journal_index::STEP as u64 / 40);
    let first = record(&store, (1..=executions).map(start).collect());
    assert!(first.iter().all(Result::is_ok), "{first:?}");
    for event in 2..=events {
        record(&store, (1..=executions).map(|id| next(id, event)).collect());
        if event == events / 2 {
            drop(store);
            store = folder.open();
        }
    }
    for id in [1, 17, executions] {
        let expected: Vec<String> = (1..=events).map(|event| format!("{id}/{event}")).collect();
        assert_eq!(journal(&store, id, 0), expected, "execution {id}");
        assert_eq!(journal(&store, id, events - 2), expected[expected.len() - 2..], "the last two");
        assert_eq!(store.read(|tables| tables.journal().last_event(id)).unwrap(), events);
    }
}

#[test]
fn a_reading_sees_one_state_however_much_is_written_meanwhile() {
    let folder = Folder::new();
    let store = folder.open();
    record(&store, vec![start(1)]);
    let mut event = 1;
    for rows in [1, 100, journal_index::STEP as u64, 3 * journal_index::STEP as u64] {
        let expected: Vec<String> = (1..=event).map(|event| format!("1/{event}")).collect();
        let mut found = Vec::new();
        let read = store.read(|tables| {
            assert!(tables.executions().by_id(1)?.is_some(), "the snapshot is taken here");
            for chunk in 0..rows.div_ceil(1_000) {
                let last = rows.min((chunk + 1) * 1_000);
                record(&store, (chunk * 1_000 + 1..=last).map(|row| next(1, event + row)).collect());
            }
            tables.journal().of_execution(1, 0, |entry| {
                found.push(String::from_utf8(entry.body).unwrap());
                true
            })
        });
        read.unwrap();
        assert_eq!(found, expected, "{rows} rows were written meanwhile");
        event += rows;
    }
}

#[test]
fn an_execution_starts_once_and_ends_once() {
    let folder = Folder::new();
    let store = folder.open();
    let mut again = start(1);
    again.entry = Some(entry(1, 9));
    let results = record(&store, vec![start(1), again, start(2)]);
    assert_eq!(results.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(journal(&store, 1, 0), ["1/1"], "the refused start left no events");
    let close = |status: &str| {
        let closing = Closing {
            status: status.into(),
            stopped_at: 5,
            output: None,
            error: None,
            cause: None,
            last_event: 2,
        };
        Turn { entry: None, row: RowChange::Close(1, Box::new(closing)), also: None }
    };
    record(&store, vec![close("SUCCEEDED"), close("FAILED")]);
    let row = store.read(|tables| tables.executions().by_id(1)).unwrap().unwrap();
    assert_eq!(row.status, "SUCCEEDED", "a final status never changes");
    let reopening = Reopening {
        redrives: Redrives { count: 1, last_at: Some(9), opened_for: 4 },
        rest: Rest::Awake,
        last_event: 3,
        closing: None,
    };
    let reopen =
        |id| Turn { entry: None, row: RowChange::Reopen(id, Box::new(reopening.clone())), also: None };
    record(&store, vec![reopen(1), reopen(2)]);
    for (id, status) in [(1, "SUCCEEDED"), (2, "RUNNING")] {
        let row = store.read(|tables| tables.executions().by_id(id)).unwrap().unwrap();
        assert_eq!((row.status.as_str(), row.redrives.count), (status, 0), "{id} did not fail");
    }
    let mut running = Vec::new();
    store.read(|tables| tables.executions().running(|sleeper| running.push(sleeper.id))).unwrap();
    assert_eq!(running, [2]);
}

#[test]
fn a_turn_and_what_belongs_to_it_are_kept_together() {
    let folder = Folder::new();
    let store = folder.open();
    record(&store, vec![start(1)]);
    let with = |last_event, also: Result<(), Error>| {
        let mut turn = next(1, last_event);
        turn.also = Some(Box::new(move |tables| {
            tables.settings().put("decided", &last_event.to_string())?;
            also
        }));
        turn
    };
    let refused = Err(Error::Conflict { reason: "decided before".into() });
    let results = record(&store, vec![with(2, Ok(())), with(3, refused.clone())]);
    assert_eq!(results, [Ok(()), refused]);
    assert_eq!(journal(&store, 1, 0), ["1/1", "1/2"]);
    assert_eq!(value(&store, "decided").as_deref(), Some("2"));
}

/// Fails the n-th passage of a point.
#[derive(Debug)]
struct FailAt {
    point: Point,
    nth: usize,
    seen: AtomicUsize,
}

impl Probe for FailAt {
    fn reach(&self, point: Point) -> std::io::Result<()> {
        if point == self.point && self.seen.fetch_add(1, Ordering::Relaxed) + 1 == self.nth {
            return Err(std::io::Error::other("injected"));
        }
        Ok(())
    }
}

#[test]
fn a_failed_flush_is_told_to_everybody_and_the_next_batch_works() {
    for point in [Point::BeforeWrite, Point::BeforeFlush] {
        for nth in 1..12 {
            let folder = Folder::new();
            let mut options = folder.options();
            options.probe = Some(Arc::new(FailAt { point, nth, seen: AtomicUsize::new(0) }));
            let store = Store::open(&options).unwrap();
            record(&store, vec![start(1)]).pop();
            let mut kept = journal(&store, 1, 0);
            for event in 2..12 {
                match record(&store, vec![next(1, event)]).pop().unwrap() {
                    Ok(()) => kept.push(format!("1/{event}")),
                    Err(error) => assert!(matches!(error, Error::NotSaved { .. }), "{error}"),
                }
            }
            assert_eq!(journal(&store, 1, 0), kept, "{point:?} {nth}: acknowledged, and nothing else");
            drop(store);
            assert_eq!(journal(&folder.open(), 1, 0), kept, "{point:?} {nth}: after a restart");
        }
    }
}

#[test]
fn a_full_disk_is_reported_and_work_goes_on_once_there_is_room() {
    let folder = Folder::new();
    let mut acknowledged = 0;
    for pages in [60, 70, 80] {
        let options = Options { page_count_max: Some(pages), ..folder.options() };
        let store = Store::open(&options).unwrap();
        let error = loop {
            match put(&store, &acknowledged.to_string(), &"x".repeat(1_000)) {
                Ok(()) => acknowledged += 1,
                Err(error) => break error,
            }
        };
        assert_eq!(error, Error::DiskFull, "{pages} pages");
        assert_eq!(put(&store, "more", &"x".repeat(9_000)), Err(Error::DiskFull), "still full");
    }
    let store = folder.open();
    put(&store, "more", &"x".repeat(9_000)).unwrap();
    for number in 0..acknowledged {
        assert!(value(&store, &number.to_string()).is_some(), "{number} was acknowledged");
    }
}

#[test]
fn many_threads_share_flushes_and_none_is_forgotten() {
    let folder = Folder::new();
    let store = folder.open();
    let gate = Arc::new(Barrier::new(16));
    let threads: Vec<_> = (0..16)
        .map(|thread| {
            let (store, gate) = (store.clone(), Arc::clone(&gate));
            std::thread::spawn(move || {
                gate.wait();
                for number in 0..50 {
                    put(&store, &format!("{thread}/{number}"), "x").unwrap();
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    let found = (0..16).flat_map(|thread| (0..50).map(move |number| format!("{thread}/{number}")));
    assert!(found.into_iter().all(|key| value(&store, &key).is_some()), "all acknowledged");
}

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
