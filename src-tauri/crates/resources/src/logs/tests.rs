use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{TryRecvError, channel};

use engine::execution_log::{Level, Logging};
use runtime::{LogSink as _, LoggedTurn};

use super::group_file::{GroupFile, path};
use super::{FILE_BYTES_MAX, Logs, OLD_FILES, WAITING_BYTES_MAX};
use crate::fixture::Folder;

fn arn(group: &str) -> String {
    format!("arn:aws:logs:us-east-1:111111111111:log-group:{group}:*")
}

fn turn(group: &str, records: &str) -> LoggedTurn {
    let logging = Logging { level: Level::All, include_execution_data: false, log_group_arn: arn(group) };
    let count = records.lines().count() as u64;
    LoggedTurn { logging: Arc::new(logging), records: records.into(), count }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

fn old(path: &Path, age: u32) -> PathBuf {
    PathBuf::from(format!("{}.{age}", path.display()))
}

#[test]
fn records_are_there_in_their_order_when_it_was_flushed() {
    let folder = Folder::new();
    let logs = Logs::new(folder.path());
    assert!(!folder.path().join("logs").exists(), "nothing is made before it is needed");
    for number in 0..1_000 {
        logs.take(turn("a", &format!("{number}\n")));
        logs.take(turn("b/c", &format!("{number}\n{number}\n")));
    }
    logs.flush();
    let numbers =
        |times: usize| (0..1_000).map(|number| format!("{number}\n").repeat(times)).collect::<String>();
    assert_eq!(read(&logs.file(&arn("a"))), numbers(1));
    assert_eq!(read(&logs.file(&arn("b/c"))), numbers(2));
    assert_eq!(logs.lost(), 0);
}

#[test]
fn what_was_handed_over_is_written_when_it_is_dropped() {
    let folder = Folder::new();
    let logs = Logs::new(folder.path());
    let file = logs.file(&arn("a"));
    (0..1_000).for_each(|_| logs.take(turn("a", "x\n")));
    drop(logs);
    assert_eq!(read(&file), "x\n".repeat(1_000));
}

#[test]
fn groups_become_files_that_every_system_can_keep() {
    let check = |group: &str, expected: &str| {
        assert_eq!(path(Path::new(""), &arn(group)), Path::new(expected), "{group}");
    };
    check("/aws/vendedlogs/states/a-1_b.c#d", "%2Faws%2Fvendedlogs%2Fstates%2Fa-1_b.c#d.jsonl");
    check("..", "%2E%2E.jsonl");
    check("con", "%63on.jsonl");
    let long = |last: &str| path(Path::new(""), &arn(&format!("{}{last}", "/a".repeat(110))));
    let bytes = |path: PathBuf| path.as_os_str().len();
    assert!(bytes(long("x")) <= 210 && long("x") != long("y"), "{:?}", long("x"));
}

#[test]
fn a_log_group_is_bounded() {
    let folder = Folder::new();
    let path = folder.path().join("a.jsonl");
    for number in 0..OLD_FILES + 3 {
        // It is measured when it is opened.
        let mut file = GroupFile::new(path.clone());
        assert_eq!(file.take(format!("{number}\n").into_bytes(), 1), 0);
        assert_eq!(file.write_out(), 0);
        let large = fs::OpenOptions::new().write(true).open(&path).expect("a file");
        large.set_len(FILE_BYTES_MAX).expect("a large file");
    }
    let begins = |path: &Path| read(path).lines().next().map(str::to_owned).expect("a line");
    assert_eq!(begins(&path), (OLD_FILES + 2).to_string());
    for age in 1..=OLD_FILES {
        assert_eq!(begins(&old(&path, age)), (OLD_FILES + 2 - age).to_string());
    }
    assert!(!old(&path, OLD_FILES + 1).exists());
}

#[test]
fn large_turns_stand_where_they_came() {
    let folder = Folder::new();
    let logs = Logs::new(folder.path());
    let large = format!("{}\n", "x".repeat(100_000));
    for records in ["1\n", large.as_str(), "2\n", "3\n", large.as_str()] {
        logs.take(turn("a", records));
    }
    logs.flush();
    assert_eq!(read(&logs.file(&arn("a"))), format!("1\n{large}2\n3\n{large}"));
}

#[test]
fn a_disk_that_fails_loses_records_until_it_is_there_again() {
    let folder = Folder::new();
    let in_the_way = folder.path().join("logs");
    fs::write(&in_the_way, "a file where the folder should be").expect("written");
    let logs = Logs::new(folder.path());
    logs.take(turn("a", "1\n2\n"));
    logs.flush();
    assert_eq!(logs.lost(), 2);
    assert!(!logs.is_full(), "nothing waits for a disk that fails");
    fs::remove_file(&in_the_way).expect("removed");
    logs.take(turn("a", "3\n"));
    logs.flush();
    assert_eq!((read(&logs.file(&arn("a"))).as_str(), logs.lost()), ("3\n", 2));
}

#[test]
fn a_record_that_a_crash_cut_off_is_a_line_of_its_own() {
    let folder = Folder::new();
    let logs = Logs::new(folder.path());
    let file = logs.file(&arn("a"));
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(&file, "whole\n{\"id\":").expect("written");
    logs.take(turn("a", "next\n"));
    logs.flush();
    assert_eq!(read(&file), "whole\n{\"id\":\nnext\n");
}

#[test]
fn who_waits_for_room_is_called() {
    let folder = Folder::new();
    let logs = Logs::new(folder.path());
    let (call, called) = channel();
    let tell = |what: &'static str| {
        let call = call.clone();
        Box::new(move || call.send(what).expect("somebody listens"))
    };
    logs.when_there_is_room(tell("at once"));
    assert_eq!(called.try_recv(), Ok("at once"));
    // Whatever was written meanwhile: so much at once is more than may wait.
    let queue = logs.shared.queue();
    logs.shared.waiting_bytes.fetch_add(WAITING_BYTES_MAX, std::sync::atomic::Ordering::Relaxed);
    drop(queue);
    assert!(logs.is_full());
    logs.when_there_is_room(tell("later"));
    assert_eq!(called.try_recv(), Err(TryRecvError::Empty));
    logs.shared.waiting_bytes.fetch_sub(WAITING_BYTES_MAX, std::sync::atomic::Ordering::Relaxed);
    logs.take(turn("a", "x\n"));
    assert_eq!(called.recv(), Ok("later"));
}
