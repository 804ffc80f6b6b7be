use std::io::{BufReader, Cursor, Read, Write};

use serde_json::{Value, json};

use super::bytes::{Bytes, without_mark};
use super::csv::CsvRows;
use super::json_document::JsonDocument;
use super::json_lines::JsonLines;
use super::{Format, ItemReader, ReadError, ReaderConfig};
use crate::fixture::Folder;

mod random;

/// The format that a `ReaderConfig` means.
fn format(config: &Value) -> Format {
    match ReaderConfig::of_object(&config.to_string()) {
        Ok(ReaderConfig::Rows(format)) => format,
        other => panic!("{config} means {other:?}"),
    }
}

/// A reader of `text` that gets at most `chunk` bytes at once.
fn reader(
    config: &Value,
    text: impl Read + Send + 'static,
    chunk: usize,
) -> Result<Box<dyn ItemReader>, ReadError> {
    let bytes: Bytes = without_mark(Box::new(BufReader::with_capacity(chunk, text)))?;
    Ok(match format(config) {
        Format::Csv(csv) => Box::new(CsvRows::open(bytes, &csv)?),
        Format::Json { pointer } => Box::new(JsonDocument::open(bytes, pointer.as_deref())?),
        Format::JsonLines => Box::new(JsonLines::new(bytes)),
        Format::Parquet => panic!("Parquet is no text"),
    })
}

fn rest(mut reader: Box<dyn ItemReader>) -> Result<Vec<String>, ReadError> {
    let mut items = Vec::new();
    while let Some(item) = reader.read()? {
        items.push(item.value);
    }
    Ok(items)
}

/// Reads `text` in chunks of several sizes, and once more from behind each item.
fn read(config: &Value, text: &[u8]) -> Result<Vec<String>, String> {
    let open = |chunk| reader(config, Cursor::new(text.to_vec()), chunk);
    let items = open(4096).and_then(rest).map_err(|error| error.to_string());
    for chunk in [1, 2, 3, 7] {
        // A mark of three bytes is seen in one piece, as every real buffer is larger.
        let again = open(chunk.max(if text.starts_with(b"\xEF") { 3 } else { 1 })).and_then(rest);
        assert_eq!(again.map_err(|error| error.to_string()), items, "in chunks of {chunk}");
    }
    let Ok(read) = &items else { return items };
    for count in 0..=read.len() {
        let mut reader = open(5).expect("opened before");
        assert_eq!(reader.skip(count as u64).expect("skipped"), count as u64);
        assert_eq!(rest(reader).expect("read before"), read[count..], "after {count}");
    }
    let all = read.len() as u64;
    assert_eq!(open(64).expect("opened before").skip(all + 5).expect("skipped"), all);
    items
}

fn check(config: Value, text: &str, expected: &[Value]) {
    let expected: Vec<String> = expected.iter().map(Value::to_string).collect();
    assert_eq!(read(&config, text.as_bytes()), Ok(expected), "{text}");
}

fn check_refused(config: Value, text: &str, cause: &str) {
    assert_eq!(read(&config, text.as_bytes()), Err(cause.to_owned()), "{text}");
}

fn first_row() -> Value {
    json!({"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"})
}

fn given(headers: &[&str]) -> Value {
    json!({"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": headers})
}

#[test]
fn csv_as_recorded_on_aws() {
    let rows = "Value4,Value5,Value6\n,,,\ntrue,1,'HelloWorld'\nNull,None,\n   \n";
    check(
        first_row(),
        &format!("H1,\n{rows}"),
        &[
            json!({"": "Value5", "H1": "Value4"}),
            json!({"": "", "H1": ""}),
            json!({"": "1", "H1": "true"}),
            json!({"": "None", "H1": "Null"}),
            json!({"": "", "H1": "   "}),
        ],
    );
    check(given(&["H1"]), "Value1,Value2\n,\n", &[json!({"H1": "Value1"}), json!({"H1": ""})]);
    check_refused(first_row(), "a,b,a\n1,2,3\n", "CSV headers cannot contain duplicates.");
    check_refused(given(&["a", "a"]), "1,2\n", "CSV headers cannot contain duplicates.");
}

