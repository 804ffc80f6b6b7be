//! A dummy process and the folder it works on.

use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use support::folder::Folder;

use crate::tape::{self, Step};

const DUMMY: &str = env!("CARGO_BIN_EXE_crash_dummy");
/// Pages in the log of a process that is watched.
const CHECKPOINT: &str = "8";

/// The folder that outlives every process killed on it.
pub struct Scene {
    folder: Folder,
}

/// When the process is to die.
#[derive(Clone, Debug)]
pub enum Death {
    /// This long after its start, perhaps before it has opened the database.
    Early(Duration),
    /// This long after it has opened the database.
    After(Duration),
    /// By its own hand, at a point of a commit: `flush:7`.
    At(String),
    /// By its own hand, when a batch has failed; not at all if none does.
    OfFailure,
    /// Not at all: it finishes its work.
    Natural,
}

/// What a process left.
pub struct Remains {
    /// The lines it had completed.
    pub lines: Vec<String>,
    /// What it wrote about errors.
    pub complaint: String,
    /// Whether it ended well by itself.
    pub finished: bool,
}

impl Scene {
    pub fn new() -> Self {
        Self { folder: Folder::new("durability") }
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Lines of a file that integrations wrote to.
    pub fn trace(&self, name: &str) -> Vec<String> {
        let text = std::fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// A folder in the state in which somebody else left it: `write` makes the files of the database, `done` says what
    /// happened outside.
    pub fn left_behind(write: impl FnOnce(&Path), done: &[(String, String)]) -> Self {
        let scene = Self { folder: Folder::quick("left-behind") };
        std::fs::create_dir(scene.data()).unwrap();
        write(&scene.data());
        for (file, line) in done {
            let mut options = OpenOptions::new();
            let mut file = options.create(true).append(true).open(scene.folder.path().join(file)).unwrap();
            writeln!(file, "{line}").unwrap();
        }
        scene
    }

    /// Starts the dummy; `starts` executions are started at once.
    pub fn start(&self, seed: u64, starts: u64, death: &Death, environment: &[(&str, &str)]) -> Child {
        self.start_as(Command::new(DUMMY), seed, starts, death, environment)
    }

    /// Runs the dummy under `strace` to its end; gives also what it did, call by call. `options` are those of `strace`.
    /// Its log is copied into the main file after every few commits, so this is seen as often as commits are.
    pub fn record(&self, seed: u64, starts: u64, death: &Death, options: &[&str]) -> (Remains, Vec<Step>) {
        let trace = self.folder.path().join("trace");
        let mut command = tape::under_strace(&trace, options);
        command.arg(DUMMY);
        let environment = [("SIGNALBOX_CLOCK", "jumping"), ("SIGNALBOX_CHECKPOINT", CHECKPOINT)];
        let mut child = self.start_as(command, seed, starts, death, &environment);
        let lines = read_lines(child.stdout.take().unwrap(), |_| {});
        (remains(child, lines), tape::read(&trace, &self.data()))
    }

    fn start_as(
        &self,
        mut command: Command,
        seed: u64,
        starts: u64,
        death: &Death,
        environment: &[(&str, &str)],
    ) -> Child {
        command.arg(self.data()).arg(seed.to_string()).arg(starts.to_string());
        match death {
            Death::Early(_) | Death::After(_) => {}
            Death::At(point) => {
                command.env("SIGNALBOX_KILL_AT", point);
            }
            Death::OfFailure => {
                command.env("SIGNALBOX_KILL_AT", "failure:1").arg("finish");
            }
            Death::Natural => {
                command.arg("finish");
            }
        }
        command.envs(environment.iter().copied());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        child.unwrap_or_else(|error| panic!("`{}`: {error}", command.get_program().display()))
    }

    /// Runs the dummy to its end with waits that take no time.
    pub fn run_fast(&self, seed: u64, starts: u64, death: &Death) -> Remains {
        let mut child = self.start(seed, starts, death, &[("SIGNALBOX_CLOCK", "jumping")]);
        let lines = read_lines(child.stdout.take().unwrap(), |_| {});
        remains(child, lines)
    }

    /// Runs the dummy until its death.
    pub fn run(&self, seed: u64, starts: u64, death: &Death) -> Remains {
        let mut child = self.start(seed, starts, death, &[]);
        if let Death::Early(delay) | Death::After(delay) = death {
            let stdout = child.stdout.take().unwrap();
            let (opened, is_open) = mpsc::channel();
            let reader = std::thread::spawn(move || {
                read_lines(stdout, |_| {
                    let _ = opened.send(());
                })
            });
            if matches!(death, Death::After(_)) {
                let _ = is_open.recv();
            }
            std::thread::sleep(*delay);
            child.kill().unwrap();
            return remains(child, reader.join().unwrap());
        }
        let stdout = child.stdout.take().unwrap();
        let lines = read_lines(stdout, |_| {});
        remains(child, lines)
    }
}

/// Reads whole lines until the end; a line that was cut off is no promise.
pub fn read_lines(stdout: impl std::io::Read, mut each: impl FnMut(&str)) -> Vec<String> {
    let mut reader = BufReader::new(stdout);
    let mut lines = Vec::new();
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
        if let Some(whole) = line.strip_suffix('\n') {
            each(whole);
            lines.push(whole.to_owned());
        }
        line.clear();
    }
    lines
}

/// Waits for the process to be gone.
pub fn remains(mut child: Child, lines: Vec<String>) -> Remains {
    let mut complaint = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        let _ = stderr.read_to_string(&mut complaint);
    }
    let finished = child.wait().unwrap().success();
    Remains { lines, complaint, finished }
}
