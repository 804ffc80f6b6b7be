//! Python and the packages of the AWS clients, in an environment of their own under the target folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{find_program, target};

/// Installs what `requirements.txt` in `folder` names; only looks whether it is there if nothing has changed.
pub fn install(folder: &Path) -> Command {
    let mut command = Command::new(find_program(&["python3", "python"]).unwrap_or_else(|| "python3".into()));
    command.arg(folder.join("install.py")).arg(environment());
    command
}

/// A script in `folder`, run in the environment.
pub fn run(folder: &Path, script: &str) -> Command {
    let program = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    let mut command = Command::new(environment().join(program));
    command.arg("-B").arg(folder.join(script)).current_dir(folder);
    command
}

fn environment() -> PathBuf {
    target().join("clients-python")
}
