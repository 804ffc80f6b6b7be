//! Connects objects to the runtime: where a distributed Map reads its items and leaves its results.

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use engine::Failure;
use runtime::item_store::{Destination, Item, ItemStore, Items, Manifest, Record, Source};
use serde::Deserialize;

use super::readers::{self, Format, ItemReader, ReadError, ReadItem, ReaderConfig, Sequence};
use super::{BucketName, Listing, ObjectKey, Objects, results};

/// The object store as Map Runs see it.
#[derive(Clone, Debug)]
pub struct ObjectItems {
    objects: Arc<Objects>,
}

/// `Parameters` or `Arguments` of an `ItemReader`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Arguments {
    bucket: String,
    key: Option<String>,
    #[serde(default)]
    prefix: String,
    version_id: Option<String>,
}

type Reader = Box<dyn ItemReader>;

impl ObjectItems {
    /// Reads from and writes to these buckets.
    #[must_use]
    pub fn new(objects: Arc<Objects>) -> Self {
        Self { objects }
    }

    fn sequence(&self, source: &Source) -> Result<Sequence, ReadError> {
        let arguments: Arguments = serde_json::from_str(source.arguments.text())
            .map_err(|error| ReadError::new(format!("the arguments of the ItemReader: {error}")))?;
        let bucket = BucketName::parse(&arguments.bucket)?;
        if source.resource.ends_with(":listObjectsV2") {
            let listing = self.objects.list(&bucket, &arguments.prefix, "")?;
            let format = ReaderConfig::of_listing(source.config.text())?;
            return Ok(match format {
                None => Sequence::of((format!("s3://{bucket}").into(), Box::new(ListedKeys(listing)))),
                Some(format) => self.listed(bucket, listing, format),
            });
        }
        let Some(key) = arguments.key else {
            return Err(ReadError::new("the arguments of the ItemReader have no Key"));
        };
        if arguments.version_id.is_some() {
            return Err(ReadError::new(
                "versions of objects are not kept on this machine: leave VersionId out",
            ));
        }
        match ReaderConfig::of_object(source.config.text())? {
            ReaderConfig::Rows(format) => Ok(Sequence::of(self.object(&bucket, &key, &format)?)),
            ReaderConfig::Inventory => {
                let manifest = self.objects.get(&bucket, &ObjectKey::parse(&key)?)?;
                let inventory = readers::inventory(manifest.file, &key)?;
                let files = inventory.keys.into_iter().map(move |key| (inventory.bucket.clone(), key));
                Ok(self.files(files, inventory.format))
            }
            ReaderConfig::Athena(format) => {
                let manifest = self.objects.get(&bucket, &ObjectKey::parse(&key)?)?;
                Ok(self.files(readers::athena_files(manifest.file, &key)?.into_iter(), format))
            }
        }
    }

    fn object(
        &self,
        bucket: &BucketName,
        key: &str,
        format: &Format,
    ) -> Result<(Arc<str>, Reader), ReadError> {
        let object = self.objects.get(bucket, &ObjectKey::parse(key)?)?;
        Ok((format!("s3://{bucket}/{key}").into(), readers::open(object.file, key, format)?))
    }

    fn files(
        &self,
        files: impl Iterator<Item = (String, String)> + Send + 'static,
        format: Format,
    ) -> Sequence {
        let items = self.clone();
        Sequence::new(
            files.map(move |(bucket, key)| items.object(&BucketName::parse(&bucket)?, &key, &format)),
        )
    }

    fn listed(&self, bucket: BucketName, listing: Listing, format: Format) -> Sequence {
        let items = self.clone();
        // Folders that the console of S3 makes are empty objects whose key ends with a slash.
        let is_file = |entry: &Result<super::Entry, _>| {
            entry.as_ref().map_or(true, |entry| !entry.key.ends_with('/') || entry.bytes > 0)
        };
        let entries = listing.filter(is_file);
        Sequence::new(entries.map(move |entry| items.object(&bucket, &entry?.key, &format)))
    }
}

impl ItemStore for ObjectItems {
    fn open(&self, source: &Source, skip: u64) -> Result<Items, Failure> {
        let mut sequence = self.sequence(source).map_err(failed)?;
        sequence.skip(skip).map_err(failed)?;
        Ok(Box::new(std::iter::from_fn(move || {
            let next = sequence.read().transpose()?;
            Some(next.map_err(failed).map(|(source, item)| Item { value: item.value, key: item.key, source }))
        })))
    }

    fn write_results(
        &self,
        destination: &Destination,
        map_run_arn: &str,
        records: &mut dyn Iterator<Item = Record>,
    ) -> Result<Manifest, Failure> {
        results::write(&self.objects, destination, map_run_arn, records)
            .map_err(|cause| Failure::new("States.ResultWriterFailed", cause))
    }
}

fn failed(error: ReadError) -> Failure {
    Failure::new("States.ItemReaderFailed", error.to_string())
}

/// The items of a listing that is not transformed: what S3 says about each object.
struct ListedKeys(Listing);

impl ItemReader for ListedKeys {
    fn read(&mut self) -> Result<Option<ReadItem>, ReadError> {
        let Some(entry) = self.0.next().transpose()? else { return Ok(None) };
        let modified = entry.modified.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let value = serde_json::json!({
            "Etag": format!("\"{}\"", entry.entity_tag()?),
            "Key": entry.key,
            "LastModified": modified,
            "Size": entry.bytes,
            "StorageClass": "STANDARD",
        });
        Ok(Some(ReadItem { value: value.to_string(), key: None }))
    }

    fn skip(&mut self, count: u64) -> Result<u64, ReadError> {
        for skipped in 0..count {
            if self.0.next().transpose()?.is_none() {
                return Ok(skipped);
            }
        }
        Ok(count)
    }
}
