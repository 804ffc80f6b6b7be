//! Keys of objects.

use super::ObjectError;

/// Bytes of UTF-8 that a key has at most (S3 User Guide, "Naming Amazon S3 objects").
const KEY_BYTES_MAX: usize = 1024;

/// A key as S3 takes it: 1 to 1,024 bytes of UTF-8, whatever they are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectKey(String);

impl ObjectKey {
    /// Checks a key.
    ///
    /// # Errors
    /// [`ObjectError::KeyTooLong`], or [`ObjectError::NoSuchKey`] for the empty one.
    pub fn parse(key: &str) -> Result<Self, ObjectError> {
        match key.len() {
            0 => Err(ObjectError::NoSuchKey { key: String::new() }),
            1..=KEY_BYTES_MAX => Ok(Self(key.to_owned())),
            bytes => Err(ObjectError::KeyTooLong { bytes }),
        }
    }

    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its parts between slashes; at least one, each may be empty.
    pub(super) fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }
}

impl std::fmt::Display for ObjectKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}
