//! Manifests: objects that name the files in which the items are.

use std::fs::File;
use std::io::{Read, Take};

use serde::Deserialize;

use super::csv::CsvConfig;
use super::{Format, ReadError, bytes};

/// A manifest is held in memory; this is room for some hundred thousand files.
const MANIFEST_BYTES_MAX: u64 = 64 << 20;

/// `manifest.json` of an S3 inventory report, as far as it matters.
#[derive(Debug)]
pub(in crate::objects) struct Inventory {
    /// Where its files lie.
    pub(in crate::objects) bucket: String,
    pub(in crate::objects) keys: Vec<String>,
    pub(in crate::objects) format: Format,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    destination_bucket: String,
    file_format: String,
    file_schema: String,
    files: Vec<WrittenFile>,
}

#[derive(Deserialize)]
struct WrittenFile {
    key: String,
}

/// Reads the manifest of an inventory. Source: "Locating your inventory list" of the S3 User Guide.
pub(in crate::objects) fn inventory(file: File, key: &str) -> Result<Inventory, ReadError> {
    let written: Written = serde_json::from_str(&text(file, key)?)
        .map_err(|error| ReadError::new(format!("`{key}` is no manifest of an S3 inventory: {error}")))?;
    let format = match written.file_format.to_ascii_uppercase().as_str() {
        "CSV" => {
            let headers = written.file_schema.split(',').map(|header| header.trim().to_owned()).collect();
            Format::Csv(CsvConfig { delimiter: b',', headers: Some(headers) })
        }
        "PARQUET" => Format::Parquet,
        other => return Err(ReadError::new(format!("an inventory in the format {other} cannot be read"))),
    };
    // An ARN, in contrast to `sourceBucket`.
    let bucket = written.destination_bucket.rsplit(':').next().unwrap_or_default().to_owned();
    Ok(Inventory { bucket, keys: written.files.into_iter().map(|file| file.key).collect(), format })
}

/// Reads what Athena's `UNLOAD` leaves: the URI of a file a line. Gives buckets and keys.
pub(in crate::objects) fn athena_files(file: File, key: &str) -> Result<Vec<(String, String)>, ReadError> {
    let lines = text(file, key)?;
    let lines = lines.lines().map(|line| line.trim().trim_matches('"')).filter(|line| !line.is_empty());
    let place = |line: &str| {
        let (bucket, key) = line.strip_prefix("s3://")?.split_once('/')?;
        Some((bucket.to_owned(), key.to_owned()))
    };
    let named = |line| {
        place(line)
            .ok_or_else(|| ReadError::new(format!("the manifest `{key}` has a line that is no S3 URI")))
    };
    lines.map(named).collect()
}

fn text(file: File, key: &str) -> Result<String, ReadError> {
    let mut text = String::new();
    let mut bytes: Take<_> = bytes::open(file, key)?.take(MANIFEST_BYTES_MAX);
    bytes.read_to_string(&mut text)?;
    if bytes.limit() == 0 {
        return Err(ReadError::new(format!("the manifest `{key}` is larger than 64 MB")));
    }
    Ok(text)
}
