//! The ETag of an object.

use std::fs::File;
use std::io::{self, Read};
use std::time::UNIX_EPOCH;

use md5::{Digest, Md5};

/// Up to this size the ETag is the MD5 of the bytes, as for an object that was put in one piece.
const HASHED_BYTES_MAX: u64 = 64 << 20;
/// What a part of a multipart upload would have held.
const PART_BYTES: u64 = 8 << 20;

/// The ETag without quotation marks.
///
/// Larger objects get one in the form of a multipart upload, `<hash>-<parts>`, which clients know not to be the MD5 of
/// the content: made of size and time, as hashing gigabytes for every listing would take minutes.
pub(super) fn entity_tag(file: &mut File) -> io::Result<String> {
    let metadata = file.metadata()?;
    let size = metadata.len();
    if size > HASHED_BYTES_MAX {
        let age = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        let named = Md5::digest(format!("{size} {}", age.as_nanos()));
        return Ok(format!("{}-{}", hex::encode(named), size.div_ceil(PART_BYTES)));
    }
    let mut hash = Md5::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex::encode(hash.finalize())),
            count => hash.update(buffer.get(..count).unwrap_or_default()),
        }
    }
}
