//! Fields of the objects inside a Map.

use asl::QueryLanguage::{JsonPath, Jsonata};

use super::Accepts::{Object, Path, Resource, StateName, Template, Text, Whole, Words};
use super::Field;

pub(super) const PROCESSOR: &[Field] = &[
    Field::new(
        "ProcessorConfig",
        Object,
        "How the iterations run: in this execution or as child executions.",
    ),
    Field::new("Comment", Text, "Says for people what is done with each item."),
    Field::new("StartAt", StateName, "The state that runs first for each item.").required(),
    Field::new("States", Object, "The states that each item goes through.").required(),
];

pub(super) const PROCESSOR_CONFIG: &[Field] = &[
    Field::new(
        "Mode",
        Words(&["INLINE", "DISTRIBUTED"]),
        "INLINE iterates in this execution, DISTRIBUTED starts a child execution for each item or batch.",
    )
    .by_default("INLINE"),
    Field::new(
        "ExecutionType",
        Words(&["STANDARD", "EXPRESS"]),
        "What the child executions are. Needed if DISTRIBUTED.",
    ),
];

pub(super) const ITEM_READER: &[Field] = &[
    Field::new("Resource", Resource, "How the items are read: s3:getObject or s3:listObjectsV2.").required(),
    Field::new("Parameters", Template, "Which bucket and key or prefix.").only(JsonPath),
    Field::new("Arguments", Template, "Which bucket and key or prefix.").only(Jsonata),
    Field::new("ReaderConfig", Object, "What the object holds and how much of it is read."),
];

pub(super) const READER_CONFIG: &[Field] = &[
    Field::new(
        "InputType",
        Words(&["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"]),
        "The format of the object.",
    ),
    Field::new(
        "Transformation",
        Words(&["NONE", "LOAD_AND_FLATTEN"]),
        "Whether listed objects are read as well.",
    )
    .by_default("NONE"),
    Field::new("ManifestType", Words(&["ATHENA_DATA", "S3_INVENTORY"]), "Whose manifest it is."),
    Field::new("CSVHeaderLocation", Words(&["FIRST_ROW", "GIVEN"]), "Where the names of the columns stand."),
    Field::new("CSVHeaders", Template, "The names of the columns if they are GIVEN."),
    Field::new(
        "CSVDelimiter",
        Words(&["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]),
        "What separates the columns.",
    )
    .by_default("COMMA"),
    Field::new("ItemsPointer", Text, "A JSON pointer to the array inside the object."),
    Field::new("MaxItems", Whole, "At most so many items are read; 0 for all.").within(0, 100_000_000),
    Field::new("MaxItemsPath", Path, "A path that says how many items are read.").only(JsonPath),
];

pub(super) const ITEM_BATCHER: &[Field] = &[
    Field::new("MaxItemsPerBatch", Whole, "Most items in one child execution.").within(1, i64::MAX),
    Field::new("MaxItemsPerBatchPath", Path, "A path that says how many.").only(JsonPath),
    Field::new("MaxInputBytesPerBatch", Whole, "Most bytes in one child execution's input.")
        .within(1, 262_144),
    Field::new("MaxInputBytesPerBatchPath", Path, "A path that says how many bytes.").only(JsonPath),
    Field::new("BatchInput", Template, "Data that every batch gets besides its items."),
];

pub(super) const RESULT_WRITER: &[Field] = &[
    Field::new("Resource", Resource, "How the results are written: s3:putObject."),
    Field::new("Parameters", Template, "Which bucket and prefix.").only(JsonPath),
    Field::new("Arguments", Template, "Which bucket and prefix.").only(Jsonata),
    Field::new("WriterConfig", Object, "What is written of each child execution, and how."),
];

pub(super) const WRITER_CONFIG: &[Field] = &[
    Field::new(
        "Transformation",
        Words(&["NONE", "COMPACT", "FLATTEN"]),
        "NONE keeps what is known of each execution, COMPACT its output, FLATTEN joins outputs that are arrays.",
    )
    .by_default("NONE"),
    Field::new("OutputType", Words(&["JSON", "JSONL"]), "One array, or a value in each line.").by_default("JSON"),
];
