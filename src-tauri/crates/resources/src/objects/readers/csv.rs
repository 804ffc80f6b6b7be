//! CSV, by the rules of AWS ("How Step Functions parses input CSV files"), which differ from those of the `csv` crate:
//! a backslash escapes outside of quotation marks as well, and disappears in front of any other character; doubled
//! quotation marks mean one in fields without quotation marks, too. A lone one within such a field means itself.
//!
//! Our own where AWS says nothing: blank lines are left out, a quotation mark that is never closed is an error.

use std::io::BufRead;
use std::ops::Range;

use super::bytes::Bytes;
use super::{ITEM_BYTES_MAX, ItemReader, ReadError, ReadItem, java_order};

/// Bytes that all headers have together at most.
const HEADERS_BYTES_MAX: usize = 10 << 10;

/// What `ReaderConfig` says about CSV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvConfig {
    /// `CSVDelimiter`.
    pub delimiter: u8,
    /// `CSVHeaders`; `None` if they are the first row.
    pub headers: Option<Vec<String>>,
}

pub(super) struct CsvRows {
    bytes: Bytes,
    record: Record,
    columns: Vec<Column>,
}

/// A column in the order of writing.
struct Column {
    /// Place in the row.
    place: usize,
    /// What comes before its value: bracket or comma, name, colon.
    before: String,
}

impl CsvRows {
    pub(super) fn open(mut bytes: Bytes, config: &CsvConfig) -> Result<Self, ReadError> {
        let mut record = Record::new(config.delimiter);
        let headers = match &config.headers {
            Some(headers) => headers.clone(),
            None if record.read(&mut bytes)? => {
                let text = record.text()?;
                record.fields().map(|field| text.get(field).unwrap_or_default().to_owned()).collect()
            }
            None => Vec::new(),
        };
        Ok(Self { bytes, record, columns: columns(&headers)? })
    }
}

fn columns(headers: &[String]) -> Result<Vec<Column>, ReadError> {
    if headers.iter().map(String::len).sum::<usize>() > HEADERS_BYTES_MAX {
        return Err(ReadError::new("the CSV headers are larger than 10 KiB"));
    }
    let mut sorted: Vec<&String> = headers.iter().collect();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(ReadError::new("CSV headers cannot contain duplicates."));
    }
    let mut mark = '{';
    let mut columns = Vec::with_capacity(headers.len());
    for place in java_order::order(headers) {
        let name = serde_json::Value::from(headers.get(place).map_or("", String::as_str));
        columns.push(Column { place, before: format!("{mark}{name}:") });
        mark = ',';
    }
    Ok(columns)
}

impl ItemReader for CsvRows {
    fn read(&mut self) -> Result<Option<ReadItem>, ReadError> {
        if !self.record.read(&mut self.bytes)? {
            return Ok(None);
        }
        let text = self.record.text()?;
        let mut value = String::with_capacity(text.len() + self.columns.len() * 16);
        for column in &self.columns {
            value.push_str(&column.before);
            push_string(&mut value, self.record.field(column.place).and_then(|field| text.get(field)));
        }
        value.push_str(if self.columns.is_empty() { "{}" } else { "}" });
        Ok(Some(ReadItem { value, key: None }))
    }

    fn skip(&mut self, count: u64) -> Result<u64, ReadError> {
        for skipped in 0..count {
            if !self.record.read(&mut self.bytes)? {
                return Ok(skipped);
            }
        }
        Ok(count)
    }
}

fn push_string(json: &mut String, text: Option<&str>) {
    let text = text.unwrap_or_default();
    if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        json.push_str(&serde_json::Value::from(text).to_string());
    } else {
        json.push('"');
        json.push_str(text);
        json.push('"');
    }
}

/// One row, and the state of reading it.
struct Record {
    delimiter: u8,
    /// The fields one after the other.
    text: Vec<u8>,
    /// Where each field ends in `text`.
    ends: Vec<usize>,
    state: State,
    has_quotes: bool,
    /// Bytes read of this row.
    bytes: usize,
    /// Rows read so far, the one with the headers among them.
    number: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the start of a field.
    Start,
    Plain,
    /// After a quotation mark in a plain field.
    PlainQuote,
    PlainEscape,
    Quoted,
    /// After a quotation mark within quotation marks.
    QuotedQuote,
    QuotedEscape,
    /// The row is complete.
    Done,
}

