//! Map Runs that go on when their execution is redriven.

use engine::{Failure, Outcome};
use serde_json::json;

use super::map_runs::{Numbers, items, map, map_run, reader, start, until_items, work, world_with};
use super::world::{World, failure, success};
use crate::item_store::ResultFile;

/// Answers the piece of work that was begun as the `number`th of all, from 0.
async fn answer(world: &World, number: usize, outcome: Outcome) {
    loop {
        let desk = world.worker.desks.lock().unwrap().get(number).cloned();
        match desk {
            Some(desk) => return desk.answer(outcome),
            None => tokio::task::yield_now().await,
        }
    }
}

fn bad() -> Outcome {
    Outcome::Failed(failure("Bad"))
}

async fn redrive(world: &World, arn: &str) {
    world.runtime().redrive(arn, None).await.unwrap();
}

/// How often the work of each child was begun.
fn begun(world: &World, map_run: &str) -> Vec<u32> {
    let children = world.runtime().map_run_children(map_run, None, 0, 10).unwrap();
    children.iter().map(|child| world.begun(&child.arn)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn children_that_failed_go_on_and_those_that_were_not_started_start() {
    for kind in ["STANDARD", "EXPRESS"] {
        let world = World::new().await;
        let definition = map(kind, &work("hang"), &json!({ "MaxConcurrency": 1 }));
        let arn = start(&world, &definition, &json!([0, 1, 2])).await;
        answer(&world, 0, success()).await;
        answer(&world, 1, bad()).await;
        assert_eq!(world.until_over(&arn).await.status, "FAILED");
        let run = map_run(&world, &arn);
        assert_eq!(items(&world, &run), [1, 0, 1, 1, 0, 0], "{kind}");

        redrive(&world, &arn).await;
        answer(&world, 2, success()).await;
        answer(&world, 3, success()).await;
        let row = world.until_over(&arn).await;
        assert_eq!(row.output.as_deref(), Some(r#"[{"answer":42},{"answer":42},{"answer":42}]"#), "{kind}");
        assert_eq!(map_run(&world, &arn), run, "it is the same Map Run");
        assert_eq!(items(&world, &run), [0, 0, 3, 0, 0, 0], "{kind}");
        assert_eq!(begun(&world, &run), [1, 2, 1], "{kind}");
        let row = world.runtime().map_run(&run).unwrap().row;
        assert_eq!((row.status.as_str(), row.redrive_count), ("SUCCEEDED", 1));
        assert_eq!(
            world.types(&arn)[3..],
            [
                "MapRunStarted",
                "MapRunFailed",
                "MapStateFailed",
                "ExecutionFailed",
                "ExecutionRedriven",
                "MapRunRedriven",
                "MapRunSucceeded",
                "MapStateSucceeded",
                "MapStateExited",
                "ExecutionSucceeded",
            ]
        );
        let children = world.runtime().map_run_children(&run, None, 0, 10).unwrap();
        if kind == "STANDARD" {
            let redrives: Vec<u32> = children.iter().map(|child| child.row.redrive_count).collect();
            assert_eq!(redrives, [0, 1, 0]);
            children.iter().for_each(|child| world.check(&child.arn));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn children_that_were_stopped_go_on_even_if_the_redrive_comes_at_once() {
    let world = World::new().await;
    let arn = start(&world, &map("STANDARD", &work("hang"), &json!({})), &json!([0, 1])).await;
    world.until_event(&arn, "MapRunStarted", 1).await;
    let run = map_run(&world, &arn);
    until_items(&world, &run, [0, 2, 0, 0, 0, 0]).await;
    world.runtime().stop(&arn, Failure::default()).await.unwrap();
    redrive(&world, &arn).await;
    let mut number = 0;
    while world.row(&arn).status == "RUNNING" {
        // Who was stopped before its work was begun has none; answers to those before are late, and change nothing.
        let desk = world.worker.desks.lock().unwrap().get(number).cloned();
        match desk {
            Some(desk) if world.runtime().map_run(&run).unwrap().row.children_redriven == 1 => {
                desk.answer(success());
                number += 1;
            }
            _ => tokio::task::yield_now().await,
        }
    }
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
    assert_eq!(items(&world, &run), [0, 0, 2, 0, 0, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_in_a_redrive_neither_loses_a_child_nor_redrives_one_twice() {
    let mut world = World::new().await;
    let fields = json!({ "MaxConcurrency": 1, "ToleratedFailureCount": 1 });
    let arn = start(&world, &map("STANDARD", &work("hang"), &fields), &json!([0, 1, 2])).await;
    answer(&world, 0, bad()).await;
    answer(&world, 1, bad()).await;
    assert_eq!(world.until_over(&arn).await.status, "FAILED");
    let run = map_run(&world, &arn);
    redrive(&world, &arn).await;
    answer(&world, 2, success()).await;
    while world.worker.desks.lock().unwrap().len() < 4 {
        tokio::task::yield_now().await;
    }
    assert_eq!(world.runtime().map_run(&run).unwrap().items.pending_redrive, 0);
    world.crash(0).await;
    // The one that was under way is lost, which is tolerated.
    answer(&world, 0, success()).await;
    let row = world.until_over(&arn).await;
    assert_eq!((row.status.as_str(), items(&world, &run)), ("SUCCEEDED", [0, 0, 2, 1, 0, 0]));
    let children = world.runtime().map_run_children(&run, None, 0, 10).unwrap();
    let redrives: Vec<u32> = children.iter().map(|child| child.row.redrive_count).collect();
    assert_eq!(redrives, [1, 1, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_started_is_written_as_pending() {
    let (world, numbers) = world_with(Numbers { count: 4, ..Numbers::default() }).await;
    let fields = json!({
        "MaxConcurrency": 1,
        "ItemReader": reader(),
        "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "out" } },
    });
    let arn = start(&world, &map("STANDARD", &work("hang"), &fields), &json!({})).await;
    answer(&world, 0, success()).await;
    answer(&world, 1, bad()).await;
    assert_eq!(world.until_over(&arn).await.status, "FAILED");
    let written = numbers.written.lock().unwrap();
    let files: Vec<(ResultFile, &str)> =
        written.iter().map(|record| (record.file, record.input.as_str())).collect();
    assert_eq!(
        files,
        [
            (ResultFile::Succeeded, "0"),
            (ResultFile::Failed, "1"),
            (ResultFile::Pending, "2"),
            (ResultFile::Pending, "3"),
        ]
    );
}
