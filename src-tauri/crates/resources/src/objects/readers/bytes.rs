//! The bytes of a file of text, decompressed.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor};

use super::ReadError;

const BUFFER_BYTES: usize = 256 << 10;

/// Bytes that are read once, from the front.
pub(super) type Bytes = Box<dyn BufRead + Send>;

/// Decompresses by extension, as AWS does, and leaves a byte order mark out.
pub(super) fn open(file: File, key: &str) -> Result<Bytes, ReadError> {
    let file = BufReader::with_capacity(BUFFER_BYTES, file);
    let extension = key.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let bytes: Bytes = match extension.as_deref() {
        Some("gz") => {
            Box::new(BufReader::with_capacity(BUFFER_BYTES, flate2::bufread::MultiGzDecoder::new(file)))
        }
        Some("zst") => {
            Box::new(BufReader::with_capacity(BUFFER_BYTES, zstd::stream::read::Decoder::with_buffer(file)?))
        }
        _ => Box::new(file),
    };
    without_mark(bytes)
}

/// The bytes of a text.
pub(super) fn of_text(text: String) -> Result<Bytes, ReadError> {
    without_mark(Box::new(Cursor::new(text.into_bytes())))
}

pub(super) fn without_mark(mut bytes: Bytes) -> Result<Bytes, ReadError> {
    let start = bytes.fill_buf()?;
    if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) {
        return Err(ReadError::new("the file is encoded in UTF-16; save it as UTF-8"));
    }
    if start.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.consume(3);
    }
    Ok(bytes)
}
