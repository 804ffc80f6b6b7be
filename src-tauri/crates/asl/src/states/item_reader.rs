//! Where a distributed Map takes its items from, how it groups them, and where it leaves its results.

use serde_json::Value;
use syntax::Span;

use crate::lower::Fields;
use crate::{Field, Given};

/// `ItemReader`.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemReader {
    /// Its object.
    pub span: Span,
    /// `Resource`: S3 `getObject` or `listObjectsV2`.
    pub resource: Option<Field<String>>,
    /// `Parameters` (JSONPath).
    pub parameters: Option<Field<Value>>,
    /// `Arguments` (JSONata).
    pub arguments: Option<Field<Value>>,
    /// `ReaderConfig`.
    pub config: Option<ReaderConfig>,
}

/// `ItemReader.ReaderConfig`. Enumerated values are kept as text; rules check them.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderConfig {
    /// Its object.
    pub span: Span,
    /// `InputType`: `CSV`, `JSON`, `JSONL`, `PARQUET`, `MANIFEST`.
    pub input_type: Option<Field<String>>,
    /// `Transformation`: `NONE`, `LOAD_AND_FLATTEN`.
    pub transformation: Option<Field<String>>,
    /// `ManifestType`: `ATHENA_DATA`, `S3_INVENTORY`.
    pub manifest_type: Option<Field<String>>,
    /// `CSVDelimiter`: `COMMA`, `PIPE`, `SEMICOLON`, `SPACE`, `TAB`.
    pub csv_delimiter: Option<Field<String>>,
    /// `CSVHeaderLocation`: `FIRST_ROW`, `GIVEN`.
    pub csv_header_location: Option<Field<String>>,
    /// `CSVHeaders`; JSONata inside is not evaluated.
    pub csv_headers: Option<Field<Value>>,
    /// `ItemsPointer`: a JSON pointer into the file.
    pub items_pointer: Option<Field<String>>,
    /// `MaxItems`, 0 for no limit.
    pub max_items: Option<Field<Given<i64>>>,
    /// `MaxItemsPath` (JSONPath).
    pub max_items_path: Option<Field<String>>,
}

/// `ItemBatcher`.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemBatcher {
    /// Its object.
    pub span: Span,
    /// `MaxItemsPerBatch`, at least 1.
    pub max_items_per_batch: Option<Field<Given<i64>>>,
    /// `MaxItemsPerBatchPath` (JSONPath).
    pub max_items_per_batch_path: Option<Field<String>>,
    /// `MaxInputBytesPerBatch`, 1…262,144.
    pub max_input_bytes_per_batch: Option<Field<Given<i64>>>,
    /// `MaxInputBytesPerBatchPath` (JSONPath).
    pub max_input_bytes_per_batch_path: Option<Field<String>>,
    /// `BatchInput`: a template given to every batch.
    pub batch_input: Option<Field<Value>>,
}

/// `ResultWriter`.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultWriter {
    /// Its object.
    pub span: Span,
    /// `Resource`: S3 `putObject`.
    pub resource: Option<Field<String>>,
    /// `Parameters` (JSONPath).
    pub parameters: Option<Field<Value>>,
    /// `Arguments` (JSONata).
    pub arguments: Option<Field<Value>>,
    /// `WriterConfig`.
    pub config: Option<WriterConfig>,
}

/// `ResultWriter.WriterConfig`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriterConfig {
    /// Its object.
    pub span: Span,
    /// `Transformation`: `NONE`, `COMPACT`, `FLATTEN`.
    pub transformation: Option<Field<String>>,
    /// `OutputType`: `JSON`, `JSONL`.
    pub output_type: Option<Field<String>>,
}

pub(crate) fn lower_reader(fields: &mut Fields<'_, '_>) -> Option<ItemReader> {
    let object = fields.object("ItemReader")?;
    let mut reader = fields.inside(object.value, "/ItemReader");
    reader.only(&["Resource", "Parameters", "Arguments", "ReaderConfig"]);
    let config = reader.object("ReaderConfig").map(|object| {
        let mut config = reader.inside(object.value, "/ReaderConfig");
        config.only(&[
            "InputType",
            "Transformation",
            "ManifestType",
            "CSVDelimiter",
            "CSVHeaderLocation",
            "CSVHeaders",
            "ItemsPointer",
            "MaxItems",
            "MaxItemsPath",
        ]);
        ReaderConfig {
            span: object.span,
            input_type: config.string("InputType"),
            transformation: config.string("Transformation"),
            manifest_type: config.string("ManifestType"),
            csv_delimiter: config.string("CSVDelimiter"),
            csv_header_location: config.string("CSVHeaderLocation"),
            csv_headers: config.value("CSVHeaders"),
            items_pointer: config.string("ItemsPointer"),
            max_items: config.given_integer("MaxItems"),
            max_items_path: config.string("MaxItemsPath"),
        }
    });
    Some(ItemReader {
        span: object.span,
        resource: reader.string("Resource"),
        parameters: reader.value("Parameters"),
        arguments: reader.value("Arguments"),
        config,
    })
}

pub(crate) fn lower_batcher(fields: &mut Fields<'_, '_>) -> Option<ItemBatcher> {
    let object = fields.object("ItemBatcher")?;
    let mut batcher = fields.inside(object.value, "/ItemBatcher");
    batcher.only(&[
        "MaxItemsPerBatch",
        "MaxItemsPerBatchPath",
        "MaxInputBytesPerBatch",
        "MaxInputBytesPerBatchPath",
        "BatchInput",
    ]);
    Some(ItemBatcher {
        span: object.span,
        max_items_per_batch: batcher.given_integer("MaxItemsPerBatch"),
        max_items_per_batch_path: batcher.string("MaxItemsPerBatchPath"),
        max_input_bytes_per_batch: batcher.given_integer("MaxInputBytesPerBatch"),
        max_input_bytes_per_batch_path: batcher.string("MaxInputBytesPerBatchPath"),
        batch_input: batcher.value("BatchInput"),
    })
}

pub(crate) fn lower_writer(fields: &mut Fields<'_, '_>) -> Option<ResultWriter> {
    let object = fields.object("ResultWriter")?;
    let mut writer = fields.inside(object.value, "/ResultWriter");
    writer.only(&["Resource", "Parameters", "Arguments", "WriterConfig"]);
    let config = writer.object("WriterConfig").map(|object| {
        let mut config = writer.inside(object.value, "/WriterConfig");
        config.only(&["Transformation", "OutputType"]);
        WriterConfig {
            span: object.span,
            transformation: config.string("Transformation"),
            output_type: config.string("OutputType"),
        }
    });
    Some(ResultWriter {
        span: object.span,
        resource: writer.string("Resource"),
        parameters: writer.value("Parameters"),
        arguments: writer.value("Arguments"),
        config,
    })
}
