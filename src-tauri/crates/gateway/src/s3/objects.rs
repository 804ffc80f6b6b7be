//! Operations on objects.

use std::io::{self, SeekFrom};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use axum::body::Bytes;
use resources::objects::{BucketName, Object as Opened, ObjectKey};
use s3s::dto::*;
use s3s::{S3Error, S3ErrorCode, S3Result, s3_error};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::operations::Buckets;
use super::receiving::receive;
use super::refusing::{blocking, disk, place};

/// What S3 says where nobody said what an object is; nothing else is kept beside a file.
const CONTENT_TYPE: &str = "binary/octet-stream";
const PIECE_BYTES: usize = 64 << 10;

pub(super) async fn put(door: &Buckets, input: PutObjectInput) -> S3Result<PutObjectOutput> {
    let objects = Arc::clone(&door.objects);
    let (bucket, key) = place(&input.bucket, &input.key)?;
    if input.if_none_match.is_some() || input.if_match.is_some() {
        return Err(s3_error!(NotImplemented, "conditional writes are not supported"));
    }
    let written = receive(input.body, input.content_md5.as_deref(), move |content| {
        let mut writer = objects.put(&bucket, &key)?;
        io::copy(content, &mut writer)?;
        writer.commit()
    });
    let written = written.await?;
    Ok(PutObjectOutput { e_tag: Some(ETag::Strong(written.entity_tag)), ..Default::default() })
}

pub(super) async fn get(door: &Buckets, input: GetObjectInput) -> S3Result<GetObjectOutput> {
    let (object, tag) = open(door, &input.bucket, &input.key).await?;
    check_tag(&tag, input.if_match.as_ref(), input.if_none_match.as_ref())?;
    let (start, length, range) = part(input.range, object.bytes)?;
    let mut file = File::from_std(object.file);
    file.seek(SeekFrom::Start(start)).await.map_err(disk)?;
    Ok(GetObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        body: Some(StreamingBlob::wrap(pieces(file, length))),
        content_length: Some(signed(length)),
        content_range: range,
        content_type: Some(CONTENT_TYPE.to_owned()),
        e_tag: Some(ETag::Strong(tag)),
        last_modified: Some(object.modified.into()),
        ..Default::default()
    })
}

pub(super) async fn head(door: &Buckets, input: HeadObjectInput) -> S3Result<HeadObjectOutput> {
    let (object, tag) = open(door, &input.bucket, &input.key).await?;
    check_tag(&tag, input.if_match.as_ref(), input.if_none_match.as_ref())?;
    let (_, length, range) = part(input.range, object.bytes)?;
    Ok(HeadObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        content_length: Some(signed(length)),
        content_range: range,
        content_type: Some(CONTENT_TYPE.to_owned()),
        e_tag: Some(ETag::Strong(tag)),
        last_modified: Some(object.modified.into()),
        ..Default::default()
    })
}

pub(super) async fn copy(door: &Buckets, input: CopyObjectInput) -> S3Result<CopyObjectOutput> {
    let objects = Arc::clone(&door.objects);
    let (from, from_key) = source(&input.copy_source)?;
    let (to, to_key) = place(&input.bucket, &input.key)?;
    let written = blocking(move || {
        let mut source = objects.get(&from, &from_key)?.file;
        let mut writer = objects.put(&to, &to_key)?;
        io::copy(&mut source, &mut writer)?;
        writer.commit()
    });
    let result = CopyObjectResult {
        e_tag: Some(ETag::Strong(written.await?.entity_tag)),
        last_modified: Some(now(door)),
        ..Default::default()
    };
    Ok(CopyObjectOutput { copy_object_result: Some(result), ..Default::default() })
}

pub(super) async fn delete(door: &Buckets, input: DeleteObjectInput) -> S3Result<DeleteObjectOutput> {
    remove(door, &input.bucket, &input.key).await?;
    Ok(DeleteObjectOutput::default())
}

pub(super) async fn delete_many(door: &Buckets, input: DeleteObjectsInput) -> S3Result<DeleteObjectsOutput> {
    let (mut deleted, mut errors) = (Vec::new(), Vec::new());
    for object in input.delete.objects {
        match remove(door, &input.bucket, &object.key).await {
            Ok(()) => deleted.push(DeletedObject { key: Some(object.key), ..Default::default() }),
            Err(error) => errors.push(Error {
                code: Some(error.code().as_str().to_owned()),
                key: Some(object.key),
                message: error.message().map(str::to_owned),
                ..Default::default()
            }),
        }
    }
    let deleted = Some(deleted).filter(|_| input.delete.quiet != Some(true));
    Ok(DeleteObjectsOutput { deleted, errors: Some(errors), ..Default::default() })
}

async fn remove(door: &Buckets, bucket: &str, key: &str) -> S3Result<()> {
    let objects = Arc::clone(&door.objects);
    let (bucket, key) = place(bucket, key)?;
    blocking(move || objects.delete(&bucket, &key)).await
}

async fn open(door: &Buckets, bucket: &str, key: &str) -> S3Result<(Opened, String)> {
    let objects = Arc::clone(&door.objects);
    let (bucket, key) = place(bucket, key)?;
    blocking(move || {
        let mut object = objects.get(&bucket, &key)?;
        let tag = object.entity_tag()?;
        Ok((object, tag))
    })
    .await
}

fn check_tag(tag: &str, wanted: Option<&ETagCondition>, unwanted: Option<&ETagCondition>) -> S3Result<()> {
    let is = |condition: &ETagCondition| match condition {
        ETagCondition::Any => true,
        ETagCondition::ETag(named) => named.value() == tag,
    };
    if wanted.is_some_and(|condition| !is(condition)) {
        return Err(S3Error::new(S3ErrorCode::PreconditionFailed));
    }
    if unwanted.is_some_and(is) {
        return Err(S3Error::new(S3ErrorCode::NotModified));
    }
    Ok(())
}

/// What is to be copied.
pub(super) fn source(source: &CopySource) -> S3Result<(BucketName, ObjectKey)> {
    match source {
        CopySource::Bucket { bucket, key, version_id: None } => place(bucket, key),
        _ => Err(s3_error!(NotImplemented, "only objects of a bucket, without a version, can be copied")),
    }
}

/// This moment.
pub(super) fn now(door: &Buckets) -> Timestamp {
    let milliseconds = u64::try_from(door.chance.now()).unwrap_or_default();
    (UNIX_EPOCH + Duration::from_millis(milliseconds)).into()
}

/// Where to start, how much to give, and the header that says so.
pub(super) fn part(range: Option<Range>, bytes: u64) -> S3Result<(u64, u64, Option<String>)> {
    let Some(range) = range else { return Ok((0, bytes, None)) };
    let range = range.check(bytes).map_err(|_| S3Error::new(S3ErrorCode::InvalidRange))?;
    let last = range.end.saturating_sub(1);
    Ok((range.start, range.end - range.start, Some(format!("bytes {}-{last}/{bytes}", range.start))))
}

/// At most `length` bytes, piece by piece.
fn pieces(file: File, length: u64) -> impl futures_util::Stream<Item = io::Result<Bytes>> + Send + Sync {
    futures_util::stream::try_unfold((file, length), |(mut file, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        let most = usize::try_from(left).unwrap_or(PIECE_BYTES).min(PIECE_BYTES);
        let mut piece = vec![0; most];
        let count = file.read(&mut piece).await?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        piece.truncate(count);
        Ok(Some((Bytes::from(piece), (file, left - count as u64))))
    })
}

pub(super) fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
