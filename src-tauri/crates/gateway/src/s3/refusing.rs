//! Errors in S3's words, and work that blocks.

use std::io;

use axum::http::StatusCode;
use resources::objects::{BucketName, ObjectError, ObjectKey};
use s3s::{S3Error, S3ErrorCode, S3Result};

use super::receiving::WrongDigest;

/// Runs work on files where it holds up nobody else.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ObjectError> + Send + 'static,
) -> S3Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(S3Error::internal_error)?.map_err(refused)
}

/// What went wrong, as S3 says it.
pub(super) fn refused(error: ObjectError) -> S3Error {
    if let ObjectError::Disk(error) = &error
        && error.get_ref().is_some_and(|inner| inner.is::<WrongDigest>())
    {
        return S3Error::with_message(S3ErrorCode::BadDigest, error.to_string());
    }
    let code = S3ErrorCode::from_bytes(error.code().as_bytes()).unwrap_or(S3ErrorCode::InternalError);
    let mut refusal = S3Error::with_message(code, error.to_string());
    if let Ok(status) = StatusCode::from_u16(error.status()) {
        refusal.set_status_code(status);
    }
    refusal
}

/// What the disk says.
pub(super) fn disk(error: io::Error) -> S3Error {
    refused(error.into())
}

/// A bucket and a key, checked.
pub(super) fn place(bucket: &str, key: &str) -> S3Result<(BucketName, ObjectKey)> {
    Ok((BucketName::parse(bucket).map_err(refused)?, ObjectKey::parse(key).map_err(refused)?))
}
