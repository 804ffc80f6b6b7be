//! Files in the data folder that only this user can read.

use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Replaces `file` in one step. Its draft lies beside it, with `-new` at the end of the name.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push("-new");
    let draft = file.with_file_name(name);
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut open = options.open(&draft)?;
    open.write_all(text.as_bytes())?;
    open.sync_all()?;
    std::fs::rename(draft, file)
}
