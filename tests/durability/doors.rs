//! Who may not come in, seen from outside the process.

use std::io::{BufRead as _, BufReader};
use std::ops::ControlFlow;

use support::figures::{FLIPPED_BITS, RACES};
use support::folder::Folder;

use crate::promises::Promises;
use crate::victim::{Death, Scene, read_lines, remains};

#[test]
fn a_second_process_is_refused_and_told_by_whom() {
    let scene = Scene::new();
    let mut first = scene.start(1, 3, &Death::At("write:1000000".into()), &[]);
    let stdout = first.stdout.take().unwrap();
    let mut reader = BufReader::new(stdout);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    assert_eq!(line, "open\n");
    for _ in 0..5 {
        let second = scene.run(2, 3, &Death::Natural);
        assert!(!second.finished && second.lines.is_empty(), "it did nothing");
        let holder = format!("`crash dummy` (process {})", first.id());
        assert!(second.complaint.contains(&holder), "{}", second.complaint);
    }
    first.kill().unwrap();
    let lines = read_lines(reader, |_| {});
    let mut promises = Promises::default();
    promises.note(&remains(first, lines));
    promises.check(&scene, "after the first was killed");
    let third = scene.run(3, 3, &Death::Natural);
    assert!(third.finished, "a killed process holds nothing: {}", third.complaint);
}

#[test]
fn of_two_processes_that_start_at_once_one_gets_in() {
    for race in 0..RACES.get() {
        let scene = Scene::new();
        // With something to wait for, so that the first cannot be done before the second looks.
        let start = |seed| scene.start(seed, 3, &Death::At("write:1000000".into()), &[]);
        let mut both = [start(1), start(2)];
        let loser = loop {
            let ended = both.iter_mut().position(|child| child.try_wait().unwrap().is_some());
            match ended {
                Some(loser) => break loser,
                None => std::thread::yield_now(),
            }
        };
        let [first, second] = both;
        let (mut lost, mut won) = if loser == 0 { (first, second) } else { (second, first) };
        let mut promises = Promises::default();
        let stdout = lost.stdout.take().unwrap();
        let lost = remains(lost, read_lines(stdout, |_| {}));
        assert!(lost.lines.is_empty(), "race {race}: the loser did nothing");
        assert!(lost.complaint.contains("already open"), "race {race}: {}", lost.complaint);
        let mut reader = BufReader::new(won.stdout.take().unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        assert_eq!(line, "open\n", "race {race}: the winner works");
        won.kill().unwrap();
        let lines = read_lines(reader, |_| {});
        promises.note(&remains(won, lines));
        promises.check(&scene, &format!("race {race}"));
    }
}

#[test]
fn a_database_that_cannot_be_opened_is_kept_and_never_replaced() {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, &str, Damage); 5] = [
        ("newer", "newer version", |bytes| bytes[60..64].copy_from_slice(&99_u32.to_be_bytes())),
        ("emptied", "damaged", Vec::clear),
        ("cut", "damaged", |bytes| bytes.truncate(bytes.len() / 3)),
        ("of somebody else", "not a database of this app", |bytes| bytes[68..72].fill(7)),
        ("with a bit of its schema flipped", "damaged", |bytes| {
            let name = b"input TEXT NOT NULL";
            let at = bytes.windows(name.len()).position(|part| part == name).unwrap();
            bytes[at] ^= 1;
        }),
    ];
    for (name, message, damage) in damages {
        let scene = Scene::new();
        assert!(scene.run(1, 5, &Death::Natural).finished);
        let file = scene.data().join("signalbox.db");
        let mut bytes = std::fs::read(&file).unwrap();
        damage(&mut bytes);
        std::fs::write(&file, &bytes).unwrap();
        let remains = scene.run(2, 5, &Death::Natural);
        assert!(!remains.finished && remains.lines.is_empty(), "{name}: it did not start");
        assert!(remains.complaint.contains(message), "{name}: {}", remains.complaint);
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "{name}: byte-identical");
    }
}

#[test]
fn flipped_bytes_are_never_a_panic_nor_an_empty_database() {
    let scene = Scene::new();
    assert!(scene.run(1, 20, &Death::Natural).finished);
    let bytes = std::fs::read(scene.data().join("signalbox.db")).unwrap();
    let chance = support::clock::Chance::new(21);
    let (mut refused, mut opened) = (0, 0);
    for round in 0..FLIPPED_BITS.get() {
        let folder = Folder::quick("flipped");
        let mut flipped = bytes.clone();
        let at = chance.below(flipped.len());
        flipped[at] ^= 1 << chance.below(8);
        std::fs::write(folder.path().join("signalbox.db"), &flipped).unwrap();
        let Ok(store) = store::Store::open(&store::Options::new(folder.path(), "the test")) else {
            refused += 1;
            let kept = std::fs::read(folder.path().join("signalbox.db")).unwrap();
            assert_eq!(kept.len(), flipped.len(), "round {round}: byte {at}: the file was kept");
            continue;
        };
        opened += 1;
        // Unreadable executions are errors; the others can still be read, that is, exported.
        let Ok(rows) = store.read(|tables| tables.executions().latest(None, None, u32::MAX)) else {
            continue;
        };
        let histories: Vec<_> = rows
            .iter()
            .map(|row| runtime::Runtime::events(&store, &row.arn).map_err(|e| e.to_string()))
            .collect();
        if rows.len() <= 1 || histories.iter().any(Result::is_ok) {
            continue;
        }
        // The index is hurt by which all are found: each says so, and recovering makes it anew.
        let silent = histories
            .iter()
            .filter_map(|history| history.as_ref().err())
            .find(|error| !error.contains("offers to recover"));
        assert_eq!(silent, None, "round {round}: byte {at}");
        drop(store);
        let recovered = store::recover(folder.path(), "the test", &|_| ControlFlow::Continue(()));
        assert!(recovered.is_ok(), "round {round}: byte {at}: {recovered:?}");
        let recovered = crate::recovery::readable(folder.path()).len();
        assert!(recovered * 2 > rows.len(), "round {round}: byte {at}: {recovered} of {}", rows.len());
    }
    println!("{refused} refused, {opened} opened");
}
