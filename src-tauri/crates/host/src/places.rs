//! Where things are on this machine: the data folder, the app's own files, the interpreters.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Variables that a handler gets; nothing else of our environment reaches it.
const HANDLER_ENVIRONMENT: [&str; 9] =
    ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE"];

/// The folder for this person's data: `SIGNALBOX_DATA`, else the system's place for it.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    if let Some(chosen) = variable("SIGNALBOX_DATA") {
        return Some(chosen);
    }
    if cfg!(target_os = "macos") {
        return Some(home()?.join("Library/Application Support/Signalbox"));
    }
    if cfg!(windows) {
        return Some(variable("APPDATA")?.join("Signalbox"));
    }
    let base = variable("XDG_DATA_HOME").filter(|path| path.is_absolute());
    Some(base.or_else(|| Some(home()?.join(".local/share")))?.join("signalbox"))
}

/// Where choosing a file starts.
#[must_use]
pub fn home() -> Option<PathBuf> {
    variable(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).filter(|path| path.is_dir())
}

/// The workflows that come with the app: `SIGNALBOX_SAMPLES`, beside the program, or in the checkout it was built from.
#[must_use]
pub fn samples_folder() -> Option<PathBuf> {
    find("SIGNALBOX_SAMPLES", "assets/workflows")
}

/// The built interface for browsers: `SIGNALBOX_UI`, beside the program, or in the checkout.
///
/// Read from a folder instead of being part of the program, so that the command line builds without Node and the
/// desktop window, which carries its own copy, does not carry a second.
#[must_use]
pub fn interface_folder() -> Option<PathBuf> {
    find("SIGNALBOX_UI", "ui/dist")
}

/// The mock file that Step Functions Local would read.
#[must_use]
pub fn mock_config() -> Option<PathBuf> {
    variable("SFN_MOCK_CONFIG")
}

/// Python 3 under the name this system uses.
pub(crate) fn python() -> OsString {
    std::env::var_os("SIGNALBOX_PYTHON")
        .unwrap_or_else(|| if cfg!(windows) { "python" } else { "python3" }.into())
}

/// Node.
pub(crate) fn node() -> OsString {
    std::env::var_os("SIGNALBOX_NODE").unwrap_or_else(|| "node".into())
}

/// The environment of handlers.
pub(crate) fn handler_environment() -> Vec<(OsString, OsString)> {
    let kept = HANDLER_ENVIRONMENT.iter();
    kept.filter_map(|name| Some((OsString::from(name), std::env::var_os(name)?))).collect()
}

fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// An installed program has its files in `../share/signalbox` or, on macOS, in `../Resources`; one that was built here
/// has them in its checkout. Never in the working folder: what lies there may come from a stranger.
fn find(name: &str, relative: &str) -> Option<PathBuf> {
    if let Some(chosen) = variable(name) {
        return Some(chosen);
    }
    let program = std::env::current_exe().ok()?.canonicalize().ok()?;
    let folder = program.parent()?;
    let installed =
        ["../share/signalbox", "../lib/signalbox", "../Resources", "."].map(|place| folder.join(place));
    let checkouts =
        folder.ancestors().skip(1).take(3).filter(|folder| folder.join("src-tauri/crates/host").is_dir());
    // The target folder may lie outside the checkout while somebody works on Signalbox.
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).filter(|_| cfg!(debug_assertions));
    let places = installed.into_iter().chain(checkouts.chain(source).map(Path::to_path_buf));
    places.map(|folder| folder.join(relative)).find(|path| path.is_dir())
}
