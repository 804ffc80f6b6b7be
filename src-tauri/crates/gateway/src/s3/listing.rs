//! Listings, page by page.

use std::fmt::Write as _;
use std::sync::Arc;

use resources::objects::{BucketName, Entry, ObjectError, Objects};
use s3s::dto::*;
use s3s::{S3Result, s3_error};

use super::objects::signed;
use super::operations::Buckets;
use super::refusing::{blocking, refused};

/// Objects and common prefixes on one page at most.
const PAGE_MAX: usize = 1000;
/// Sorts behind every key that starts with what is in front of it.
const BEHIND: char = char::MAX;

/// What a page is asked for with, in either version.
struct Question {
    bucket: BucketName,
    prefix: String,
    delimiter: String,
    after: String,
    most: usize,
}

#[derive(Default)]
struct Page {
    objects: Vec<(Entry, String)>,
    prefixes: Vec<String>,
    /// Where the next page begins, if there is one.
    next: Option<String>,
}

pub(super) async fn list_v2(door: &Buckets, input: ListObjectsV2Input) -> S3Result<ListObjectsV2Output> {
    let after = match &input.continuation_token {
        Some(token) => from_token(token)
            .ok_or_else(|| s3_error!(InvalidArgument, "The continuation token provided is incorrect"))?,
        None => input.start_after.clone().unwrap_or_default(),
    };
    let page = ask(door, &input.bucket, &input.prefix, &input.delimiter, after, input.max_keys).await?;
    let is_encoded = input.encoding_type.is_some();
    let encode = |text: &str| if is_encoded { encoded(text) } else { text.to_owned() };
    let count = page.objects.len() + page.prefixes.len();
    Ok(ListObjectsV2Output {
        name: Some(input.bucket),
        prefix: Some(encode(&input.prefix.unwrap_or_default())),
        delimiter: input.delimiter.map(|delimiter| encode(&delimiter)),
        start_after: input.start_after.map(|after| encode(&after)),
        max_keys: Some(input.max_keys.unwrap_or(PAGE_MAX as i32)),
        key_count: i32::try_from(count).ok(),
        continuation_token: input.continuation_token,
        is_truncated: Some(page.next.is_some()),
        next_continuation_token: page.next.as_deref().map(to_token),
        contents: Some(contents(page.objects, &encode)),
        common_prefixes: Some(common(&page.prefixes, &encode)),
        encoding_type: input.encoding_type,
        ..Default::default()
    })
}

pub(super) async fn list(door: &Buckets, input: ListObjectsInput) -> S3Result<ListObjectsOutput> {
    let after = input.marker.clone().unwrap_or_default();
    let page = ask(door, &input.bucket, &input.prefix, &input.delimiter, after, input.max_keys).await?;
    let is_encoded = input.encoding_type.is_some();
    let encode = |text: &str| if is_encoded { encoded(text) } else { text.to_owned() };
    Ok(ListObjectsOutput {
        name: Some(input.bucket),
        prefix: Some(encode(&input.prefix.unwrap_or_default())),
        delimiter: input.delimiter.map(|delimiter| encode(&delimiter)),
        marker: Some(encode(&input.marker.unwrap_or_default())),
        max_keys: Some(input.max_keys.unwrap_or(PAGE_MAX as i32)),
        is_truncated: Some(page.next.is_some()),
        next_marker: page.next.as_deref().map(encode),
        contents: Some(contents(page.objects, &encode)),
        common_prefixes: Some(common(&page.prefixes, &encode)),
        encoding_type: input.encoding_type,
        ..Default::default()
    })
}

async fn ask(
    door: &Buckets,
    bucket: &str,
    prefix: &Option<String>,
    delimiter: &Option<String>,
    after: String,
    most: Option<i32>,
) -> S3Result<Page> {
    let question = Question {
        bucket: BucketName::parse(bucket).map_err(refused)?,
        prefix: prefix.clone().unwrap_or_default(),
        delimiter: delimiter.clone().unwrap_or_default(),
        after,
        most: most.map_or(PAGE_MAX, |most| usize::try_from(most).unwrap_or(0).min(PAGE_MAX)),
    };
    let objects = Arc::clone(&door.objects);
    blocking(move || page(&objects, &question)).await
}

fn page(objects: &Objects, question: &Question) -> Result<Page, ObjectError> {
    let mut page = Page::default();
    let mut listing = objects.list(&question.bucket, &question.prefix, &question.after)?;
    let mut last = question.after.clone();
    while let Some(entry) = listing.next().transpose()? {
        if page.objects.len() + page.prefixes.len() == question.most {
            page.next = Some(last).filter(|_| question.most > 0);
            break;
        }
        match common_prefix(&entry.key, question) {
            Some(prefix) => {
                // Everything else below it is passed over without being looked at.
                last = format!("{prefix}{BEHIND}");
                listing = objects.list(&question.bucket, &question.prefix, &last)?;
                page.prefixes.push(prefix);
            }
            None => {
                last.clone_from(&entry.key);
                let tag = entry.entity_tag()?;
                page.objects.push((entry, tag));
            }
        }
    }
    Ok(page)
}

fn common_prefix(key: &str, question: &Question) -> Option<String> {
    if question.delimiter.is_empty() {
        return None;
    }
    let rest = key.strip_prefix(&question.prefix)?;
    let (part, _) = rest.split_once(&question.delimiter)?;
    Some(format!("{}{part}{}", question.prefix, question.delimiter))
}

fn contents(objects: Vec<(Entry, String)>, encode: &impl Fn(&str) -> String) -> Vec<Object> {
    let objects = objects.into_iter().map(|(entry, tag)| Object {
        key: Some(encode(&entry.key)),
        size: Some(signed(entry.bytes)),
        last_modified: Some(entry.modified.into()),
        e_tag: Some(ETag::Strong(tag)),
        storage_class: Some(ObjectStorageClass::from_static(ObjectStorageClass::STANDARD)),
        ..Default::default()
    });
    objects.collect()
}

fn common(prefixes: &[String], encode: &impl Fn(&str) -> String) -> Vec<CommonPrefix> {
    prefixes.iter().map(|prefix| CommonPrefix { prefix: Some(encode(prefix)) }).collect()
}

/// Percent-encoded as S3 does it where XML could not hold the text.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' | b'/' => {
                encoded.push(byte.into())
            }
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
        encoded
    })
}

fn to_token(key: &str) -> String {
    hex::encode(key)
}

fn from_token(token: &str) -> Option<String> {
    let digits = token.as_bytes().chunks(2);
    let bytes = digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()
}
