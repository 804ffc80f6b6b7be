//! Distributed Maps: children, results, limits, and what a crash or a stop leaves.

use std::sync::{Arc, Mutex};

use engine::Failure;
use serde_json::{Value, json};

use super::world::{World, function, machine, payload};
use crate::item_store::{Destination, Item, ItemStore, Items, Manifest, Record, ResultFile, Source};

/// A distributed Map `M` over the state's input; `state` is what each child does.
pub(super) fn map(execution_type: &str, state: &Value, fields: &Value) -> Value {
    let mut map = json!({
        "Type": "Map",
        "End": true,
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": execution_type },
            "StartAt": "I",
            "States": { "I": state },
        },
    });
    map.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    machine(&json!({ "M": map }))
}

pub(super) async fn start(world: &World, definition: &Value, input: &Value) -> String {
    let mut request = world.request("run", definition);
    request.input = Some(payload(input));
    world.runtime().start(request).await.unwrap().execution_arn
}

/// ARN of the only Map Run of an execution.
pub(super) fn map_run(world: &World, arn: &str) -> String {
    let runs = world.runtime().map_runs_of(arn, None, 10).unwrap();
    assert_eq!(runs.len(), 1);
    runs[0].arn.clone()
}

/// Items by status: pending, running, succeeded, failed, timed out, aborted.
pub(super) fn items(world: &World, map_run: &str) -> [u64; 6] {
    let counts = world.runtime().map_run(map_run).unwrap().items;
    [counts.pending, counts.running, counts.succeeded, counts.failed, counts.timed_out, counts.aborted]
}

pub(super) async fn until_items(world: &World, map_run: &str, wanted: [u64; 6]) {
    while items(world, map_run) != wanted {
        tokio::task::yield_now().await;
    }
}

/// The children once so many are on disk.
async fn until_children(world: &World, map_run: &str, count: usize) -> Vec<crate::MapRunChild> {
    loop {
        let children = world.runtime().map_run_children(map_run, None, 0, usize::MAX).unwrap();
        if children.len() == count {
            return children;
        }
        tokio::task::yield_now().await;
    }
}

pub(super) fn pass() -> Value {
    json!({ "Type": "Pass", "End": true })
}

pub(super) fn work(name: &str) -> Value {
    json!({ "Type": "Task", "Resource": function(name), "End": true })
}

#[tokio::test(flavor = "multi_thread")]
async fn standard_children_are_executions_with_a_history() {
    let world = World::new().await;
    let arn = start(&world, &map("STANDARD", &work("ok"), &json!({ "Label": "L" })), &json!([1, 2, 3])).await;
    let row = world.until_over(&arn).await;
    assert_eq!(row.output.as_deref(), Some("[1,2,3]"));
    let run = map_run(&world, &arn);
    assert!(run.contains(":mapRun:test/L:"), "{run}");
    assert_eq!(items(&world, &run), [0, 0, 3, 0, 0, 0]);
    let children = world.runtime().map_run_children(&run, None, 0, 10).unwrap();
    assert_eq!(children.len(), 3);
    for (child, item) in children.iter().zip(1..) {
        assert!(child.arn.contains(":execution:test/L:"), "{}", child.arn);
        world.check(&child.arn);
        let types = world.types(&child.arn);
        assert_eq!((types.len(), types[2].as_str()), (7, "LambdaFunctionScheduled"));
        let row = world.row(&child.arn);
        assert_eq!((row.input, row.machine), (item.to_string(), "test/L".to_owned()));
        let definition: Value =
            serde_json::from_str(&world.runtime().definition_of(&world.row(&child.arn)).unwrap().unwrap())
                .unwrap();
        assert_eq!(definition["StartAt"], "I");
    }
    assert_eq!(world.runtime().list(None, 10).unwrap().len(), 1, "children are not in the list of all");
}

#[tokio::test(flavor = "multi_thread")]
async fn express_children_that_need_nobody_leave_one_row_each() {
    let world = World::new().await;
    let selector = json!({ "ItemSelector": { "v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index" } });
    let many: Vec<u32> = (0..2_000).collect();
    let arn = start(&world, &map("EXPRESS", &pass(), &selector), &json!(many)).await;
    let row = world.until_over(&arn).await;
    let output: Vec<Value> = serde_json::from_str(&row.output.unwrap()).unwrap();
    assert_eq!(output.len(), 2_000);
    assert_eq!(output[1_999], json!({ "v": 1_999, "i": 1_999 }));
    let run = map_run(&world, &arn);
    assert_eq!(items(&world, &run), [0, 0, 2_000, 0, 0, 0]);
    let children = world.runtime().map_run_children(&run, None, 1_998, 10).unwrap();
    assert_eq!(children.len(), 2);
    assert!(children[0].arn.contains(":express:test/"), "{}", children[0].arn);
    assert!(!children[0].row.has_history);
}