#[test]
fn csv_quotes_and_escapes_by_the_rules_of_aws() {
    let one = |field: &str, text: &str| check(given(&["f"]), field, &[json!({"f": text})]);
    one("abc", "abc");
    one(" abc ", " abc ");
    one("\"a,b\nc\"", "a,b\nc");
    one("\"say \"\"hi\"\"\"", "say \"hi\"");
    one("{\"\"MyKey\"\":1}", "{\"MyKey\":1}");
    one("5\" pipe", "5\" pipe");
    one("\"\"", "");
    one("\"abc\"def", "abcdef");
    one("a\\,b", "a,b");
    one("a\\\"b", "a\"b");
    one("C:\\\\Program Files\\\\MyApp.exe", "C:\\Program Files\\MyApp.exe");
    one("a\\nb", "anb");
    one("\"a\\\"b\"", "a\"b");
    one("abc\r\n", "abc");
    one("\"abc\"\r\n", "abc");
    one("\"abc\r\"\r\n", "abc\r");
    one("日本\u{7}", "日本\u{7}");
}

#[test]
fn csv_has_five_delimiters() {
    for (name, mark) in [("COMMA", ","), ("PIPE", "|"), ("SEMICOLON", ";"), ("SPACE", " "), ("TAB", "\t")] {
        let mut config = first_row();
        config["CSVDelimiter"] = json!(name);
        check(config, &format!("a{mark}b\n1{mark}2"), &[json!({"a": "1", "b": "2"})]);
    }
}

#[test]
fn csv_at_its_edges() {
    check(first_row(), "", &[]);
    check(first_row(), "a,b", &[]);
    check(first_row(), "\u{feff}a,b\r\n1,2\r\n", &[json!({"a": "1", "b": "2"})]);
    check(first_row(), "a,b\n1\n\n\r\n1,2,3\n\n", &[json!({"a": "1", "b": ""}), json!({"a": "1", "b": "2"})]);
    check_refused(first_row(), "a\n\"never closed\n1\n", "row 2: a quotation mark is not closed");
    check_refused(given(&[&"x".repeat(10_241)]), "1\n", "the CSV headers are larger than 10 KiB");
    assert_eq!(read(&first_row(), b"a\n\xC3\x28\n"), Err("row 2 is not encoded in UTF-8".to_owned()));
    assert_eq!(
        reader(&first_row(), Cursor::new(b"\xFF\xFEa\0".to_vec()), 64)
            .map(|_| ())
            .map_err(|error| error.to_string()),
        Err("the file is encoded in UTF-16; save it as UTF-8".to_owned())
    );
}

#[test]
fn json_lines() {
    let config = || json!({"InputType": "JSONL"});
    check(config(), "", &[]);
    check(
        config(),
        "{\"a\": 1}\n\n[1, 2]\r\n\"x\"\n 1.0\n",
        &[json!({"a": 1}), json!([1, 2]), json!("x"), json!(1.0)],
    );
    check_refused(config(), "{}\nnope\n", "line 2 is not JSON: expected ident at line 1 column 2");
}

