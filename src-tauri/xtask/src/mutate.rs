//! `cargo mutate`: removes one safeguard at a time in a copy of the source and shows that a test notices.
//!
//! Not a part of `cargo verify`: every mutation builds anew. A safeguard whose removal no test notices is a failure, as
//! is a mutation whose text is no longer in the source.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use crate::mutations::{MUTATIONS, Mutation};
use crate::project::{cargo, root, target};

/// Tries all mutations, or those whose name or file contains `word`.
///
/// # Errors
/// That the copy cannot be made.
pub fn run(words: &[&str]) -> Result<ExitCode, String> {
    let folder = target().join("mutations");
    let source = folder.join("source");
    copy(&source).map_err(|problem| format!("`{}`: {problem}", source.display()))?;
    let word = words.first().copied().unwrap_or_default();
    let chosen =
        MUTATIONS.iter().filter(|mutation| mutation.name.contains(word) || mutation.file.contains(word));
    let mut unnoticed = 0;
    println!("| Removed | Noticed by |\n|---|---|");
    for mutation in chosen {
        let noticed = attempt(mutation, &source, &folder.join("target"));
        unnoticed += u32::from(noticed.is_err());
        println!("| {} | {} |", mutation.name, noticed.unwrap_or_else(|problem| format!("**{problem}**")));
    }
    Ok(if unnoticed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What git knows of the project, as it lies here. Files that are the same are left alone, so that cargo builds only what
/// changed.
fn copy(source: &Path) -> std::io::Result<()> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()?;
    for name in String::from_utf8_lossy(&output.stdout).split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (root().join(name), source.join(name));
        let Ok(bytes) = fs::read(&from) else { continue };
        if fs::read(&to).ok().as_ref() != Some(&bytes) {
            to.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(to, bytes)?;
        }
    }
    Ok(())
}

/// The first test that fails; an error if none does.
fn attempt(mutation: &Mutation, source: &Path, target: &Path) -> Result<String, String> {
    let file = source.join(mutation.file);
    let before = fs::read_to_string(&file).map_err(|problem| format!("{}: {problem}", mutation.file))?;
    if before.matches(mutation.from).count() != 1 {
        return Err(format!("its text is not exactly once in {}", mutation.file));
    }
    let write =
        |text: &str| fs::write(&file, text).map_err(|problem| format!("{}: {problem}", mutation.file));
    write(&before.replace(mutation.from, mutation.to))?;
    let noticed = mutation.tests.iter().find_map(|words| first_failure(words, source, target));
    write(&before)?;
    noticed.unwrap_or_else(|| Err("no test noticed".to_owned()))
}

/// The first test that fails, or why it cannot be said.
fn first_failure(words: &str, source: &Path, target: &Path) -> Option<Result<String, String>> {
    let mut command = cargo();
    command.current_dir(source).env("CARGO_TARGET_DIR", target).env_remove("CARGO_MANIFEST_DIR");
    command.arg("test").args(words.split(' ')).stdin(Stdio::null());
    let output = match command.output() {
        Ok(output) => output,
        Err(problem) => return Some(Err(format!("cargo does not start: {problem}"))),
    };
    if output.status.success() {
        return None;
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let failed = text.lines().find_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
    Some(match failed {
        Some(test) => Ok(format!("`{test}`")),
        None => {
            Err(format!("`cargo test {words}` did not get as far as a test: {}", last_error(&output.stderr)))
        }
    })
}

fn last_error(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    text.lines().rev().find(|line| line.starts_with("error")).unwrap_or_default().to_owned()
}
