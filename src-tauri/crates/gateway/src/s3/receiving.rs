//! Content that arrives over the network and is written by a thread that may block.

use std::io::{self, Read};

use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt;
use md5::{Digest, Md5};
use resources::objects::{ObjectError, Written};
use s3s::dto::StreamingBlob;
use s3s::{S3Error, S3ErrorCode, S3Result};
use tokio::sync::mpsc;

use super::refusing::refused;

/// Pieces that wait for the disk.
const PIECES_MAX: usize = 8;

/// `Content-MD5` says something else than the content.
#[derive(Debug, thiserror::Error)]
#[error("the Content-MD5 you specified did not match what we received")]
pub(super) struct WrongDigest;

/// The content as a thread reads it. It ends with an error unless all of it arrived and is what was meant.
pub(super) struct Arriving {
    pieces: mpsc::Receiver<Option<Bytes>>,
    piece: Bytes,
    digest: Option<(Md5, Vec<u8>)>,
    is_over: bool,
}

/// Has `write` write the content; what it returns counts if all of the content arrived.
pub(super) async fn receive(
    body: Option<StreamingBlob>,
    content_md5: Option<&str>,
    write: impl FnOnce(&mut Arriving) -> Result<Written, ObjectError> + Send + 'static,
) -> S3Result<Written> {
    let expected = content_md5.map(|text| STANDARD.decode(text)).transpose();
    let expected = expected.map_err(|_| S3Error::new(S3ErrorCode::InvalidDigest))?;
    let (sender, pieces) = mpsc::channel(PIECES_MAX);
    let digest = expected.map(|expected| (Md5::new(), expected));
    let mut arriving = Arriving { pieces, piece: Bytes::new(), digest, is_over: false };
    let writing = tokio::task::spawn_blocking(move || write(&mut arriving));
    let broken = pass(body, sender).await.err();
    let written = writing.await.map_err(S3Error::internal_error)?;
    match broken {
        Some(error) => Err(S3Error::with_message(S3ErrorCode::IncompleteBody, error.to_string())),
        None => written.map_err(refused),
    }
}

async fn pass(body: Option<StreamingBlob>, sender: mpsc::Sender<Option<Bytes>>) -> Result<(), s3s::StdError> {
    if let Some(mut body) = body {
        while let Some(piece) = body.next().await {
            // The writer has given up and says why itself.
            if sender.send(Some(piece?)).await.is_err() {
                return Ok(());
            }
        }
    }
    let _ = sender.send(None).await;
    Ok(())
}

impl Read for Arriving {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !self.is_over {
            match self.pieces.blocking_recv() {
                Some(Some(piece)) => {
                    if let Some((digest, _)) = &mut self.digest {
                        digest.update(&piece);
                    }
                    self.piece = piece;
                }
                Some(None) => {
                    self.is_over = true;
                    if let Some((digest, expected)) = self.digest.take()
                        && digest.finalize().as_slice() != expected
                    {
                        return Err(io::Error::other(WrongDigest));
                    }
                }
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let count = self.piece.len().min(buffer.len());
        let taken = self.piece.split_to(count);
        buffer.iter_mut().zip(&taken).for_each(|(place, byte)| *place = *byte);
        Ok(count)
    }
}
