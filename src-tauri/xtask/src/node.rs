//! Node and the packages of the interface and of the end-to-end tests.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::project::find_program;

/// Oldest Node that Vite runs on.
const OLDEST: (u32, u32) = (20, 19);

/// Checks that Node is there and new enough.
///
/// # Errors
/// What to install.
pub fn ensure() -> Result<(), String> {
    let wanted = format!("please install Node {}.{} or newer (https://nodejs.org)", OLDEST.0, OLDEST.1);
    let output =
        Command::new("node").arg("--version").output().map_err(|_| format!("Node is missing; {wanted}"))?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match version(&text) {
        Some(found) if found >= OLDEST => Ok(()),
        _ => Err(format!("Node `{text}` is too old; {wanted}")),
    }
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// `npm` in `folder`. On Windows it is a script that only a shell finds.
pub fn npm(folder: &Path, words: &[&str]) -> Command {
    let mut command = if cfg!(windows) {
        let mut shell = Command::new("cmd");
        shell.args(["/C", "npm"]);
        shell
    } else {
        Command::new(find_program(&["npm"]).unwrap_or_else(|| "npm".into()))
    };
    // Browsers come from the system's packages, never from a download by a test library.
    command.args(words).current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

/// Installs what the lock file of `folder` names; only looks whether it is whole if nothing has changed.
pub fn install(folder: &Path) -> Command {
    if is_stale(folder) { npm(folder, &["ci"]) } else { npm(folder, &["ls", "--depth=0"]) }
}

/// The tests of `folder`, run by Node itself, in the words that [`crate::tally`] counts.
pub fn test(folder: &Path) -> Command {
    let mut command = Command::new("node");
    command.args(["--no-warnings", "--test", "--test-reporter=tap"]).current_dir(folder);
    command
}

/// Whether the lock file is newer than what was installed from it.
pub fn is_stale(folder: &Path) -> bool {
    let changed = |file: &str| -> Option<SystemTime> { folder.join(file).metadata().ok()?.modified().ok() };
    match (changed("package-lock.json"), changed("node_modules/.package-lock.json")) {
        (Some(lock), Some(installed)) => lock > installed,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, version};

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version("v20.20.2").is_some_and(|found| found >= OLDEST), "20.20 is newer than 20.19");
        assert!(version("v20.9.0").is_some_and(|found| found < OLDEST), "20.9 is older, though 9 > 1");
        assert!(version("v24.0.0").is_some_and(|found| found >= OLDEST), "a later major version");
        assert_eq!(version("not a version"), None, "nonsense");
    }
}
