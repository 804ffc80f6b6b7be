//! A disk that fails or is full, and many who write at once.

use super::*;

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
fn a_batch_that_is_there_although_its_flush_failed_is_found() {
    let folder = Folder::new();
    let probe = FailAt { point: Point::BeforeFlush, nth: 2, seen: AtomicUsize::new(0) };
    let store = Store::open(&Options { probe: Some(Arc::new(probe)), ..folder.options() }).unwrap();
    record(&store, vec![start(1)]).pop().unwrap().unwrap();
    record(&store, vec![next(1, 2)]).pop().unwrap().unwrap_err();
    // A disk that says it failed may have written everything.
    let behind_its_back = rusqlite::Connection::open(folder.file()).unwrap();
    let written =
        "INSERT INTO journal (execution, last_event, format, body) VALUES (1, 2, 1, CAST('1/2' AS BLOB))";
    behind_its_back.execute(written, []).unwrap();
    record(&store, vec![next(1, 3)]).pop().unwrap().unwrap();
    assert_eq!(journal(&store, 1, 0), ["1/1", "1/2", "1/3"]);
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
