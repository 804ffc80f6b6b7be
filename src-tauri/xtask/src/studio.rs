//! `cargo studio`: builds the interface and the app, and opens it.

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::needs::By;
use crate::node::{self, npm};
use crate::packages;
use crate::project::{cargo, program, root};

/// What the person asked for.
#[derive(Debug, Default)]
pub struct Options {
    yes: bool,
    browser: bool,
    debug: bool,
}

impl Options {
    /// Reads the words after `studio`.
    ///
    /// # Errors
    /// The word that is not known.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        let mut options = Self::default();
        for word in words {
            match *word {
                "--yes" => options.yes = true,
                "--browser" => options.browser = true,
                "--debug" => options.debug = true,
                other => return Err(format!("`{other}` is not an option\n\n{}", crate::USAGE)),
            }
        }
        Ok(options)
    }
}

/// Which door is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Window,
    Browser,
}

impl Door {
    fn choose(browser: bool, display: bool) -> Self {
        if browser || !display { Self::Browser } else { Self::Window }
    }

    /// Cargo's name of the package and the program it makes.
    fn package_and_program(self) -> (&'static str, &'static str) {
        match self {
            Self::Window => ("signalbox-desktop", "signalbox-desktop"),
            Self::Browser => ("cli", "signalbox"),
        }
    }
}

/// Builds and starts; returns when the person has closed the window or stopped the server.
///
/// # Errors
/// The step that failed, in words.
pub fn run(options: Options) -> Result<ExitCode, String> {
    let display = has_display();
    let door = Door::choose(options.browser, display);
    if !display && !options.browser {
        println!("There is no display here, so Signalbox is served to a browser instead.");
    }
    node::ensure()?;
    packages::ensure(if door == Door::Window { By::Window } else { By::Programs }, options.yes)?;
    let ui = root().join("ui");
    build_interface(&ui)?;
    let (package, name) = door.package_and_program();
    let (flags, folder): (&[&str], _) =
        if options.debug { (&[], "debug") } else { (&["--release"], "release") };
    println!("── 3 of 4: building the app (the first time takes some minutes) ──");
    succeed(cargo().args(["build", "--package", package]).args(flags), "building the app")?;
    println!("── 4 of 4: starting ──");
    let mut start = Command::new(program(folder, name));
    if door == Door::Browser {
        start.arg("serve");
    }
    let status = start.status().map_err(|problem| format!("`{name}` does not start: {problem}"))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

fn build_interface(ui: &Path) -> Result<(), String> {
    println!("── 1 of 4: packages of the interface ──");
    if node::is_stale(ui) {
        succeed(&mut npm(ui, &["ci"]), "`npm ci`")?;
    }
    println!("── 2 of 4: building the interface ──");
    succeed(&mut npm(ui, &["run", "--silent", "build"]), "building the interface")
}

fn succeed(command: &mut Command, what: &str) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{what} ended with {status}")),
        Err(problem) => Err(format!("{what} does not start: {problem}")),
    }
}

/// macOS and Windows always have one as far as we can tell.
fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("WAYLAND_DISPLAY") || set("DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::{Door, Options};

    #[test]
    fn without_a_display_the_browser_is_the_door() {
        assert_eq!(Door::choose(false, true), Door::Window, "a display is there");
        assert_eq!(Door::choose(false, false), Door::Browser, "no display");
        assert_eq!(Door::choose(true, true), Door::Browser, "asked for");
    }

    #[test]
    fn an_unknown_option_is_named() {
        let message = Options::parse(&["--yes", "--fast"]).expect_err("not an option");
        assert!(message.contains("`--fast`"), "names it: {message}");
    }
}
