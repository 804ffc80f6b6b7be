//! A Map Run as its state has configured it.

use std::sync::Arc;

use expressions::Environment;
use serde::{Deserialize, Serialize};

use super::{Children, Settings};
use crate::{Failure, Payload, Start};

/// Everything a Map Run is made of; recorded with `MapRunStarted`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapRun {
    /// ARN, `…:mapRun:<machine>/<label>:<uuid>`.
    pub arn: String,
    /// `Label`, or the one that was generated.
    pub label: String,
    /// Name of the Map state.
    pub name: Arc<str>,
    /// Its number in the program, which names the workflow of the children.
    pub state: u32,
    /// `ProcessorConfig.ExecutionType`.
    pub execution_type: ExecutionType,
    /// Where the items come from.
    pub items: ItemSource,
    /// `MaxItems`; 0 for all. A negative one fails the Map Run.
    pub max_items: i64,
    /// `ItemBatcher`.
    pub batch: Option<BatchLimits>,
    /// What can be changed while it runs.
    pub settings: Settings,
    /// `ResultWriter`.
    pub writer: Option<Writer>,
    /// Source of the children's names and of everything random in them.
    pub seed: u64,
}

/// Type of the child executions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExecutionType {
    /// Executions with a history.
    Standard,
    /// Short ones without.
    Express,
}

/// Where the items come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemSource {
    /// The input of the state: a JSON array, or an object whose members are the items.
    State(Payload),
    /// `ItemReader`, evaluated.
    Reader {
        /// `Resource`.
        resource: Arc<str>,
        /// `Parameters` or `Arguments`.
        arguments: Payload,
        /// `ReaderConfig` without `MaxItems`, with AWS's member names.
        config: Payload,
    },
}

/// `ItemBatcher`, evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchLimits {
    /// `MaxItemsPerBatch`.
    pub items_max: Option<u32>,
    /// `MaxInputBytesPerBatch`, of the child's input.
    pub bytes_max: Option<u32>,
    /// `BatchInput`.
    pub input: Option<Payload>,
}

/// `ResultWriter`, evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    /// `Resource` with `Parameters` or `Arguments`; without it the result stays in memory.
    pub destination: Option<(Arc<str>, Payload)>,
    /// `WriterConfig.Transformation`, or its default.
    pub transformation: Transformation,
    /// `WriterConfig.OutputType` is `JSONL`.
    pub is_lines: bool,
}

/// `WriterConfig.Transformation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Transformation {
    /// The record of each child.
    None,
    /// The output of each child.
    Compact,
    /// The outputs; those that are arrays are put one after the other.
    Flatten,
}

/// A finite number from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percentage(pub f64);

impl Eq for Percentage {}

impl MapRun {
    /// What keeps it from reading any item.
    #[must_use]
    pub fn refusal(&self) -> Option<Failure> {
        (self.max_items < 0).then(negative_max_items)
    }

    /// Names of its children.
    #[must_use]
    pub fn children(&self) -> Children {
        Children { map_run_arn: self.arn.clone(), execution_type: self.execution_type, seed: self.seed }
    }
}

pub(crate) fn negative_max_items() -> Failure {
    Failure::new("States.ItemReaderFailed", "field MaxItems must be positive")
}

/// The label AWS would generate: always the same for one state of one machine.
pub(crate) fn generated_label(start: &Start, state: &str) -> String {
    let text = base(&start.state_machine_arn).bytes().chain([0]).chain(state.bytes());
    Environment::new(0, hash(text)).draw_uuid()
}

/// ARN of a Map Run of that label.
pub(crate) fn arn(start: &Start, label: &str, environment: &Environment) -> String {
    let machine = base(&start.state_machine_arn).replacen(":stateMachine:", ":mapRun:", 1);
    format!("{machine}/{label}:{}", environment.draw_uuid())
}

/// A child of a Map Run may have Map Runs itself; they are named after the outer machine too.
fn base(machine_arn: &str) -> &str {
    machine_arn.split('/').next().unwrap_or(machine_arn)
}

/// FNV-1a.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
