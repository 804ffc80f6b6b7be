//! Objects that arrive in parts.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use s3s::dto::*;
use s3s::{S3Result, s3_error};

use super::objects::{now, part, signed, source};
use super::operations::Buckets;
use super::receiving::receive;
use super::refusing::{blocking, place};

pub(super) async fn create(
    door: &Buckets,
    input: CreateMultipartUploadInput,
) -> S3Result<CreateMultipartUploadOutput> {
    let objects = Arc::clone(&door.objects);
    let (bucket, key) = place(&input.bucket, &input.key)?;
    let id = door.chance.uuid();
    let named = id.clone();
    blocking(move || objects.begin_upload(&bucket, &key, &named)).await?;
    Ok(CreateMultipartUploadOutput {
        bucket: Some(input.bucket),
        key: Some(input.key),
        upload_id: Some(id),
        ..Default::default()
    })
}

pub(super) async fn upload(door: &Buckets, input: UploadPartInput) -> S3Result<UploadPartOutput> {
    let objects = Arc::clone(&door.objects);
    let (bucket, key) = place(&input.bucket, &input.key)?;
    let number = part_number(Some(input.part_number))?;
    let written = receive(input.body, input.content_md5.as_deref(), move |content| {
        let mut part = objects.put_part(&bucket, &key, &input.upload_id, number)?;
        io::copy(content, &mut part)?;
        part.commit()
    });
    Ok(UploadPartOutput { e_tag: Some(ETag::Strong(written.await?.entity_tag)), ..Default::default() })
}

pub(super) async fn copy(door: &Buckets, input: UploadPartCopyInput) -> S3Result<UploadPartCopyOutput> {
    let objects = Arc::clone(&door.objects);
    let (from, from_key) = source(&input.copy_source)?;
    let (bucket, key) = place(&input.bucket, &input.key)?;
    let number = part_number(Some(input.part_number))?;
    let range = input.copy_source_range.as_deref().map(Range::parse).transpose();
    let range =
        range.map_err(|_| s3_error!(InvalidArgument, "The x-amz-copy-source-range value is not valid"))?;
    let opened = Arc::clone(&objects);
    let mut object = blocking(move || opened.get(&from, &from_key)).await?;
    let (start, length, _) = part(range, object.bytes)?;
    let written = blocking(move || {
        object.file.seek(SeekFrom::Start(start))?;
        let mut part = objects.put_part(&bucket, &key, &input.upload_id, number)?;
        io::copy(&mut object.file.take(length), &mut part)?;
        part.commit()
    });
    let result = CopyPartResult {
        e_tag: Some(ETag::Strong(written.await?.entity_tag)),
        last_modified: Some(now(door)),
        ..Default::default()
    };
    Ok(UploadPartCopyOutput { copy_part_result: Some(result), ..Default::default() })
}

pub(super) async fn list(door: &Buckets, input: ListPartsInput) -> S3Result<ListPartsOutput> {
    let objects = Arc::clone(&door.objects);
    let (bucket, key) = place(&input.bucket, &input.key)?;
    let id = input.upload_id.clone();
    let parts = blocking(move || objects.parts(&bucket, &key, &id)).await?;
    let parts = parts.into_iter().map(|part| Part {
        e_tag: Some(ETag::Strong(part.entity_tag)),
        last_modified: Some(part.modified.into()),
        part_number: Some(part.number.into()),
        size: Some(signed(part.bytes)),
        ..Default::default()
    });
    Ok(ListPartsOutput {
        bucket: Some(input.bucket),
        key: Some(input.key),
        upload_id: Some(input.upload_id),
        parts: Some(parts.collect()),
        is_truncated: Some(false),
        ..Default::default()
    })
}

pub(super) async fn complete(
    door: &Buckets,
    input: CompleteMultipartUploadInput,
) -> S3Result<CompleteMultipartUploadOutput> {
    let objects = Arc::clone(&door.objects);
    let (bucket, key) = place(&input.bucket, &input.key)?;
    let mut parts: Vec<(u16, String)> = Vec::new();
    for part in input.multipart_upload.and_then(|upload| upload.parts).unwrap_or_default() {
        let number = part_number(part.part_number)?;
        if parts.last().is_some_and(|(last, _)| *last >= number) {
            return Err(s3_error!(InvalidPartOrder));
        }
        parts.push((number, part.e_tag.map(ETag::into_value).unwrap_or_default()));
    }
    if parts.is_empty() {
        return Err(s3_error!(MalformedXML, "an upload is completed with at least one part"));
    }
    let written = blocking(move || objects.complete_upload(&bucket, &key, &input.upload_id, &parts)).await?;
    Ok(CompleteMultipartUploadOutput {
        location: Some(format!("/{}/{}", input.bucket, input.key)),
        bucket: Some(input.bucket),
        key: Some(input.key),
        e_tag: Some(ETag::Strong(written.entity_tag)),
        ..Default::default()
    })
}

pub(super) async fn abort(
    door: &Buckets,
    input: AbortMultipartUploadInput,
) -> S3Result<AbortMultipartUploadOutput> {
    let objects = Arc::clone(&door.objects);
    let (bucket, key) = place(&input.bucket, &input.key)?;
    blocking(move || objects.abort_upload(&bucket, &key, &input.upload_id)).await?;
    Ok(AbortMultipartUploadOutput::default())
}

fn part_number(number: Option<i32>) -> S3Result<u16> {
    let number = number.and_then(|number| u16::try_from(number).ok());
    number.filter(|number| (1..=10_000).contains(number)).ok_or_else(|| {
        s3_error!(InvalidArgument, "Part number must be an integer between 1 and 10000, inclusive")
    })
}
