//! Changes and turns of executions: grouped, told apart, found again.

use super::*;

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
