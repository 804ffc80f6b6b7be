//! An object store of numbers: any count of items without a file, and results that are counted and let go.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use engine::Failure;
use runtime::item_store::{Destination, Item, ItemStore, Items, Manifest, Record, Source};

/// The items `{"n":0}`, `{"n":1}` … of every source.
#[derive(Debug, Default)]
pub struct Numbers {
    /// How many there are.
    pub count: u64,
    /// Records that were written in the last round.
    pub written: AtomicU64,
}

impl ItemStore for Numbers {
    fn open(&self, _: &Source, skip: u64) -> Result<Items, Failure> {
        let source: Arc<str> = "s3://numbers/all".into();
        let item = move |number: u64| {
            Ok(Item { value: format!("{{\"n\":{number}}}"), key: None, source: Arc::clone(&source) })
        };
        Ok(Box::new((skip..self.count).map(item)))
    }

    fn write_results(
        &self,
        _: &Destination,
        _: &str,
        records: &mut dyn Iterator<Item = Record>,
    ) -> Result<Manifest, Failure> {
        self.written.store(records.count() as u64, Ordering::SeqCst);
        Ok(Manifest { bucket: "numbers".to_owned(), key: "manifest.json".to_owned() })
    }
}

/// A machine that maps all numbers with Express children of one Pass state.
pub fn machine() -> String {
    serde_json::json!({ "StartAt": "Each", "States": { "Each": {
        "Type": "Map",
        "Label": "Each",
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": { "InputType": "JSONL" },
            "Parameters": { "Bucket": "numbers", "Key": "all" },
        },
        "MaxConcurrency": 1000,
        "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
            "StartAt": "Work",
            "States": { "Work": { "Type": "Pass", "End": true } },
        },
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": { "Bucket": "numbers" },
        },
        "End": true,
    } } })
    .to_string()
}
