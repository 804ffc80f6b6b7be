//! A distributed Map whose process is killed again and again: it goes on where it was, and every item counts once.

use std::time::Duration;

use store::{Options, Store};
use support::clock::Chance;

use crate::victim::{Death, Remains, Scene, read_lines, remains};

/// Kills before it may end.
const LIVES: u64 = 5;

fn live(scene: &Scene, items: u64, death: Option<Duration>) -> Remains {
    let mut child =
        scene.start(1, 0, &Death::After(Duration::ZERO), &[("SIGNALBOX_ITEMS", &items.to_string())]);
    let stdout = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || read_lines(stdout, |_| {}));
    if let Some(delay) = death {
        std::thread::sleep(delay);
        let _ = child.kill();
    }
    let lines = reader.join().unwrap();
    remains(child, lines)
}

/// Children that are on disk; each is at its place and stands for the item of that number.
fn children(scene: &Scene) -> u64 {
    let store = Store::open(&Options::new(scene.data(), "the check")).unwrap();
    store
        .read(|tables| {
            let mut count = 0;
            tables.map_children().each(1, 0, |child| {
                assert_eq!(child.number, count, "no child is missing before another");
                assert_eq!(child.input, format!("{{\"n\":{count}}}"), "it has its item");
                assert_eq!((child.status.as_str(), child.items), ("SUCCEEDED", 1));
                count += 1;
                true
            })?;
            Ok(count)
        })
        .unwrap()
}

/// The Map Run of the dummy goes on to its end; every item is there once.
pub fn check_finishes(scene: &Scene, items: u64) {
    let remains = live(scene, items, None);
    assert!(remains.finished, "{}", remains.complaint);
    println!("{:?}", remains.lines);
    assert_eq!(children(scene), items);
    let store = Store::open(&Options::new(scene.data(), "the check")).unwrap();
    let row = store.read(|tables| tables.map_runs().by_id(1)).unwrap().unwrap();
    assert_eq!(row.status, "SUCCEEDED");
    let counts = row.counts.unwrap();
    assert!(
        counts.starts_with(&format!("[{{\"pending\":0,\"running\":0,\"succeeded\":{items},")),
        "{counts}"
    );
}

#[test]
fn a_map_run_that_is_killed_neither_loses_an_item_nor_does_one_twice() {
    let items = std::env::var("SIGNALBOX_ITEMS").ok().and_then(|items| items.parse().ok()).unwrap_or(20_000);
    let chance = Chance::new(11);
    let scene = Scene::new();
    let mut before = 0;
    for life in 0..LIVES {
        let delay = 50 + chance.below(usize::try_from(items / 20).unwrap()) as u64;
        live(&scene, items, Some(Duration::from_millis(delay)));
        let now = children(&scene);
        println!("life {life}: killed after {delay} ms with {now} of {items} items done");
        assert!(now >= before, "what was done stays done");
        before = now;
    }
    check_finishes(&scene, items);
}
