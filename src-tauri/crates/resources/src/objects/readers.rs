//! Readers of items: one format, one file. Each goes through its source once and holds one item at a time, whatever
//! the size of the source; what AWS bounds is bounded here.

mod bytes;
mod config;
mod csv;
mod error;
mod java_order;
mod json_document;
mod json_lines;
mod manifest;
mod parquet_rows;
mod sequence;
#[cfg(test)]
mod tests;

pub use config::{CsvConfig, Format, ReaderConfig};
pub use error::ReadError;
pub(super) use manifest::{athena_files, inventory};
pub(super) use sequence::Sequence;

use std::fs::File;

use self::bytes::Bytes;

/// Bytes that one item has at most when it is read (AWS: "Quotas related to Distributed Map").
pub const ITEM_BYTES_MAX: usize = 8 << 20;
/// Bytes that a file of items has at most.
pub const FILE_BYTES_MAX: u64 = 10 << 30;

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadItem {
    /// JSON text without blanks.
    pub value: String,
    /// Name of the member, where the items are the members of an object.
    pub key: Option<String>,
}

/// Gives the items of one source, in order.
pub trait ItemReader: Send {
    /// The next item.
    ///
    /// # Errors
    /// [`ReadError`]; there is nothing to be read afterwards.
    fn read(&mut self) -> Result<Option<ReadItem>, ReadError>;

    /// Leaves out up to `count` items; how many there were to leave out.
    ///
    /// # Errors
    /// As [`ItemReader::read`].
    fn skip(&mut self, count: u64) -> Result<u64, ReadError> {
        for skipped in 0..count {
            if self.read()?.is_none() {
                return Ok(skipped);
            }
        }
        Ok(count)
    }
}

/// Reads one file. `key` tells by its extension how the file is compressed.
///
/// # Errors
/// [`ReadError`].
pub fn open(file: File, key: &str, format: &Format) -> Result<Box<dyn ItemReader>, ReadError> {
    let size = file.metadata()?.len();
    if size > FILE_BYTES_MAX {
        return Err(ReadError::new(format!("`{key}` has {size} bytes; a file of items has at most 10 GB")));
    }
    match format {
        Format::Parquet => Ok(Box::new(parquet_rows::ParquetRows::open(file)?)),
        Format::Csv(config) => csv_rows(bytes::open(file, key)?, config),
        Format::JsonLines => Ok(json_lines(bytes::open(file, key)?)),
        Format::Json { pointer } => json_document(bytes::open(file, key)?, pointer.as_deref()),
    }
}

/// Reads a text as if it were the content of a file.
///
/// # Errors
/// [`ReadError`], always for Parquet, which is no text.
pub fn open_text(text: String, format: &Format) -> Result<Box<dyn ItemReader>, ReadError> {
    match format {
        Format::Parquet => Err(ReadError::new("Parquet is no text")),
        Format::Csv(config) => csv_rows(bytes::of_text(text)?, config),
        Format::JsonLines => Ok(json_lines(bytes::of_text(text)?)),
        Format::Json { pointer } => json_document(bytes::of_text(text)?, pointer.as_deref()),
    }
}

fn csv_rows(bytes: Bytes, config: &CsvConfig) -> Result<Box<dyn ItemReader>, ReadError> {
    Ok(Box::new(csv::CsvRows::open(bytes, config)?))
}

fn json_lines(bytes: Bytes) -> Box<dyn ItemReader> {
    Box::new(json_lines::JsonLines::new(bytes))
}

fn json_document(bytes: Bytes, pointer: Option<&str>) -> Result<Box<dyn ItemReader>, ReadError> {
    Ok(Box::new(json_document::JsonDocument::open(bytes, pointer)?))
}
