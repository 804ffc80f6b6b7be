//! Writes a picture of a workflow.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::disk;
use crate::{Caller, Code, Drivers, Error, Operation, waiting};

/// Endings of files that hold a picture, or the text of one.
const ENDINGS: [&str; 3] = ["svg", "png", "mmd"];

/// Writes a picture that the window has drawn.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportPicture {
    /// Absolute; the name ends in `.svg`, `.png` or `.mmd` (Mermaid).
    pub path: String,
    /// What is written, as Base64.
    pub content: String,
    /// Replace a file of that name; otherwise it is a `conflict`.
    pub overwrite: bool,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExportPictureReply {
    /// Where.
    pub path: String,
    /// How much.
    pub bytes: usize,
}

impl Operation for ExportPicture {
    type Reply = ExportPictureReply;
    const NAME: &'static str = "export_picture";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<ExportPictureReply, Error> {
        let place = place(&self.path)?;
        let content =
            STANDARD.decode(&self.content).map_err(|_odd| Error::invalid("the picture is not Base64"))?;
        if content.len() as u64 > disk::BYTES_MAX {
            return Err(Error::new(Code::LimitReached, "the picture is too large to be written"));
        }
        let (bytes, path) = (content.len(), self.path);
        let write = if self.overwrite { disk::replace } else { disk::create };
        waiting(move || write(&place, &content)).await??;
        Ok(ExportPictureReply { path, bytes })
    }
}

/// Nothing but pictures is written, whatever is asked.
fn place(path: &str) -> Result<PathBuf, Error> {
    let place = Path::new(path);
    let ending = place.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    if path.contains('\0') || !place.is_absolute() {
        return Err(Error::invalid(format!("`{}` is not an absolute path", place.display())));
    }
    if !ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
        return Err(Error::invalid(format!("`{}` is not named like a picture", place.display()))
            .with_hint("the name ends in `.svg`, `.png` or `.mmd`"));
    }
    Ok(place.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn only_files_named_like_pictures_are_written() {
        for path in ["/a/order.svg", "/a/order.PNG", "/a/order.mmd"] {
            assert!(place(path).is_ok(), "{path}");
        }
        for path in ["order.svg", "/a/order.json", "/a/.bashrc", "/a/svg", "/a/x\0.svg"] {
            assert!(place(path).is_err(), "{path}");
        }
    }
}
