//! Opening: what is refused, and left as it is.

use std::ops::ControlFlow;

use super::*;

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
fn a_schema_that_differs_is_damaged_unless_a_newer_program_added_to_it() {
    let changes = [
        ("UPDATE sqlite_schema SET sql = replace(sql, 'wrong_tries', 'wrong_trieS')", false),
        ("DROP TABLE templates", false),
        ("CREATE TABLE stranger (id)", false),
        ("CREATE TABLE addition (id); INSERT INTO migrations VALUES (999912312359)", true),
    ];
    for (change, opens) in changes {
        let folder = Folder::new();
        put(&folder.open(), "a", "1").unwrap();
        let connection = rusqlite::Connection::open(folder.file()).unwrap();
        connection.pragma_update(None, "writable_schema", true).unwrap();
        connection.execute_batch(change).unwrap();
        drop(connection);
        match Store::open(&folder.options()) {
            Ok(store) => assert_eq!((opens, value(&store, "a").as_deref()), (true, Some("1")), "{change}"),
            Err(error) => {
                assert!(matches!(error, Error::Damaged { .. }), "{change}: {error}");
                assert!(!opens, "{change}: {error}");
            }
        }
    }
}

#[test]
fn an_index_that_finds_nothing_is_damage() {
    let folder = Folder::new();
    let store = folder.open();
    assert!(record(&store, (1..=20).map(start).collect()).iter().all(Result::is_ok));
    drop(store);
    let mut bytes = std::fs::read(folder.file()).unwrap();
    let connection = rusqlite::Connection::open(folder.file()).unwrap();
    let query = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_executions_1'";
    let page: usize = connection.query_row(query, [], |row| row.get(0)).unwrap();
    drop(connection);
    // The number of entries of the page: none.
    bytes[(page - 1) * 4_096 + 4] = 0;
    std::fs::write(folder.file(), &bytes).unwrap();
    let error = Store::open(&folder.options()).err();
    assert!(matches!(error, Some(Error::Damaged { .. })), "{error:?}");
    crate::recover(&folder.0, "the test", &|_| ControlFlow::Continue(())).unwrap();
    let found = folder.open().read(|tables| tables.executions().by_arn("arn:7")).unwrap();
    assert_eq!(found.map(|row| row.id), Some(7));
}

#[test]
fn a_recovery_tells_how_far_it_is_and_stops_without_a_trace() {
    let folder = Folder::new();
    let store = folder.open();
    assert!(record(&store, (1..=600).map(start).collect()).iter().all(Result::is_ok));
    drop(store);
    let files = || {
        let names = std::fs::read_dir(&folder.0).unwrap().map(|file| file.unwrap().file_name());
        names.collect::<std::collections::BTreeSet<_>>()
    };
    let (before, bytes) = (files(), std::fs::read(folder.file()).unwrap());
    let stopped = crate::recover(&folder.0, "the test", &|_| ControlFlow::Break(()));
    assert_eq!(stopped, Err(Error::Stopped));
    let mut after = files();
    after.remove(std::ffi::OsStr::new("signalbox.lock"));
    assert_eq!(after, &before - &["signalbox.lock".into()].into(), "nothing is left behind");
    assert_eq!(std::fs::read(folder.file()).unwrap(), bytes);
    let heard = std::cell::RefCell::new(Vec::new());
    crate::recover(&folder.0, "the test", &|progress| {
        heard.borrow_mut().push(progress);
        ControlFlow::Continue(())
    })
    .unwrap();
    let heard = heard.into_inner();
    assert!(heard.is_sorted_by(|a, b| a.rows <= b.rows && a.share <= b.share), "{heard:?}");
    assert!(heard.last().is_some_and(|last| last.rows >= 600 && last.share > 0.99), "{heard:?}");
}

#[test]
fn a_database_that_is_put_aside_is_kept_and_the_next_is_empty() {
    let folder = Folder::new();
    put(&folder.open(), "colour", "green").unwrap();
    std::fs::write(folder.file(), "nothing of it can be read").unwrap();
    assert!(crate::recover(&folder.0, "the test", &|_| ControlFlow::Continue(())).is_err());
    let kept = crate::set_aside(&folder.0, "the test").unwrap();
    assert_eq!(std::fs::read(kept.join("signalbox.db")).unwrap(), b"nothing of it can be read");
    assert_eq!(value(&folder.open(), "colour"), None);
}
