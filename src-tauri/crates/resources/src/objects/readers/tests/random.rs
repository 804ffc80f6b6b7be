//! Random rows, written in each format, come back the same: in random chunks, from every position.

use std::sync::Arc;

use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};

use super::{Format, first_row, read, rest};
use crate::fixture::Folder;
use crate::objects::readers::open;

/// Texts are made of these: everything that means something in one of the formats.
const PIECES: [&str; 20] = [
    "a",
    "Z",
    "0",
    " ",
    ",",
    ";",
    "\"",
    "\\",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\u{0}",
    "é",
    "\u{1F600}",
];
const ROUNDS: u64 = 150;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn text(&mut self) -> String {
        (0..self.below(8)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }

    fn rows(&mut self) -> Vec<Row> {
        (0..self.below(9))
            .map(|_| Row { text: self.text(), other: self.text(), number: self.below(1000) as i64 })
            .collect()
    }
}

#[derive(Debug)]
struct Row {
    text: String,
    other: String,
    number: i64,
}

impl Row {
    fn json(&self) -> Value {
        json!({"text": self.text, "other": self.other, "number": self.number})
    }
}

fn texts(rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| row.json().to_string()).collect()
}

#[test]
fn rows_come_back_from_every_text_format() {
    for seed in 0..ROUNDS {
        let rows = Dice(seed).rows();
        let expected = Ok(texts(&rows));
        let lines = texts(&rows).join(if seed % 2 == 0 { "\n" } else { "\r\n\n" });
        assert_eq!(read(&json!({"InputType": "JSONL"}), lines.as_bytes()), expected, "seed {seed}");

        let array = Value::Array(rows.iter().map(Row::json).collect());
        let written = if seed % 2 == 0 { array.to_string() } else { format!("{array:#}") };
        assert_eq!(read(&json!({"InputType": "JSON"}), written.as_bytes()), expected, "seed {seed}");
        let nested = format!("{{\"before\":{written},\"it\":{written}}}");
        let config = json!({"InputType": "JSON", "ItemsPointer": "/it"});
        assert_eq!(read(&config, nested.as_bytes()), expected, "seed {seed}");
    }
}

#[test]
fn rows_come_back_from_csv() {
    for seed in 0..ROUNDS {
        let rows = Dice(seed).rows();
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\"\""));
        let bare = |text: &str| {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace(',', "\\,");
            // What cannot be said without quotation marks.
            if escaped.contains(['\n', '\r']) { quoted(text) } else { escaped }
        };
        let write = |text: &str| if seed % 2 == 0 { quoted(text) } else { bare(text) };
        let line_end = if seed % 3 == 0 { "\r\n" } else { "\n" };
        let mut csv = format!("text,other,number{line_end}");
        for row in &rows {
            csv.push_str(&format!("{},{},{}{line_end}", write(&row.text), write(&row.other), row.number));
        }
        let expected: Vec<Value> = rows
            .iter()
            .map(|row| json!({"text": row.text, "other": row.other, "number": row.number.to_string()}))
            .collect();
        let read = read(&first_row(), csv.as_bytes())
            .unwrap_or_else(|error| panic!("seed {seed}: {error}\n{csv:?}"));
        let read: Vec<Value> = read.iter().map(|text| serde_json::from_str(text).expect("JSON")).collect();
        assert_eq!(read, expected, "seed {seed}: {csv:?}");
    }
}

#[test]
fn rows_come_back_from_parquet() {
    let folder = Folder::new();
    for seed in 0..ROUNDS / 5 {
        let mut dice = Dice(seed);
        let groups: Vec<Vec<Row>> = (0..=dice.below(4)).map(|_| dice.rows()).collect();
        let path = folder.path().join(format!("{seed}.parquet"));
        write_parquet(std::fs::File::create(&path).expect("made"), &groups, seed);
        let open = || {
            open(std::fs::File::open(&path).expect("there"), "x.parquet", &Format::Parquet).expect("opened")
        };
        let expected: Vec<String> = groups.iter().flat_map(|rows| texts(rows)).collect();
        assert_eq!(rest(open()).expect("read"), expected, "seed {seed}");
        for count in 0..=expected.len() {
            let mut reader = open();
            assert_eq!(reader.skip(count as u64).expect("skipped"), count as u64, "seed {seed}");
            assert_eq!(rest(reader).expect("read"), expected[count..], "seed {seed} after {count}");
        }
        assert_eq!(open().skip(1000).expect("skipped"), expected.len() as u64, "seed {seed}");
    }
}

fn write_parquet(file: std::fs::File, groups: &[Vec<Row>], seed: u64) {
    use parquet::basic::{Compression, GzipLevel, ZstdLevel};
    let schema =
        "message m { required binary text (UTF8); required binary other (UTF8); required int64 number; }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let compression = match seed % 5 {
        0 => Compression::UNCOMPRESSED,
        1 => Compression::SNAPPY,
        2 => Compression::GZIP(GzipLevel::default()),
        3 => Compression::LZ4_RAW,
        _ => Compression::ZSTD(ZstdLevel::default()),
    };
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut writer = SerializedFileWriter::new(file, schema, properties).expect("a writer");
    for rows in groups {
        let mut group = writer.next_row_group().expect("a group");
        for place in 0..3 {
            let mut column = group.next_column().expect("a column").expect("one more");
            match column.untyped() {
                ColumnWriter::ByteArrayColumnWriter(writer) => {
                    let text = |row: &Row| if place == 0 { row.text.clone() } else { row.other.clone() };
                    let values: Vec<ByteArray> =
                        rows.iter().map(|row| text(row).into_bytes().into()).collect();
                    writer.write_batch(&values, None, None).expect("written");
                }
                ColumnWriter::Int64ColumnWriter(writer) => {
                    let values: Vec<i64> = rows.iter().map(|row| row.number).collect();
                    writer.write_batch(&values, None, None).expect("written");
                }
                _ => panic!("the schema has no such column"),
            }
            column.close().expect("closed");
        }
        group.close().expect("closed");
    }
    writer.close().expect("closed");
}
