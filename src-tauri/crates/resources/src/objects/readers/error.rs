//! Why items cannot be read.

/// The cause of `States.ItemReaderFailed`.
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
pub struct ReadError {
    cause: String,
}

impl ReadError {
    pub(crate) fn new(cause: impl Into<String>) -> Self {
        Self { cause: cause.into() }
    }

    /// JSON that has no items. The words are AWS's.
    pub(super) fn not_iterable() -> Self {
        Self::new("Attempting to map over non-iterable node.")
    }

    /// An item that AWS would not read either.
    pub(super) fn too_large(item: &str) -> Self {
        Self::new(format!("{item} is larger than 8 MB, the most that an item may have"))
    }
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        Self::new(format!("the file cannot be read: {error}"))
    }
}

impl From<crate::objects::ObjectError> for ReadError {
    fn from(error: crate::objects::ObjectError) -> Self {
        use crate::objects::ObjectError::{NoSuchBucket, NoSuchKey};
        let hint = match &error {
            NoSuchBucket { .. } => "; a bucket is a folder in the folder `buckets` of Signalbox's data",
            NoSuchKey { .. } => "; an object is a file in the folder of its bucket",
            _ => "",
        };
        // The form in which AWS passes errors of S3 on.
        let (status, code) = (error.status(), error.code());
        let text = error.to_string();
        let mut letters = text.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let rest = letters.as_str();
        Self::new(format!(
            "{first}{rest}{hint} (Service: Amazon S3; Status Code: {status}; Error Code: {code})"
        ))
    }
}
