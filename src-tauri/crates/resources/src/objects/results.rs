//! The files that a `ResultWriter` leaves: one set for each way a child can end, and the manifest that names them.
//!
//! Every file appears under its key when it is complete, the manifest last. Writing the same records again replaces
//! each file by the same content, so a crash in between does no harm.

use std::io::Write;

use runtime::item_store::{Destination, Manifest, OutputType, Record, ResultFile, Transformation};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::{BucketName, ObjectError, ObjectKey, ObjectWriter, Objects};

/// Where a file ends and the next begins, as on AWS.
const FILE_BYTES_MAX: u64 = 5 << 30;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Arguments {
    bucket: String,
    #[serde(default)]
    prefix: String,
}

/// Writes all records; the error is the cause of `States.ResultWriterFailed`.
pub(super) fn write(
    objects: &Objects,
    destination: &Destination,
    map_run_arn: &str,
    records: &mut dyn Iterator<Item = Record>,
) -> Result<Manifest, String> {
    write_split(objects, destination, map_run_arn, records, FILE_BYTES_MAX)
}

pub(super) fn write_split(
    objects: &Objects,
    destination: &Destination,
    map_run_arn: &str,
    records: &mut dyn Iterator<Item = Record>,
    file_bytes_max: u64,
) -> Result<Manifest, String> {
    let arguments: Arguments = serde_json::from_str(destination.arguments.text())
        .map_err(|error| format!("the arguments of the ResultWriter: {error}"))?;
    let bucket = BucketName::parse(&arguments.bucket).map_err(|error| cause(&error))?;
    let run = map_run_arn.rsplit(':').next().unwrap_or_default();
    let prefix = arguments.prefix.trim_end_matches('/');
    let folder = if prefix.is_empty() { run.to_owned() } else { format!("{prefix}/{run}") };
    let place = Place { objects, bucket, folder, output_type: destination.output_type, file_bytes_max };
    place.write(destination.transformation, map_run_arn, records).map_err(|error| cause(&error))
}

fn cause(error: &ObjectError) -> String {
    let (status, code) = (error.status(), error.code());
    format!("{error} (Service: Amazon S3; Status Code: {status}; Error Code: {code})")
}

struct Place<'a> {
    objects: &'a Objects,
    bucket: BucketName,
    folder: String,
    output_type: OutputType,
    file_bytes_max: u64,
}

impl Place<'_> {
    fn write(
        &self,
        transformation: Transformation,
        map_run_arn: &str,
        records: &mut dyn Iterator<Item = Record>,
    ) -> Result<Manifest, ObjectError> {
        let mut failed = Files::new(self, "FAILED");
        let mut pending = Files::new(self, "PENDING");
        let mut succeeded = Files::new(self, "SUCCEEDED");
        for record in records {
            match record.file {
                ResultFile::Failed => failed.push(&json_text(&record)?)?,
                ResultFile::Pending => pending.push(&json_text(&record)?)?,
                ResultFile::Succeeded => {
                    for value in transformed(&record, transformation)? {
                        succeeded.push(&value)?;
                    }
                }
            }
        }
        let manifest = json!({
            "DestinationBucket": self.bucket.as_str(),
            "MapRunArn": map_run_arn,
            "ResultFiles": {
                "FAILED": failed.close()?,
                "PENDING": pending.close()?,
                "SUCCEEDED": succeeded.close()?,
            },
        });
        let key = format!("{}/manifest.json", self.folder);
        let mut writer = self.writer(&key)?;
        writer.write_all(manifest.to_string().as_bytes())?;
        writer.commit()?;
        Ok(Manifest { bucket: self.bucket.as_str().to_owned(), key })
    }

    fn writer(&self, key: &str) -> Result<ObjectWriter<'_>, ObjectError> {
        self.objects.put(&self.bucket, &ObjectKey::parse(key)?)
    }

    fn key(&self, name: &str, number: usize) -> String {
        let extension = match self.output_type {
            OutputType::Json => "json",
            OutputType::JsonLines => "jsonl",
        };
        format!("{}/{name}_{number}.{extension}", self.folder)
    }
}

/// `NAME_0`, `NAME_1` …
struct Files<'a> {
    place: &'a Place<'a>,
    name: &'static str,
    open: Option<(String, ObjectWriter<'a>)>,
    written: Vec<Value>,
}

impl<'a> Files<'a> {
    fn new(place: &'a Place<'a>, name: &'static str) -> Self {
        Self { place, name, open: None, written: Vec::new() }
    }

    fn push(&mut self, json: &str) -> Result<(), ObjectError> {
        let is_array = self.place.output_type == OutputType::Json;
        // The comma or the line end in front of it, and the bracket that is to come.
        let bytes = json.len() as u64 + 2;
        if self.open.as_ref().is_some_and(|(_, file)| file.bytes() + bytes > self.place.file_bytes_max) {
            self.finish()?;
        }
        match &mut self.open {
            Some((_, file)) => {
                file.write_all(if is_array { b"," } else { b"\n" })?;
                file.write_all(json.as_bytes())?;
            }
            None => {
                let key = self.place.key(self.name, self.written.len());
                let mut file = self.place.writer(&key)?;
                file.write_all(if is_array { b"[" } else { b"" })?;
                file.write_all(json.as_bytes())?;
                self.open = Some((key, file));
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ObjectError> {
        let Some((key, mut file)) = self.open.take() else { return Ok(()) };
        file.write_all(if self.place.output_type == OutputType::Json { b"]" } else { b"\n" })?;
        let written = file.commit()?;
        self.written.push(json!({"Key": key, "Size": written.bytes}));
        Ok(())
    }

    fn close(mut self) -> Result<Value, ObjectError> {
        self.finish()?;
        Ok(Value::Array(self.written))
    }
}

/// What a child that succeeded leaves in the file.
fn transformed(record: &Record, transformation: Transformation) -> Result<Vec<String>, ObjectError> {
    let output = record.output.as_deref().unwrap_or("null");
    Ok(match transformation {
        Transformation::None => vec![json_text(record)?],
        Transformation::Compact => vec![one_line(output)],
        Transformation::Flatten => match serde_json::from_str::<Vec<&RawValue>>(output) {
            Ok(elements) => elements.into_iter().map(|element| one_line(element.get())).collect(),
            Err(_) => vec![one_line(output)],
        },
    })
}

/// JSON text whose blanks break no line.
fn one_line(json: &str) -> String {
    if !json.contains(['\n', '\r']) {
        return json.to_owned();
    }
    serde_json::from_str::<Value>(json)
        .map_or_else(|_| json.replace(['\n', '\r'], " "), |value| value.to_string())
}

fn json_text(record: &Record) -> Result<String, ObjectError> {
    serde_json::to_string(record).map_err(|error| ObjectError::Disk(error.into()))
}
