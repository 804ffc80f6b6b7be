//! The port through which a Map Run reads its items and leaves its results (AWS: Amazon S3). `resources` implements it,
//! the runtime only calls it, always on a thread that may block.

use std::fmt::Debug;
use std::sync::Arc;

use engine::{Failure, Payload};
use serde::Serialize;

/// `ItemReader`, evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// `Resource`: `arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2`.
    pub resource: Arc<str>,
    /// `Parameters` or `Arguments`, evaluated: `Bucket`, `Key`, `Prefix`, `VersionId` …
    pub arguments: Payload,
    /// `ReaderConfig` with AWS's member names, `{}` if there is none. Without `MaxItems`: the Map Run counts.
    pub config: Payload,
}

/// One item as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// JSON text.
    pub value: String,
    /// `$$.Map.Item.Key`, where the items are the members of an object.
    pub key: Option<String>,
    /// `$$.Map.Item.Source`: `s3://bucket` for a listing that is not transformed, else `s3://bucket/key`.
    pub source: Arc<str>,
}

/// Items one after the other; reading may block. Must not hold more than a bounded part of the source in memory. After
/// an error nothing more is asked for.
pub type Items = Box<dyn Iterator<Item = Result<Item, Failure>> + Send>;

/// `ResultWriter`, evaluated, with a `Resource`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// `Resource`: `arn:aws:states:::s3:putObject`.
    pub resource: Arc<str>,
    /// `Parameters` or `Arguments`, evaluated: `Bucket`, `Prefix` …
    pub arguments: Payload,
    /// `WriterConfig.Transformation`; applies to the `SUCCEEDED` files alone.
    pub transformation: Transformation,
    /// `WriterConfig.OutputType`.
    pub output_type: OutputType,
}

/// `WriterConfig.Transformation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transformation {
    /// The whole record of each child.
    None,
    /// The output of each child.
    Compact,
    /// The outputs; those that are arrays are put one after the other.
    Flatten,
}

/// `WriterConfig.OutputType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputType {
    /// One array.
    Json,
    /// One value a line.
    JsonLines,
}

/// Which of the result files a record belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultFile {
    /// `SUCCEEDED_n`.
    Succeeded,
    /// `FAILED_n`: failed, timed out and aborted children.
    Failed,
    /// `PENDING_n`: children that were not started.
    Pending,
}

/// One child execution. Serialised it is AWS's record: member names and their order, absent members left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Record {
    /// Which file it goes to.
    #[serde(skip)]
    pub file: ResultFile,
    /// Explanation, if it did not succeed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// Error name, if it did not succeed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// ARN of the child.
    pub execution_arn: String,
    /// Its input as JSON text.
    pub input: String,
    /// Always included.
    pub input_details: Included,
    /// Its name.
    pub name: String,
    /// Its output as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// Beside an output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_details: Option<Included>,
    /// How often it was redriven.
    pub redrive_count: u32,
    /// `REDRIVABLE` or `NOT_REDRIVABLE`.
    pub redrive_status: String,
    /// Why it is not redrivable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redrive_status_reason: Option<String>,
    /// ISO 8601, if it was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// ARN of the child machine, `…:stateMachine:<machine>/<label>`.
    pub state_machine_arn: String,
    /// AWS's word.
    pub status: String,
    /// ISO 8601, if it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_date: Option<String>,
}

/// `InputDetails`, `OutputDetails`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Included {
    /// Whether the payload is there.
    pub included: bool,
}

/// Where the manifest lies, `ResultWriterDetails`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Bucket.
    pub bucket: String,
    /// Key, `<prefix>/<map run>/manifest.json`.
    pub key: String,
}

/// A local counterpart of Amazon S3 as Map Runs use it.
pub trait ItemStore: Send + Sync + Debug {
    /// Opens a source, leaving out its first `skip` items, which were read before a restart.
    ///
    /// # Errors
    /// `States.ItemReaderFailed` with AWS's cause.
    fn open(&self, source: &Source, skip: u64) -> Result<Items, Failure>;

    /// Writes the result files and the manifest of a Map Run, `<prefix>/<uuid of the Map Run>/…`. Called once all
    /// children have ended, with their records in the order of their items; again after a crash in between, which
    /// replaces what is there.
    ///
    /// # Errors
    /// `States.ResultWriterFailed` with AWS's cause.
    fn write_results(
        &self,
        destination: &Destination,
        map_run_arn: &str,
        records: &mut dyn Iterator<Item = Record>,
    ) -> Result<Manifest, Failure>;
}
