//! Databases of every earlier version: they are brought up to date in one step, or stay as they are.

use std::path::{Path, PathBuf};

use support::clock::Chance;

use crate::map_runs::check_finishes;
use crate::power_loss::Moment;
use crate::promises::Promises;
use crate::victim::{Death, Scene};

fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("durability/corpus");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let versions: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    assert!(!versions.is_empty(), "there is a corpus");
    versions
}

/// The data folder as that version left it.
fn left_by(version: &Path) -> Scene {
    let text = |name: &str| std::fs::read_to_string(version.join(name)).unwrap();
    let mut done = Vec::new();
    for file in ["begun", "tokens"] {
        done.extend(text(file).lines().map(|line| (file.to_owned(), line.to_owned())));
    }
    let write = |folder: &Path| {
        let database = rusqlite::Connection::open(folder.join("signalbox.db")).unwrap();
        database.execute_batch(&text("database.sql")).unwrap();
    };
    Scene::left_behind(write, &done)
}

/// How many items its Map Run has, if it left one.
fn items(version: &Path) -> Option<u64> {
    std::fs::read_to_string(version.join("items")).ok().map(|items| items.trim().parse().unwrap())
}

#[test]
fn what_an_earlier_version_left_is_taken_up_and_finished() {
    for version in corpus() {
        let scene = left_by(&version);
        let mut promises = Promises::default();
        let context = format!("{}", version.display());
        promises.check(&scene, &context);
        if let Some(items) = items(&version) {
            check_finishes(&scene, items);
        }
        let remains = scene.run_fast(7, 0, &Death::Natural);
        assert!(remains.finished, "{context}: {}", remains.complaint);
        promises.note(&remains);
        promises.check(&scene, &format!("{context}, at the end"));
        promises.check_all_over(&format!("{context}, at the end"));
    }
}

#[test]
fn a_crash_while_an_earlier_version_is_brought_up_to_date_leaves_the_old_or_the_new() {
    for version in corpus() {
        let scene = left_by(&version);
        let mut moment = Moment::of(&scene);
        let (remains, steps) = scene.record(7, 0, &Death::Natural, &[]);
        assert!(remains.finished, "{}: {}", version.display(), remains.complaint);
        let chance = Chance::new(7);
        // Bringing it up to date is over long before.
        for (number, step) in steps.iter().take(400).enumerate() {
            moment.pass(step);
            let context = format!("{}, after call {number}", version.display());
            moment.check_kill(None, &context);
            moment.check_power_loss(&chance, &context);
        }
    }
}
