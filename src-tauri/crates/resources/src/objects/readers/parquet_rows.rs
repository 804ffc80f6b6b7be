//! Parquet: one item a row, an object with the columns in the order of the schema.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::serialized_reader::ReadOptionsBuilder;
use parquet::record::reader::RowIter;

use super::{ITEM_BYTES_MAX, ItemReader, ReadError, ReadItem};

/// What AWS reads at most at once ("Quotas related to Distributed Map").
const ROW_GROUP_BYTES_MAX: i64 = 256 << 20;
const FOOTER_BYTES_MAX: u32 = 5 << 20;

pub(super) struct ParquetRows {
    file: File,
    /// Rows of each row group.
    groups: Vec<u64>,
    rows: Option<RowIter<'static>>,
    number: u64,
}

impl ParquetRows {
    pub(super) fn open(mut file: File) -> Result<Self, ReadError> {
        check_footer(&mut file)?;
        let reader = SerializedFileReader::new(file.try_clone()?).map_err(broken)?;
        let groups = reader.metadata().row_groups();
        if groups.iter().any(|group| group.total_byte_size() > ROW_GROUP_BYTES_MAX) {
            return Err(ReadError::new("a row group of the Parquet file is larger than 256 MB"));
        }
        let groups = groups.iter().map(|group| u64::try_from(group.num_rows()).unwrap_or_default()).collect();
        Ok(Self { file, groups, rows: None, number: 0 })
    }

    /// The rows from one row group on.
    fn rows_from(&self, group: usize) -> Result<RowIter<'static>, ReadError> {
        let later = Box::new(move |_: &_, number: usize| number >= group);
        let options = ReadOptionsBuilder::new().with_predicate(later).build();
        let reader =
            SerializedFileReader::new_with_options(self.file.try_clone()?, options).map_err(broken)?;
        Ok(RowIter::from_file_into(Box::new(reader)))
    }

    fn rows(&mut self) -> Result<&mut RowIter<'static>, ReadError> {
        let rows = match self.rows.take() {
            Some(rows) => rows,
            None => self.rows_from(0)?,
        };
        Ok(self.rows.insert(rows))
    }

    fn next_row(&mut self) -> Result<Option<parquet::record::Row>, ReadError> {
        let rows = self.rows()?;
        // The library panics on some damaged files.
        let row = catch_unwind(AssertUnwindSafe(|| rows.next()))
            .map_err(|_| ReadError::new("the Parquet file is damaged"))?;
        self.number += u64::from(row.is_some());
        row.transpose().map_err(broken)
    }
}

impl ItemReader for ParquetRows {
    fn read(&mut self) -> Result<Option<ReadItem>, ReadError> {
        let Some(row) = self.next_row()? else { return Ok(None) };
        let value = row.to_json_value().to_string();
        if value.len() > ITEM_BYTES_MAX {
            return Err(ReadError::too_large(&format!("row {}", self.number)));
        }
        Ok(Some(ReadItem { value, key: None }))
    }

    /// Passes over whole row groups without reading them, as long as nothing was read.
    fn skip(&mut self, count: u64) -> Result<u64, ReadError> {
        let mut skipped = 0;
        if self.rows.is_none() {
            let mut group = 0;
            for rows in &self.groups {
                if skipped + rows > count {
                    break;
                }
                skipped += rows;
                group += 1;
            }
            self.rows = Some(self.rows_from(group)?);
            self.number = skipped;
        }
        while skipped < count {
            if self.next_row()?.is_none() {
                break;
            }
            skipped += 1;
        }
        Ok(skipped)
    }
}

/// The footer is loaded whole, so it is measured first: its length stands in front of the last four bytes, `PAR1`.
fn check_footer(file: &mut File) -> Result<(), ReadError> {
    let mut end = [0; 8];
    if file.metadata()?.len() < 12 {
        return Err(ReadError::new("the file is no Parquet file"));
    }
    file.seek(SeekFrom::End(-8))?;
    file.read_exact(&mut end)?;
    let [a, b, c, d, mark @ ..] = end;
    if mark != *b"PAR1" {
        return Err(ReadError::new("the file is no Parquet file"));
    }
    if u32::from_le_bytes([a, b, c, d]) > FOOTER_BYTES_MAX {
        return Err(ReadError::new("the footer of the Parquet file is larger than 5 MB"));
    }
    Ok(())
}

fn broken(error: parquet::errors::ParquetError) -> ReadError {
    ReadError::new(format!("the Parquet file cannot be read: {error}"))
}
