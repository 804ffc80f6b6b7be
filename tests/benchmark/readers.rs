//! How fast items are read from a file of 500 MB, and what memory that takes.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::time::Instant;

use resources::objects::readers::{self, CsvConfig, Format};
use support::folder::Folder;

use crate::limits;
use crate::table::Table;

const FILE_BYTES: usize = 500_000_000;

/// One row per format: rows a second, beside reading the same rows without understanding them; then the memory.
#[allow(clippy::expect_used, reason = "a benchmark without a disk has nothing to measure")]
pub fn measure(table: &mut Table) {
    let folder = Folder::new("readers");
    let formats = [
        ("data.jsonl", Format::JsonLines),
        ("data.csv", Format::Csv(CsvConfig { delimiter: b',', headers: None })),
        ("data.json", Format::Json { pointer: None }),
    ];
    let before = limits::peak_mib();
    for (name, format) in formats {
        let path = folder.path().join(name);
        let rows = write(&path, name).expect("room on the disk");
        let limit = rows as f64 / lines_seconds(&path);
        let started = Instant::now();
        let mut reader = readers::open(File::open(&path).expect("a file"), name, &format).expect("opened");
        let mut count = 0;
        while reader.read().expect("an item").is_some() {
            count += 1;
        }
        assert_eq!(count, rows, "every row of {name}");
        let rate = rows as f64 / started.elapsed().as_secs_f64();
        table.row(&format!("items read, {name}"), rate, "/s", Some(limit), "");
        std::fs::remove_file(&path).expect("removed");
    }
    table.row("memory for reading 500 MB", limits::peak_mib() - before, "MiB", None, "≤ 16 MiB");
}

/// About 200 bytes a row; gives the number of rows.
fn write(path: &std::path::Path, name: &str) -> std::io::Result<usize> {
    let mut file = BufWriter::new(File::create(path)?);
    let text = "the quick brown fox jumps over the lazy dog, and again the other way round; ".repeat(2);
    let (start, between, end) = match name {
        "data.json" => ("[", ",\n", "]"),
        "data.csv" => ("id,amount,note\n", "\n", "\n"),
        _ => ("", "\n", "\n"),
    };
    file.write_all(start.as_bytes())?;
    let (mut rows, mut bytes) = (0, 0);
    while bytes < FILE_BYTES {
        let row = match name {
            "data.csv" => format!("{rows},{}.5,\"{text}\"", rows % 1000),
            _ => format!("{{\"id\":{rows},\"amount\":{}.5,\"note\":\"{text}\"}}", rows % 1000),
        };
        if rows > 0 {
            file.write_all(between.as_bytes())?;
        }
        file.write_all(row.as_bytes())?;
        bytes += row.len() + between.len();
        rows += 1;
    }
    file.write_all(end.as_bytes())?;
    file.flush()?;
    Ok(rows)
}

/// What a loop over the lines takes.
#[allow(clippy::expect_used, reason = "a benchmark without a disk has nothing to measure")]
fn lines_seconds(path: &std::path::Path) -> f64 {
    let started = Instant::now();
    let file = std::io::BufReader::with_capacity(256 << 10, File::open(path).expect("a file"));
    let bytes: usize = std::io::BufRead::split(file, b'\n').map(|line| line.expect("a line").len()).sum();
    assert!(bytes > 0, "the file is empty");
    started.elapsed().as_secs_f64()
}
