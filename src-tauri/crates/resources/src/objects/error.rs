//! What can be wrong with buckets and objects.

/// S3's error codes as variants, and what only a folder can have.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// `InvalidBucketName`.
    #[error("the specified bucket is not valid: `{bucket}`")]
    InvalidBucketName {
        /// As written.
        bucket: String,
    },
    /// `NoSuchBucket`.
    #[error("the specified bucket does not exist: `{bucket}`")]
    NoSuchBucket {
        /// Its name.
        bucket: String,
    },
    /// `BucketNotEmpty`.
    #[error("the bucket you tried to delete is not empty: `{bucket}`")]
    BucketNotEmpty {
        /// Its name.
        bucket: String,
    },
    /// `NoSuchKey`.
    #[error("the specified key does not exist: `{key}`")]
    NoSuchKey {
        /// The key.
        key: String,
    },
    /// `KeyTooLongError`.
    #[error("your key is too long: it has {bytes} bytes of at most 1024")]
    KeyTooLong {
        /// Length in UTF-8.
        bytes: usize,
    },
    /// `NoSuchUpload`.
    #[error(
        "the specified multipart upload does not exist: it was completed or aborted, or Signalbox was restarted"
    )]
    NoSuchUpload,
    /// `InvalidPart`.
    #[error("part {number} of the upload is not there, or has another ETag")]
    InvalidPart {
        /// Its number.
        number: u16,
    },
    /// S3 would take the key, a folder of this machine cannot keep it.
    #[error("the key `{key}` cannot be kept as a file: {reason}")]
    Unkeepable {
        /// The key.
        key: String,
        /// What stands in the way.
        reason: &'static str,
    },
    /// The disk.
    #[error("the folder of buckets: {0}")]
    Disk(#[from] std::io::Error),
}

impl ObjectError {
    /// S3's error code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidBucketName { .. } => "InvalidBucketName",
            Self::NoSuchBucket { .. } => "NoSuchBucket",
            Self::BucketNotEmpty { .. } => "BucketNotEmpty",
            Self::NoSuchKey { .. } => "NoSuchKey",
            Self::KeyTooLong { .. } => "KeyTooLongError",
            Self::NoSuchUpload => "NoSuchUpload",
            Self::InvalidPart { .. } => "InvalidPart",
            Self::Unkeepable { .. } => "InvalidRequest",
            Self::Disk(_) => "InternalError",
        }
    }

    /// S3's HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::InvalidBucketName { .. }
            | Self::KeyTooLong { .. }
            | Self::InvalidPart { .. }
            | Self::Unkeepable { .. } => 400,
            Self::NoSuchBucket { .. } | Self::NoSuchKey { .. } | Self::NoSuchUpload => 404,
            Self::BucketNotEmpty { .. } => 409,
            Self::Disk(_) => 500,
        }
    }
}
