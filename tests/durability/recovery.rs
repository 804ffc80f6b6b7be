//! Damaged databases: what can be read is copied into a new one, and the damaged one is kept.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use engine::Event;
use runtime::Runtime;
use store::{Options, Store};
use support::clock::Chance;
use support::figures::FLIPPED_BITS;
use support::folder::Folder;

use crate::victim::{Death, Scene};

pub type Histories = BTreeMap<String, Vec<Event>>;

/// What can be read of the executions; nothing if the database cannot be opened.
pub fn readable(folder: &Path) -> Histories {
    let Ok(store) = Store::open(&Options::new(folder, "the test")) else { return Histories::new() };
    let rows = store.read(|tables| tables.executions().latest(None, None, u32::MAX)).unwrap_or_default();
    let histories =
        rows.into_iter().filter_map(|row| Some((row.arn.clone(), Runtime::events(&store, &row.arn).ok()?)));
    histories.filter(|(_, events)| !events.is_empty()).collect()
}

/// Recovers a folder with these files; gives what was whole, and what is readable afterwards.
fn recover(file: &[u8], log: Option<&[u8]>) -> Result<Histories, String> {
    let folder = Folder::quick("recovery");
    let database = folder.path().join("signalbox.db");
    std::fs::write(&database, file).unwrap();
    if let Some(log) = log {
        std::fs::write(folder.path().join("signalbox.db-wal"), log).unwrap();
    }
    let recovered = store::recover(folder.path(), "the test", &|_| ControlFlow::Continue(()));
    let kept = folder.path().join("damaged-1/signalbox.db");
    match recovered {
        Ok(_) => {
            assert_eq!(std::fs::read(kept).unwrap(), file, "the damaged file is kept");
            Ok(readable(folder.path()))
        }
        Err(error) => {
            assert_eq!(std::fs::read(database).unwrap(), file, "the file is left as it was: {error}");
            Err(error.to_string())
        }
    }
}

fn sound() -> (Vec<u8>, Histories) {
    let scene = Scene::new();
    assert!(scene.run_fast(1, 60, &Death::Natural).finished);
    let bytes = std::fs::read(scene.data().join("signalbox.db")).unwrap();
    (bytes, readable(&scene.data()))
}

fn find(bytes: &[u8], text: &[u8]) -> usize {
    bytes.windows(text.len()).position(|part| part == text).unwrap()
}

/// Flips a bit `after` bytes behind the beginning of `text`.
fn flip(bytes: &mut [u8], text: &[u8], after: usize) {
    let at = find(bytes, text);
    bytes[at + after] ^= 1;
}

#[test]
fn everything_that_is_sound_is_recovered() {
    type Damage = fn(&mut Vec<u8>);
    let (file, whole) = sound();
    let damages: [(&str, usize, Damage); 9] = [
        ("nothing", 60, |_| {}),
        ("the first page is gone", 60, |bytes| bytes[..4096].fill(0)),
        ("the header is gone", 60, |bytes| bytes[..100].fill(0xff)),
        ("the end is gone", 1, |bytes| bytes.truncate(bytes.len() - 3 * 4096)),
        ("the version is gone", 60, |bytes| bytes[68..72].fill(7)),
        ("a column has another name", 60, |bytes| flip(bytes, b"input TEXT NOT NULL", 0)),
        ("a table has another name", 60, |bytes| flip(bytes, b"executionsexecutions", 0)),
        ("a table is elsewhere", 60, |bytes| flip(bytes, b"journaljournal", 14)),
        ("a page of the schema is gone", 60, |bytes| {
            let at = find(bytes, b"CREATE TABLE executions") / 4096 * 4096;
            bytes[at..at + 4096].fill(0xff);
        }),
    ];
    for (name, least, damage) in damages {
        let mut damaged = file.clone();
        damage(&mut damaged);
        let found = recover(&damaged, None).unwrap_or_else(|error| panic!("{name}: {error}"));
        println!("{name}: {} of {} executions", found.len(), whole.len());
        assert!(found.len() >= least, "{name}: {} of {} executions", found.len(), whole.len());
        if least == whole.len() {
            assert!(found == whole, "{name}: all are as they were");
        }
    }
}

#[test]
fn a_log_of_somebody_else_is_no_reason_to_give_up() {
    let (file, whole) = sound();
    let found = recover(&file, Some(&[0x5a; 9_000])).unwrap();
    assert!(found == whole, "a log that is none changes nothing");
    let newer = {
        let mut newer = file.clone();
        newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
        newer
    };
    assert!(recover(&newer, None).unwrap_err().contains("newer"), "a newer database is not damaged");
}

#[test]
fn flipped_bits_cost_little() {
    let (file, whole) = sound();
    let chance = Chance::new(22);
    let rounds = FLIPPED_BITS.get() / 4;
    let (mut refused, mut kept) = (0, 0);
    for round in 0..rounds {
        let mut flipped = file.clone();
        let at = chance.below(flipped.len());
        flipped[at] ^= 1 << chance.below(8);
        match recover(&flipped, None) {
            Ok(found) => kept += found.iter().filter(|(arn, events)| whole.get(*arn) == Some(events)).count(),
            Err(error) => {
                refused += 1;
                assert!(error.contains("newer"), "round {round}, byte {at}: {error}");
            }
        }
    }
    let least = (rounds - refused) * whole.len() * 9 / 10;
    println!(
        "{rounds} bits, {refused} refused, {kept} histories of {} kept",
        (rounds - refused) * whole.len()
    );
    assert!(kept >= least, "nine of ten histories are kept");
}