#[test]
fn json_arrays_and_objects() {
    let config = |pointer: Option<&str>| match pointer {
        None => json!({"InputType": "JSON"}),
        Some(pointer) => json!({"InputType": "JSON", "ItemsPointer": pointer}),
    };
    let mixed = r#" [ {"a": "]}\"\\"} , [1,[2]],"x,]", 1e2,null , true]  "#;
    let items =
        [json!({"a": "]}\"\\"}), json!([1, [2]]), json!("x,]"), json!(100.0), json!(null), json!(true)];
    check(config(None), mixed, &items);
    check(config(None), "[]", &[]);
    check(config(None), "\u{feff}[1]", &[json!(1)]);

    let nested = r#"{"skip": {"deep": [1, "}"]}, "a/b": [0, {"list": [1, 2]}], "o": {"k": {"v": 1}, "l": 2}} trailing"#;
    check(config(Some("/a~1b/1/list")), nested, &[json!(1), json!(2)]);
    check(
        config(Some("/o")),
        nested,
        &[json!({"Key": "k", "Value": {"v": 1}}), json!({"Key": "l", "Value": 2})],
    );
    check(config(Some("")), r#"{"k": 1}"#, &[json!({"Key": "k", "Value": 1})]);

    let not_iterable = "Attempting to map over non-iterable node.";
    check_refused(config(None), r#"{"Hello": "world"}"#, not_iterable);
    check_refused(config(None), "\"text\"", not_iterable);
    check_refused(config(Some("/a~1b/01/list")), nested, not_iterable);
    check_refused(config(Some("/missing")), nested, not_iterable);
    check_refused(config(Some("/o/l/x")), nested, not_iterable);
}

#[test]
fn broken_json_is_told_with_its_place() {
    let start = "the file is not valid JSON";
    for text in ["[1,]", "[1 2]", "[1", "[", "[,1]", "[1,,2]", "[{]", "[1]x", "[\"a]", "[:]", "[tru]", "[1}"]
    {
        let error = read(&json!({"InputType": "JSON"}), text.as_bytes()).expect_err(text);
        assert!(error.starts_with(start), "{text}: {error}");
    }
    for text in ["{\"a\":1,}", "{\"a\"}", "{1:1}", "{:::", "{\"b\":1 \"a\":2}", "{\"a\":"] {
        let error = read(&json!({"InputType": "JSON", "ItemsPointer": ""}), text.as_bytes()).expect_err(text);
        assert!(error.starts_with(start), "{text}: {error}");
        let pointed = read(&json!({"InputType": "JSON", "ItemsPointer": "/z"}), text.as_bytes());
        assert!(pointed.is_err(), "{text}");
    }
    check_refused(json!({"InputType": "JSON"}), "", "the file is empty and no JSON document");
}

/// Two gigabytes that were never written.
fn endless(start: &'static [u8], middle: u8) -> impl Read + Send {
    start.chain(std::io::repeat(middle).take(2 << 30))
}

#[test]
fn one_line_of_two_gigabytes_is_refused_with_the_limit_named() {
    for (config, start, middle) in [
        (json!({"InputType": "JSONL"}), b"\"".as_slice(), b'x'),
        (json!({"InputType": "JSON"}), b"[\"", b'x'),
        (json!({"InputType": "JSON", "ItemsPointer": ""}), b"{\"", b'x'),
        (first_row(), b"a\n", b'x'),
        (first_row(), b"a\n\"never closed", b'\n'),
        (first_row(), b"", b','),
        (first_row(), b"a\n", b'\\'),
    ] {
        let error = reader(&config, endless(start, middle), 1 << 16).and_then(rest).expect_err("refused");
        assert!(error.to_string().contains("8 MB"), "{error}");
    }
    let config = json!({"InputType": "JSON", "ItemsPointer": "/b"});
    let error = reader(&config, endless(b"{\"a\":\"", b'x'), 1 << 16).map(|_| ()).expect_err("refused");
    assert_eq!(error.to_string(), "the target of ItemsPointer does not start within the first 16 MB");
}

#[test]
fn compressed_files_are_told_by_their_extension() {
    let folder = Folder::new();
    let text = b"{\"a\":1}\n{\"a\":2}\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text).expect("compressed");
    let gzip = gzip.finish().expect("compressed");
    // Two members, as `cat a.gz b.gz` makes them.
    let twice = [gzip.clone(), gzip.clone()].concat();
    let zstd = zstd::encode_all(text.as_slice(), 0).expect("compressed");
    for (key, content, items) in
        [("a.jsonl", text.to_vec(), 2), ("a.jsonl.gz", gzip, 2), ("b.GZ", twice, 4), ("c.zst", zstd, 2)]
    {
        let path = folder.path().join(key);
        std::fs::write(&path, content).expect("written");
        let open =
            |key: &str| super::open(std::fs::File::open(&path).expect("there"), key, &Format::JsonLines);
        assert_eq!(open(key).and_then(rest).expect("read").len(), items, "{key}");
        if key != "a.jsonl" {
            assert!(open("plain").and_then(rest).is_err(), "{key} is not text");
        }
    }
}

#[test]
fn what_is_no_parquet_is_refused() {
    let folder = Folder::new();
    for (text, cause) in [
        (b"".as_slice(), "the file is no Parquet file"),
        (b"a,b\n1,2\n3,4\n", "the file is no Parquet file"),
        (b"PAR1xxxx\xFF\xFF\xFF\x7FPAR1", "the footer of the Parquet file is larger than 5 MB"),
    ] {
        let path = folder.path().join("x");
        std::fs::write(&path, text).expect("written");
        let opened = super::open(std::fs::File::open(&path).expect("there"), "x", &Format::Parquet);
        assert_eq!(opened.map(|_| ()).map_err(|error| error.to_string()), Err(cause.to_owned()));
    }
}
