//! Names of buckets.

use super::ObjectError;

/// A name that S3 would take for a general purpose bucket, except that prefixes reserved for AWS's own documents are
/// allowed: what is copied from there should run.
///
/// Source: "General purpose bucket naming rules" of the S3 User Guide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketName(String);

const PREFIXES_REFUSED: [&str; 2] = ["xn--", "sthree-"];
const SUFFIXES_REFUSED: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

impl BucketName {
    /// Checks a name.
    ///
    /// # Errors
    /// [`ObjectError::InvalidBucketName`].
    pub fn parse(name: &str) -> Result<Self, ObjectError> {
        let letters = name.bytes().all(|letter| {
            letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-' || letter == b'.'
        });
        let ends = |letter: Option<u8>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        let valid = (3..=63).contains(&name.len())
            && letters
            && ends(name.bytes().next())
            && ends(name.bytes().last())
            && !name.contains("..")
            && name.parse::<std::net::Ipv4Addr>().is_err()
            && !PREFIXES_REFUSED.iter().any(|prefix| name.starts_with(prefix))
            && !SUFFIXES_REFUSED.iter().any(|suffix| name.ends_with(suffix));
        if !valid {
            return Err(ObjectError::InvalidBucketName { bucket: name.to_owned() });
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for BucketName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::BucketName;

    #[test]
    fn names_follow_the_rules_of_s3() {
        for name in ["abc", "my-bucket", "a.b.c", "123", "con", "amzn-s3-demo-bucket", &"a".repeat(63)] {
            assert!(BucketName::parse(name).is_ok(), "{name}");
        }
        let long = "a".repeat(64);
        for name in [
            "",
            "ab",
            &long,
            "Abc",
            "a_b",
            "-abc",
            "abc-",
            ".abc",
            "abc.",
            "a..b",
            "192.168.5.4",
            "xn--abc",
            "sthree-abc",
            "abc-s3alias",
            "abc--ol-s3",
            "abc.mrap",
            "../abc",
            "a/b",
            "a\\b",
            "a\0b",
            "äbc",
            "a b",
        ] {
            assert!(BucketName::parse(name).is_err(), "{name}");
        }
    }
}
