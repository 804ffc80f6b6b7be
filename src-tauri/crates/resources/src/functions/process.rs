//! One warm child process: started with an argument list and a scrubbed environment, never through a shell.

use std::ffi::OsString;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use axum::body::Bytes;
use tokio::process::{Child, ChildStdin, Command};

use super::output::Output;
use super::runtime_api::{Invocation, Said, Seat};
use super::{FunctionName, HandlerFile, Language};

/// What handlers run with; given by the host, which alone reads the machine's environment.
#[derive(Clone, Debug)]
pub struct Interpreters {
    /// Python 3.
    pub python: OsString,
    /// Node 18 or later.
    pub node: OsString,
    /// The whole environment of a handler besides the `AWS_…` variables: nothing of ours is passed on.
    pub environment: Vec<(OsString, OsString)>,
}

const PYTHON_BOOTSTRAP: &str = include_str!("bootstrap.py");
const NODE_BOOTSTRAP: &str = include_str!("bootstrap.mjs");

/// A process that has loaded, or is loading, one handler.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    /// Its end tells the handler that we are gone. Not left in `child`, which closes it when it is waited for.
    #[allow(dead_code, reason = "held open, never used")]
    lifeline: Option<ChildStdin>,
    seat: Seat,
    output: Output,
}

/// How a handler's output is read.
#[derive(Debug)]
pub(super) struct Printed {
    /// Line that the bootstrap prints on both streams after each invocation; random, so no handler prints it by chance.
    pub end_mark: String,
    /// How much is kept of one invocation.
    pub bytes_max: usize,
}

/// How an invocation ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// The handler's result, JSON.
    Answered(Bytes),
    /// The handler threw; Lambda's error JSON.
    Threw(Bytes),
    /// The handler could not be loaded, and the process is about to end; Lambda's error JSON.
    NotLoaded(Bytes),
    /// It said more than Lambda takes; the process may be stuck with the rest.
    SaidTooMuch,
    /// The process is gone: its exit status in words.
    Exited(String),
    /// The time was over; the process has been killed.
    TimedOut,
}

impl Process {
    /// Starts the interpreter on `handler`.
    pub fn start(
        interpreters: &Interpreters,
        function: &FunctionName,
        handler: &HandlerFile,
        seat: Seat,
        printed: &Printed,
    ) -> std::io::Result<Self> {
        let mut command = match handler.language {
            Language::Python => {
                let mut command = Command::new(&interpreters.python);
                command.args(["-c", PYTHON_BOOTSTRAP]);
                command
            }
            Language::Node => {
                let mut command = Command::new(&interpreters.node);
                command.args(["--input-type=module", "--eval", NODE_BOOTSTRAP, "--"]);
                command
            }
        };
        let folder = handler.path.parent().unwrap_or(Path::new("."));
        // Ctrl-C at a terminal is for us; we stop the execution, and that ends its handlers.
        #[cfg(unix)]
        command.process_group(0);
        let mut child = command
            .arg(&handler.path)
            .arg(&printed.end_mark)
            .current_dir(folder)
            .env_clear()
            .envs(interpreters.environment.iter().map(|(name, value)| (name, value)))
            .envs(lambda_environment(function, folder, &seat.api))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(std::io::Error::other("the handler's output could not be connected"));
        };
        let output = Output::follow((stdout, stderr), &printed.end_mark, printed.bytes_max);
        Ok(Self { lifeline: child.stdin.take(), child, seat, output })
    }

    /// Runs one event; afterwards the process may be used again only if it [`Ended::Answered`] or [`Ended::Threw`].
    /// Dropping the future leaves the process in an unknown state: drop the process with it.
    pub async fn invoke(&mut self, invocation: Invocation, limit: Duration) -> (Ended, String) {
        // A closed channel means that the process is gone, which the wait below reports.
        let _ = self.seat.invocations.send(invocation).await;
        let ended = tokio::select! {
            biased;
            said = self.seat.said.recv() => match said {
                Some(Said::Response(body)) => Ended::Answered(body),
                Some(Said::Error(body)) => Ended::Threw(body),
                Some(Said::InitError(body)) => Ended::NotLoaded(body),
                Some(Said::TooMuch) => Ended::SaidTooMuch,
                None => Ended::Exited("the connection to the process was closed".to_owned()),
            },
            status = self.child.wait() => Ended::Exited(match status {
                Ok(status) => status.to_string(),
                Err(error) => error.to_string(),
            }),
            () = tokio::time::sleep(limit) => {
                let _ = self.child.kill().await;
                Ended::TimedOut
            }
        };
        (ended, self.output.take().await)
    }

    /// What happens when Signalbox is gone; waits for the end of the process.
    #[cfg(test)]
    pub async fn lose_signalbox(&mut self) {
        drop(self.lifeline.take());
        self.child.wait().await.expect("it ends");
    }

    /// Whether it still runs and can take another event.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

fn lambda_environment(function: &FunctionName, folder: &Path, api: &str) -> Vec<(&'static str, OsString)> {
    let group = format!("/aws/lambda/{function}");
    vec![
        ("AWS_LAMBDA_RUNTIME_API", api.into()),
        ("AWS_LAMBDA_FUNCTION_NAME", function.as_str().into()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".into()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128".into()),
        ("AWS_LAMBDA_LOG_GROUP_NAME", group.into()),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "local".into()),
        ("AWS_REGION", "us-east-1".into()),
        ("AWS_DEFAULT_REGION", "us-east-1".into()),
        ("LAMBDA_TASK_ROOT", folder.into()),
        ("PYTHONDONTWRITEBYTECODE", "1".into()),
        ("PYTHONIOENCODING", "utf-8".into()),
        ("TZ", "UTC".into()),
    ]
}
