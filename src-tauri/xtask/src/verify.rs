//! `cargo verify`: every test there is, step by step.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::needs::By;
use crate::node::{self, npm};
use crate::packages;
use crate::project::{cargo, program, root};
use crate::python;
use crate::step::{self, End, Result as Outcome};
use crate::tally::Tally;

/// What the person asked for.
#[derive(Debug, Default)]
pub struct Options {
    yes: bool,
    only: Option<String>,
}

impl Options {
    /// Reads the words after `verify`.
    ///
    /// # Errors
    /// The word that is not known.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--yes" => options.yes = true,
                "--only" => options.only = Some(words.next().ok_or(crate::USAGE)?.to_string()),
                other => return Err(format!("`{other}` is not an option\n\n{}", crate::USAGE)),
            }
        }
        Ok(options)
    }
}

/// Real AWS clients, and what they do with `signalbox serve`.
const CLIENTS: &str = "tests/clients";

/// A line of the list below.
struct Step {
    name: &'static str,
    /// The step without which this one makes no sense.
    after: Option<&'static str>,
    command: fn(&Path) -> Command,
}

/// Everything that is verified, in order. All cargo steps take the whole workspace, so that features are
/// unified the same way and nothing is built twice.
const STEPS: &[Step] = &[
    Step { name: "interface: packages", after: None, command: |root| node::install(&root.join("ui")) },
    Step {
        name: "interface: lint",
        after: Some("interface: packages"),
        command: |root| npm_run(root, "lint"),
    },
    Step {
        name: "interface: types",
        after: Some("interface: packages"),
        command: |root| npm_run(root, "check"),
    },
    Step {
        name: "interface: units",
        after: Some("interface: packages"),
        command: |root| npm_run(root, "test"),
    },
    Step {
        name: "interface: build",
        after: Some("interface: packages"),
        command: |root| npm_run(root, "build"),
    },
    Step { name: "rust: format", after: None, command: |_| cargo_with(&["fmt", "--all", "--check"]) },
    Step {
        name: "rust: build",
        after: Some("interface: build"),
        command: |_| cargo_with(&["build", "--workspace", "--lib", "--bins", "--tests"]),
    },
    Step {
        name: "rust: tests",
        after: Some("rust: build"),
        command: |_| cargo_with(&["test", "--workspace", "--no-fail-fast"]),
    },
    Step {
        name: "rust: clippy",
        after: Some("interface: build"),
        command: |_| cargo_with(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]),
    },
    Step { name: "clients: npm packages", after: None, command: |root| node::install(&root.join(CLIENTS)) },
    Step {
        name: "clients: python packages",
        after: None,
        command: |root| python::install(&root.join(CLIENTS)),
    },
    Step {
        name: "clients: AWS CLI, boto3",
        after: Some("rust: build"),
        command: |root| with_programs(python::run(&root.join(CLIENTS), "run.py")),
    },
    Step {
        name: "clients: SDK v3",
        after: Some("rust: build"),
        command: |root| with_programs(node::test(&root.join(CLIENTS))),
    },
    Step {
        name: "end to end: packages",
        after: None,
        command: |root| node::install(&root.join("tests/e2e")),
    },
    Step {
        name: "end to end: types",
        after: Some("end to end: packages"),
        command: |root| npm(&root.join("tests/e2e"), &["run", "check"]),
    },
    Step {
        name: "end to end: browser",
        after: Some("rust: build"),
        command: |root| end_to_end(root, &["run", "test:browser"]),
    },
    Step { name: "end to end: window", after: Some("rust: build"), command: window },
];

fn npm_run(root: &Path, script: &str) -> Command {
    npm(&root.join("ui"), &["run", "--silent", script])
}

fn cargo_with(words: &[&str]) -> Command {
    let mut command = cargo();
    command.args(words);
    command
}

fn end_to_end(root: &Path, words: &[&str]) -> Command {
    with_programs(npm(&root.join("tests/e2e"), words))
}

/// Says where the programs under test are.
fn with_programs(mut command: Command) -> Command {
    command.env("SIGNALBOX_PROGRAM", program("debug", "signalbox"));
    command.env("SIGNALBOX_WINDOW", program("debug", "signalbox-desktop"));
    command
}

/// On a display of its own, so that the size is known and nobody's pointer gets in the way.
fn window(root: &Path) -> Command {
    let inner = end_to_end(root, &["run", "test:window"]);
    if !cfg!(target_os = "linux") {
        let mut note = Command::new("node");
        note.args(["-e", "console.log('the real window is only driven on Linux so far')"]);
        return note;
    }
    let mut command = Command::new("xvfb-run");
    command
        .args(["--auto-servernum", "--server-args=-screen 0 1400x900x24"])
        .arg(inner.get_program())
        .args(inner.get_args());
    if let Some(folder) = inner.get_current_dir() {
        command.current_dir(folder);
    }
    for (name, value) in inner.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    command
}

/// Runs the steps and prints what came of them.
///
/// # Errors
/// What has to be installed by hand first.
pub fn run(options: Options) -> Result<ExitCode, String> {
    node::ensure()?;
    packages::ensure(By::Tests, options.yes)?;
    let start = Instant::now();
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| options.only.as_deref().is_none_or(|word| step.name.contains(word)))
        .collect();
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (index, step) in chosen.iter().enumerate() {
        let outcome = match failed_before(&outcomes, step) {
            Some(cause) => step::skip(step.name, cause),
            None => {
                println!("\n── {} ({} of {}) ──", step.name, index + 1, chosen.len());
                step::run(step.name, (step.command)(&root()))
            }
        };
        outcomes.push(outcome);
    }
    Ok(summarise(&outcomes, start))
}

fn failed_before(outcomes: &[Outcome], step: &Step) -> Option<&'static str> {
    outcomes
        .iter()
        .find(|outcome| Some(outcome.name) == step.after && outcome.end != End::Passed)
        .map(|outcome| outcome.name)
}

fn summarise(outcomes: &[Outcome], start: Instant) -> ExitCode {
    println!("\n── summary ──");
    for outcome in outcomes {
        let verdict = match &outcome.end {
            End::Passed => "passed".to_owned(),
            End::Failed(how) => format!("FAILED ({how})"),
            End::Skipped(cause) => format!("SKIPPED, because `{cause}` did not pass"),
        };
        println!(
            "{:<24} {:>7.1} s  {:>5}  {verdict}",
            outcome.name,
            outcome.took.as_secs_f64(),
            outcome.tally.passed
        );
    }
    let total = outcomes.iter().fold(Tally::default(), |total, outcome| total.and(outcome.tally));
    println!("in {:.0} s", start.elapsed().as_secs_f64());
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 && total.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::{STEPS, failed_before};
    use crate::step;

    #[test]
    fn every_step_comes_after_the_one_it_builds_on() {
        for (index, step) in STEPS.iter().enumerate() {
            let known =
                step.after.is_none_or(|name| STEPS.iter().take(index).any(|earlier| earlier.name == name));
            assert!(known, "`{}` names a step that does not come before it", step.name);
        }
    }

    #[test]
    fn a_step_is_not_tried_after_its_ground_has_failed() {
        let failed = step::run("rust: build", std::process::Command::new("false"));
        let later = STEPS.iter().find(|step| step.name == "rust: tests").expect("in the list");
        assert_eq!(failed_before(&[failed], later), Some("rust: build"), "the build failed");
        let passed = step::run("rust: build", std::process::Command::new("true"));
        assert_eq!(failed_before(&[passed], later), None, "the build passed");
    }
}
