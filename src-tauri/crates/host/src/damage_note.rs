//! A note in the data folder that a part of the database could not be read while it was open. The next start then
//! offers to rescue it: opening it finds no fault, because opening reads little.

use std::path::{Path, PathBuf};

fn place(data: &Path) -> PathBuf {
    data.join("damaged")
}

/// Leaves a note.
pub(crate) fn leave(data: &Path, reason: &str) {
    // On a disk that takes no more files, the next reader leaves it.
    let _ = std::fs::write(place(data), reason);
}

/// What the note says, if there is one.
pub(crate) fn read(data: &Path) -> Option<String> {
    std::fs::read_to_string(place(data)).ok()
}

/// Takes the note away.
pub(crate) fn remove(data: &Path) {
    let _ = std::fs::remove_file(place(data));
}
