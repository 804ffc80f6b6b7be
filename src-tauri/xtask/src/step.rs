//! One step of `cargo verify`: a command, shown while it runs, timed, its tests counted.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::tally::Tally;

/// What came of a step.
#[derive(Clone, Debug)]
pub struct Result {
    /// The step's name.
    pub name: &'static str,
    /// How it ended.
    pub end: End,
    /// Tests, or one for a step that is a single check.
    pub tally: Tally,
    /// From start to end.
    pub took: Duration,
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// As it should.
    Passed,
    /// Not as it should; the words say how.
    Failed(String),
    /// Not started, because the step of this name failed.
    Skipped(&'static str),
}

/// Runs `command` and prints what it prints.
pub fn run(name: &'static str, mut command: Command) -> Result {
    let start = Instant::now();
    let (end, counted) =
        match command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
            Err(problem) => (End::Failed(format!("does not start: {problem}")), Tally::default()),
            Ok(mut child) => {
                let counted = relay(child.stdout.take(), child.stderr.take());
                (how_it_ended(child.wait()), counted)
            }
        };
    let tally = tally_of(&end, counted);
    Result { name, end, tally, took: start.elapsed() }
}

fn how_it_ended(status: std::io::Result<std::process::ExitStatus>) -> End {
    match status {
        Ok(status) if status.success() => End::Passed,
        Ok(status) => End::Failed(status.to_string()),
        Err(problem) => End::Failed(problem.to_string()),
    }
}

/// A step that failed without a failed test of its own still counts as one failure.
fn tally_of(end: &End, counted: Tally) -> Tally {
    match end {
        End::Passed if counted == Tally::default() => Tally { passed: 1, failed: 0 },
        End::Passed => counted,
        End::Failed(_) | End::Skipped(_) => Tally { failed: counted.failed.max(1), ..counted },
    }
}

/// A step that could not be tried.
pub fn skip(name: &'static str, because_of: &'static str) -> Result {
    let end = End::Skipped(because_of);
    Result { name, tally: tally_of(&end, Tally::default()), end, took: Duration::ZERO }
}

fn relay(stdout: Option<impl Read + Send + 'static>, stderr: Option<impl Read + Send + 'static>) -> Tally {
    let (sender, lines) = channel::<String>();
    forward(stdout, sender.clone());
    forward(stderr, sender);
    let mut tally = Tally::default();
    for line in lines {
        println!("{line}");
        tally.take(&line);
    }
    tally
}

fn forward(source: Option<impl Read + Send + 'static>, lines: Sender<String>) {
    let Some(source) = source else { return };
    thread::spawn(move || {
        for line in BufReader::new(source).split(b'\n').map_while(std::io::Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned();
            if lines.send(line).is_err() {
                break;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{End, run, skip};
    use crate::tally::Tally;

    #[test]
    fn a_silent_failure_is_still_a_failure() {
        let result = run("shell", Command::new("false"));
        assert!(matches!(result.end, End::Failed(_)), "false fails: {:?}", result.end);
        assert_eq!(result.tally, Tally { passed: 0, failed: 1 }, "one failure");
    }

    #[test]
    fn counted_tests_replace_the_single_check() {
        let mut command = Command::new("echo");
        command.arg("test result: ok. 7 passed; 0 failed;");
        assert_eq!(run("echo", command).tally, Tally { passed: 7, failed: 0 }, "seven, not eight");
        assert_eq!(run("true", Command::new("true")).tally, Tally { passed: 1, failed: 0 }, "a check is one");
    }

    #[test]
    fn a_missing_program_and_a_skipped_step_count_as_failed() {
        assert_eq!(run("nothing", Command::new("signalbox-no-such-program")).tally.failed, 1, "missing");
        assert_eq!(skip("window", "build").tally.failed, 1, "skipped");
    }
}
