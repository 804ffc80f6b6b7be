//! What every field of a definition is: one table for completion, hover and the ranges that are checked.
//!
//! Whether a state of some type may have a field is the model's matter (`asl::is_allowed`); this table says what the
//! field means. Sources: the Amazon States Language specification and AWS's pages on each state type.

mod choice;
mod errors;
mod machine;
mod map;
mod shape;
mod state;
#[cfg(test)]
mod tests;

use asl::QueryLanguage;

pub(crate) use shape::{Item, Shape};

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accepts {
    /// Any text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`
    Truth,
    /// One of these.
    Words(&'static [&'static str]),
    /// The name of a state beside this one.
    StateName,
    /// A state type.
    StateType,
    /// What a task calls.
    Resource,
    /// Names of errors.
    ErrorNames,
    /// A JSONPath.
    Path,
    /// Any JSON, in which expressions stand.
    Template,
    /// One expression in JSONata.
    Expression,
    /// An instant, RFC 3339.
    Instant,
    /// An object with fields of its own.
    Object,
    /// An array of objects.
    Objects,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) accepts: Accepts,
    /// What it is, in a sentence or two.
    pub(crate) text: &'static str,
    /// Least and greatest number.
    pub(crate) range: Option<(i64, i64)>,
    /// What holds without it.
    pub(crate) default: Option<&'static str>,
    /// The language it belongs to; both if absent. Of fields of states `asl::is_allowed` knows.
    pub(crate) language: Option<QueryLanguage>,
    pub(crate) is_required: bool,
}

impl Field {
    const fn new(name: &'static str, accepts: Accepts, text: &'static str) -> Self {
        Self { name, accepts, text, range: None, default: None, language: None, is_required: false }
    }

    const fn within(self, min: i64, max: i64) -> Self {
        Self { range: Some((min, max)), ..self }
    }

    const fn by_default(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    const fn only(self, language: QueryLanguage) -> Self {
        Self { language: Some(language), ..self }
    }

    const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }
}

/// The fields of an object of that shape, in the order in which people write them.
pub(crate) fn of(shape: Shape) -> &'static [Field] {
    match shape {
        Shape::Machine => machine::MACHINE,
        Shape::Branch => machine::BRANCH,
        Shape::Processor => map::PROCESSOR,
        Shape::ProcessorConfig => map::PROCESSOR_CONFIG,
        Shape::State => state::FIELDS,
        Shape::Credentials => state::CREDENTIALS,
        Shape::Retrier => errors::RETRIER,
        Shape::Catcher => errors::CATCHER,
        Shape::Rule | Shape::NestedRule => choice::RULE,
        Shape::ItemReader => map::ITEM_READER,
        Shape::ReaderConfig => map::READER_CONFIG,
        Shape::ItemBatcher => map::ITEM_BATCHER,
        Shape::ResultWriter => map::RESULT_WRITER,
        Shape::WriterConfig => map::WRITER_CONFIG,
        Shape::States | Shape::List(_) | Shape::Data => &[],
    }
}

/// The field of that name.
pub(crate) fn find(shape: Shape, name: &str) -> Option<&'static Field> {
    of(shape).iter().find(|field| field.name == name)
}

/// Least and greatest number of a field; everything if the table has no range for it.
pub(crate) fn range(shape: Shape, name: &str) -> (i64, i64) {
    find(shape, name).and_then(|field| field.range).unwrap_or((i64::MIN, i64::MAX))
}