impl Record {
    fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            text: Vec::new(),
            ends: Vec::new(),
            state: State::Start,
            has_quotes: false,
            bytes: 0,
            number: 0,
        }
    }

    /// Whether there is another row.
    fn read(&mut self, source: &mut Bytes) -> Result<bool, ReadError> {
        self.begin();
        loop {
            let chunk = source.fill_buf()?;
            if chunk.is_empty() {
                return self.end();
            }
            let mut taken = 0;
            for byte in chunk {
                self.take(*byte);
                taken += 1;
                if self.state == State::Done {
                    break;
                }
            }
            source.consume(taken);
            self.bytes += taken;
            if self.bytes > ITEM_BYTES_MAX {
                let row = format!("row {} (is a quotation mark not closed?)", self.number);
                return Err(ReadError::too_large(&row));
            }
            if self.state == State::Done {
                if !self.is_blank() {
                    return Ok(true);
                }
                self.begin();
            }
        }
    }

    fn begin(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.state = State::Start;
        self.has_quotes = false;
        self.bytes = 0;
        self.number += 1;
    }

    /// The file is over.
    fn end(&mut self) -> Result<bool, ReadError> {
        match self.state {
            State::Quoted | State::QuotedEscape => {
                return Err(ReadError::new(format!("row {}: a quotation mark is not closed", self.number)));
            }
            State::PlainQuote => self.text.push(b'"'),
            State::Start | State::Plain | State::PlainEscape | State::QuotedQuote | State::Done => {}
        }
        if self.bytes == 0 {
            return Ok(false);
        }
        self.end_row();
        Ok(!self.is_blank())
    }

    /// A line with nothing in it; `""` is something.
    fn is_blank(&self) -> bool {
        self.text.is_empty() && self.ends.len() == 1 && !self.has_quotes
    }

    fn take(&mut self, byte: u8) {
        match self.state {
            State::Start if byte == b'"' => {
                self.has_quotes = true;
                self.state = State::Quoted;
            }
            State::Start | State::Plain => self.plain(byte),
            State::PlainQuote if byte == b'"' => self.push(byte, State::Plain),
            State::PlainQuote => {
                self.text.push(b'"');
                self.plain(byte);
            }
            State::PlainEscape if self.is_special(byte) => self.push(byte, State::Plain),
            State::PlainEscape => self.plain(byte),
            State::Quoted => self.quoted(byte),
            State::QuotedQuote if byte == b'"' => self.push(byte, State::Quoted),
            State::QuotedQuote if byte == b'\r' => {}
            State::QuotedQuote => self.plain(byte),
            State::QuotedEscape if self.is_special(byte) => self.push(byte, State::Quoted),
            State::QuotedEscape => self.quoted(byte),
            State::Done => {}
        }
    }

    fn plain(&mut self, byte: u8) {
        match byte {
            b'\n' => self.end_row(),
            b'\\' => self.state = State::PlainEscape,
            b'"' => self.state = State::PlainQuote,
            _ if byte == self.delimiter => {
                self.ends.push(self.text.len());
                self.state = State::Start;
            }
            _ => self.push(byte, State::Plain),
        }
    }

    fn quoted(&mut self, byte: u8) {
        match byte {
            b'"' => self.state = State::QuotedQuote,
            b'\\' => self.state = State::QuotedEscape,
            _ => self.push(byte, State::Quoted),
        }
    }

    fn push(&mut self, byte: u8, state: State) {
        self.text.push(byte);
        self.state = state;
    }

    fn is_special(&self, byte: u8) -> bool {
        byte == b'\\' || byte == b'"' || byte == self.delimiter
    }

    fn end_row(&mut self) {
        // The first half of a Windows line end.
        if self.state == State::Plain && self.text.last() == Some(&b'\r') {
            self.text.pop();
        }
        self.ends.push(self.text.len());
        self.state = State::Done;
    }

    fn text(&self) -> Result<&str, ReadError> {
        std::str::from_utf8(&self.text)
            .map_err(|_| ReadError::new(format!("row {} is not encoded in UTF-8", self.number)))
    }

    fn fields(&self) -> impl Iterator<Item = Range<usize>> {
        (0..self.ends.len()).filter_map(|place| self.field(place))
    }

    fn field(&self, place: usize) -> Option<Range<usize>> {
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        Some(start..*self.ends.get(place)?)
    }
}
