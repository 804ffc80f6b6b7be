//! Map: runs one workflow for each item, inline or as child executions.

use serde_json::Value;
use syntax::{Kind, Span};

use super::item_reader::{self, ItemBatcher, ItemReader, ResultWriter};
use crate::lower::{Fields, Nested};
use crate::{Field, Given, WorkflowId};

/// The fields only Map has.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// `ItemProcessor`, or `Iterator` as it used to be called; absent only in a broken text.
    pub processor: Option<Processor>,
    /// `ItemsPath` (JSONPath), default `$`.
    pub items_path: Option<Field<String>>,
    /// `Items` (JSONata): an array, an object or an expression.
    pub items: Option<Field<Value>>,
    /// `ItemSelector`. Its old name `Parameters` is [`crate::State::parameters`].
    pub item_selector: Option<Field<Value>>,
    /// `ItemReader` (distributed).
    pub item_reader: Option<ItemReader>,
    /// `ItemBatcher` (distributed).
    pub item_batcher: Option<ItemBatcher>,
    /// `ResultWriter` (distributed).
    pub result_writer: Option<ResultWriter>,
    /// `Label` (distributed), at most 40 characters.
    pub label: Option<Field<String>>,
    /// `MaxConcurrency`, 0 for no limit.
    pub max_concurrency: Option<Field<Given<i64>>>,
    /// `MaxConcurrencyPath` (JSONPath).
    pub max_concurrency_path: Option<Field<String>>,
    /// `ToleratedFailureCount` (distributed).
    pub tolerated_failure_count: Option<Field<Given<i64>>>,
    /// `ToleratedFailureCountPath` (distributed, JSONPath).
    pub tolerated_failure_count_path: Option<Field<String>>,
    /// `ToleratedFailurePercentage` (distributed), 0…100.
    pub tolerated_failure_percentage: Option<Field<Given<f64>>>,
    /// `ToleratedFailurePercentagePath` (distributed, JSONPath).
    pub tolerated_failure_percentage_path: Option<Field<String>>,
}

impl Map {
    /// Whether its items are done by child executions.
    #[must_use]
    pub fn is_distributed(&self) -> bool {
        self.processor.as_ref().is_some_and(|processor| processor.mode == Mode::Distributed)
    }
}

/// The workflow run for each item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Processor {
    /// Under which name it was found.
    pub field: ProcessorField,
    /// Place of that key.
    pub key: Span,
    /// Its states.
    pub workflow: WorkflowId,
    /// `ProcessorConfig.Mode`.
    pub mode: Mode,
    /// `ProcessorConfig.ExecutionType` (distributed).
    pub execution_type: Option<Field<ExecutionType>>,
    /// Place of the `ProcessorConfig` value, if it is there.
    pub config_span: Option<Span>,
}

/// The two names of the processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessorField {
    /// The name to write.
    ItemProcessor,
    /// The old name; read, kept as found.
    Iterator,
}

impl ProcessorField {
    /// The key.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ItemProcessor => "ItemProcessor",
            Self::Iterator => "Iterator",
        }
    }
}

/// How iterations run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Inside this execution. The default.
    #[default]
    Inline,
    /// As child executions.
    Distributed,
}

/// Type of the child executions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionType {
    /// `STANDARD`
    Standard,
    /// `EXPRESS`
    Express,
}

pub(crate) fn lower<'t>(fields: &mut Fields<'_, 't>, nested: &mut Nested<'t>) -> Map {
    Map {
        processor: processor(fields, nested),
        items_path: fields.string("ItemsPath"),
        items: items(fields),
        item_selector: fields.value("ItemSelector"),
        item_reader: item_reader::lower_reader(fields),
        item_batcher: item_reader::lower_batcher(fields),
        result_writer: item_reader::lower_writer(fields),
        label: fields.string("Label"),
        max_concurrency: fields.given_integer("MaxConcurrency"),
        max_concurrency_path: fields.string("MaxConcurrencyPath"),
        tolerated_failure_count: fields.given_integer("ToleratedFailureCount"),
        tolerated_failure_count_path: fields.string("ToleratedFailureCountPath"),
        tolerated_failure_percentage: fields.given_number("ToleratedFailurePercentage"),
        tolerated_failure_percentage_path: fields.string("ToleratedFailurePercentagePath"),
    }
}

fn items(fields: &mut Fields<'_, '_>) -> Option<Field<Value>> {
    let items = fields.value("Items")?;
    let good = match &items.value {
        Value::Array(_) | Value::Object(_) => true,
        Value::String(text) => crate::field::is_expression(text),
        _ => false,
    };
    if !good {
        fields.wrong_type("Items", "ARRAY");
    }
    good.then_some(items)
}

fn processor<'t>(fields: &mut Fields<'_, 't>, nested: &mut Nested<'t>) -> Option<Processor> {
    if fields.member("Iterator").is_none() {
        fields.required(&["ItemProcessor"]);
    }
    let (field, member) = [ProcessorField::ItemProcessor, ProcessorField::Iterator]
        .into_iter()
        .find_map(|field| Some((field, fields.member(field.name())?)))?;
    if member.value.kind() != Kind::Object {
        fields.wrong_type(field.name(), "OBJECT");
        return None;
    }
    let path = format!("/{}", field.name());
    let workflow = nested.enqueue(fields, member.value, 0, &path, &path)?;
    let mut body = fields.inside(member.value, &path);
    let config = body.object("ProcessorConfig");
    let (mut mode, mut execution_type) = (Mode::Inline, None);
    if let Some(config) = &config {
        let mut config = body.inside(config.value, "/ProcessorConfig");
        config.only(&["Mode", "ExecutionType"]);
        let one_of = [("INLINE", Mode::Inline), ("DISTRIBUTED", Mode::Distributed)];
        mode = config.one_of("Mode", &one_of).map_or(Mode::Inline, |mode| mode.value);
        let one_of = [("STANDARD", ExecutionType::Standard), ("EXPRESS", ExecutionType::Express)];
        execution_type = config.one_of("ExecutionType", &one_of);
    }
    let config_span = config.map(|config| config.span);
    Some(Processor { field, key: member.key_span, workflow, mode, execution_type, config_span })
}