#[tokio::test(flavor = "multi_thread")]
async fn express_children_may_have_work_to_do() {
    let world = World::new().await;
    let arn = start(&world, &map("EXPRESS", &work("ok"), &json!({})), &json!(["a", "b"])).await;
    assert_eq!(world.until_over(&arn).await.output.as_deref(), Some(r#"["a","b"]"#));
    let children = world.runtime().map_run_children(&map_run(&world, &arn), None, 0, 10).unwrap();
    assert!(
        children.iter().all(|child| world.runtime().describe(&child.arn).is_err()),
        "nothing is journaled"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_failures_stop_the_children_that_run() {
    let world = World::new().await;
    let state = json!({ "Type": "Task", "Resource": function("hang"), "TimeoutSeconds": 5, "End": true });
    let fields = json!({ "MaxConcurrency": 2, "ToleratedFailureCount": 1 });
    let arn = start(&world, &map("STANDARD", &state, &fields), &json!([1, 2, 3, 4])).await;
    world.until_event(&arn, "MapRunStarted", 1).await;
    let run = map_run(&world, &arn);
    until_items(&world, &run, [1, 2, 0, 0, 0, 0]).await;
    for child in until_children(&world, &run, 2).await {
        world.until_event(&child.arn, "LambdaFunctionStarted", 1).await;
    }
    world.clock.advance(5_000);
    let row = world.until_over(&arn).await;
    assert_eq!(row.error.as_deref(), Some("States.ExceedToleratedFailureThreshold"));
    let [_, running, succeeded, failed, _, _] = items(&world, &run);
    assert_eq!((running, succeeded), (0, 0));
    assert!(failed >= 2, "both timed out as `States.Timeout`, which fails a child");
    assert_eq!(world.runtime().map_run(&run).unwrap().row.status, "FAILED");
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_the_execution_stops_the_children() {
    let world = World::new().await;
    let arn =
        start(&world, &map("STANDARD", &work("hang"), &json!({ "MaxConcurrency": 2 })), &json!([1, 2, 3]))
            .await;
    world.until_event(&arn, "MapRunStarted", 1).await;
    let run = map_run(&world, &arn);
    until_items(&world, &run, [1, 2, 0, 0, 0, 0]).await;
    world.runtime().stop(&arn, Failure::default()).await.unwrap();
    until_items(&world, &run, [1, 0, 0, 0, 0, 2]).await;
    while world.runtime().map_run(&run).unwrap().row.status == "RUNNING" {
        tokio::task::yield_now().await;
    }
    assert_eq!(world.runtime().map_run(&run).unwrap().row.status, "ABORTED");
    let types = world.types(&arn);
    assert_eq!(types[types.len() - 2..], ["MapRunAborted", "ExecutionAborted"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_neither_loses_a_child_nor_begins_one_twice() {
    let mut world = World::new().await;
    let fields = json!({ "MaxConcurrency": 2, "ToleratedFailurePercentage": 100 });
    let arn = start(&world, &map("STANDARD", &work("hang"), &fields), &json!([1, 2, 3])).await;
    world.until_event(&arn, "MapRunStarted", 1).await;
    let run = map_run(&world, &arn);
    until_items(&world, &run, [1, 2, 0, 0, 0, 0]).await;
    for child in until_children(&world, &run, 2).await {
        until_begun(&world, &child.arn).await;
    }
    world.crash(0).await;
    until_items(&world, &run, [0, 1, 0, 2, 0, 0]).await;
    let children = until_children(&world, &run, 3).await;
    until_begun(&world, &children[2].arn).await;
    world.crash(0).await;
    let row = world.until_over(&arn).await;
    assert_eq!((row.status.as_str(), row.output.as_deref()), ("SUCCEEDED", Some("[]")));
    for child in children {
        assert_eq!(world.begun(&child.arn), 1);
    }
}

/// The event comes before the work: a crash between the two leaves work that never began.
async fn until_begun(world: &World, arn: &str) {
    while world.begun(arn) == 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_change_while_it_runs_and_outlive_a_crash() {
    let mut world = World::new().await;
    let fields = json!({ "MaxConcurrency": 1, "ToleratedFailureCount": 9 });
    let arn = start(&world, &map("STANDARD", &work("hang"), &fields), &json!([1, 2, 3, 4])).await;
    world.until_event(&arn, "MapRunStarted", 1).await;
    let run = map_run(&world, &arn);
    until_items(&world, &run, [1, 1, 0, 0, 0, 0]).await;
    world.runtime().update_map_run(&run, Some(3), None, None).await.unwrap();
    until_items(&world, &run, [1, 3, 0, 0, 0, 0]).await;
    world.crash(0).await;
    let row = world.runtime().map_run(&run).unwrap().row;
    assert_eq!((row.concurrency_max, row.tolerated_count), (3, Some(9)));
    world.runtime().stop(&arn, Failure::default()).await.unwrap();
    while world.runtime().map_run(&run).unwrap().row.status == "RUNNING" {
        tokio::task::yield_now().await;
    }
    let refused = world.runtime().update_map_run(&run, Some(1), None, None).await;
    assert_eq!(refused, Err(crate::Error::MapRunEnded));
}

/// Numbers from 0, read from nowhere; keeps what was written.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) count: u64,
    pub(super) failure: Option<Failure>,
    pub(super) written: Mutex<Vec<Record>>,
}

impl ItemStore for Numbers {
    fn open(&self, _: &Source, skip: u64) -> Result<Items, Failure> {
        let source: Arc<str> = "s3://b/k".into();
        let item =
            move |number: u64| Ok(Item { value: number.to_string(), key: None, source: Arc::clone(&source) });
        let end = self.failure.clone().map(Err);
        Ok(Box::new((skip..self.count).map(item).chain(end)))
    }

    fn write_results(
        &self,
        _: &Destination,
        _: &str,
        records: &mut dyn Iterator<Item = Record>,
    ) -> Result<Manifest, Failure> {
        self.written.lock().unwrap().extend(records);
        Ok(Manifest { bucket: "out".to_owned(), key: "p/manifest.json".to_owned() })
    }
}

pub(super) fn reader() -> Value {
    json!({ "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": "b", "Key": "k" },
        "ReaderConfig": { "InputType": "JSONL", "MaxItems": 5 } })
}

pub(super) async fn world_with(numbers: Numbers) -> (World, Arc<Numbers>) {
    let mut world = World::new().await;
    let numbers = Arc::new(numbers);
    world.items = Some(Arc::clone(&numbers) as Arc<dyn ItemStore>);
    world.crash(0).await;
    (world, numbers)
}

#[tokio::test(flavor = "multi_thread")]
async fn items_are_read_and_results_written() {
    let (world, numbers) = world_with(Numbers { count: 9, ..Numbers::default() }).await;
    let fields = json!({
        "ItemReader": reader(),
        "ItemBatcher": { "MaxItemsPerBatch": 2 },
        "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "out" } },
    });
    let arn = start(&world, &map("STANDARD", &pass(), &fields), &json!({})).await;
    let row = world.until_over(&arn).await;
    let run = map_run(&world, &arn);
    let details =
        json!({ "MapRunArn": run, "ResultWriterDetails": { "Bucket": "out", "Key": "p/manifest.json" } });
    assert_eq!(row.output.map(|output| serde_json::from_str::<Value>(&output).unwrap()), Some(details));
    let written = numbers.written.lock().unwrap();
    let inputs: Vec<&str> = written.iter().map(|record| record.input.as_str()).collect();
    assert_eq!(inputs, [r#"{"Items":[0,1]}"#, r#"{"Items":[2,3]}"#, r#"{"Items":[4]}"#]);
    assert!(written.iter().all(|record| record.file == ResultFile::Succeeded));
    assert_eq!(items(&world, &run), [0, 0, 5, 0, 0, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_fails_fails_the_map_run() {
    let failure = Failure::new("States.ItemReaderFailed", "Attempting to map over non-iterable node.");
    let (world, _) = world_with(Numbers { failure: Some(failure), ..Numbers::default() }).await;
    let arn = start(&world, &map("EXPRESS", &pass(), &json!({ "ItemReader": reader() })), &json!({})).await;
    let row = world.until_over(&arn).await;
    assert_eq!(row.error.as_deref(), Some("States.ItemReaderFailed"));
    let types = world.types(&arn);
    assert_eq!(types[3..], ["MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_that_is_too_large_fails_the_state() {
    let world = World::new().await;
    let large = json!({ "ItemSelector": { "t": "x".repeat(100_000) } });
    let arn = start(&world, &map("EXPRESS", &pass(), &large), &json!([1, 2, 3])).await;
    assert_eq!(world.until_over(&arn).await.error.as_deref(), Some("States.DataLimitExceeded"));
}
