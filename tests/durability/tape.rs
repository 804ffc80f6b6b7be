//! What a process did to its data folder and said to others, call by call, as `strace` saw it.
//!
//! The order is the one in which the calls ended. SQLite maps only its index of the log (`-shm`) into memory, which is
//! made anew after a crash; everything else it writes is seen here.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The calls that are watched: whatever changes files, and what is said.
const CALLS: &str =
    "openat,lseek,pwrite64,write,fdatasync,fsync,ftruncate,rename,renameat,renameat2,unlink,unlinkat";

/// One call that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A file of the data folder is there, perhaps since now.
    Create(PathBuf),
    /// Bytes were written at a place.
    Write { file: PathBuf, at: usize, bytes: Vec<u8> },
    /// A file was cut or extended.
    SetLength { file: PathBuf, length: usize },
    /// A file, or the folder itself, was flushed; or the disk said that it could not.
    Flush { file: PathBuf, is_ok: bool },
    /// A file got another name.
    Rename { from: PathBuf, to: PathBuf },
    /// A name is gone.
    Remove(PathBuf),
    /// A line on standard output: a promise.
    Said(String),
    /// A line in a file beside the data folder: the world outside.
    Done { file: PathBuf, line: String },
}

/// A command under `strace`, with more of its options.
pub fn under_strace(trace: &Path, options: &[&str]) -> Command {
    let mut command = Command::new("strace");
    command.args(["--follow-forks", "--seccomp-bpf", "-qq", "-xx", "-y", "-s", "4000000", "-o"]).arg(trace);
    command.arg("--trace").arg(CALLS).args(options);
    command
}

/// The steps of a trace that concern `data` or what lies beside it.
pub fn read(trace: &Path, data: &Path) -> Vec<Step> {
    let text = std::fs::read_to_string(trace).unwrap();
    let mut begun: HashMap<&str, String> = HashMap::new();
    let mut position = 0;
    let mut steps = Vec::new();
    for line in text.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        let whole = if let Some(start) = call.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, start.to_owned());
            continue;
        } else if let Some(rest) = call.strip_prefix("<... ") {
            let Some((_, rest)) = rest.split_once(" resumed>") else { continue };
            begun.remove(thread).unwrap_or_default() + rest
        } else {
            call.to_owned()
        };
        steps.extend(step(&whole, data, &mut position));
    }
    steps
}

/// A call as `name(arguments) = result`. The position is that of the one file of a database that is written by `write`
/// at a time.
fn step(call: &str, data: &Path, position: &mut usize) -> Option<Step> {
    let (name, rest) = call.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    let arguments: Vec<&str> = arguments.trim_end().strip_suffix(')')?.split(", ").collect();
    let is_ok = !result.starts_with('-');
    if name == "fdatasync" || name == "fsync" {
        let file = of_descriptor(arguments.first()?)?;
        return is_ours(&file, data).then_some(Step::Flush { file, is_ok });
    }
    if !is_ok {
        return None;
    }
    let argument = |at: usize| arguments.get(at).copied();
    match name {
        "openat" => {
            let file = of_descriptor(result)?;
            (is_database(&file, data) && argument(2)?.contains("O_CREAT")).then_some(Step::Create(file))
        }
        "pwrite64" => {
            let file = of_descriptor(argument(0)?)?;
            let mut bytes = of_text(argument(1)?)?;
            bytes.truncate(result.split(' ').next()?.parse().ok()?);
            let at = argument(3)?.parse().ok()?;
            is_database(&file, data).then_some(Step::Write { file, at, bytes })
        }
        "lseek" if is_database(&of_descriptor(argument(0)?)?, data) => {
            *position = result.parse().ok()?;
            None
        }
        "write" if is_database(&of_descriptor(argument(0)?)?, data) => {
            let bytes = of_text(argument(1)?)?;
            let at = *position;
            *position += bytes.len();
            Some(Step::Write { file: of_descriptor(argument(0)?)?, at, bytes })
        }
        "write" => said(&of_descriptor(argument(0)?)?, argument(0)?, &of_text(argument(1)?)?, data),
        "ftruncate" => {
            let file = of_descriptor(argument(0)?)?;
            let length = argument(1)?.parse().ok()?;
            is_database(&file, data).then_some(Step::SetLength { file, length })
        }
        "rename" => renamed(argument(0)?, argument(1)?, data),
        "renameat" | "renameat2" => renamed(argument(1)?, argument(3)?, data),
        "unlink" => removed(argument(0)?, data),
        "unlinkat" => removed(argument(1)?, data),
        _ => None,
    }
}

fn said(file: &Path, descriptor: &str, bytes: &[u8], data: &Path) -> Option<Step> {
    let line = String::from_utf8_lossy(bytes);
    let line = line.strip_suffix('\n')?.to_owned();
    if descriptor.starts_with("1<") {
        return Some(Step::Said(line));
    }
    (file.parent() == data.parent()).then(|| Step::Done { file: file.into(), line })
}

fn renamed(from: &str, to: &str, data: &Path) -> Option<Step> {
    let (from, to) = (path(from)?, path(to)?);
    is_database(&to, data).then_some(Step::Rename { from, to })
}

fn removed(name: &str, data: &Path) -> Option<Step> {
    let name = path(name)?;
    is_database(&name, data).then_some(Step::Remove(name))
}

fn is_ours(file: &Path, data: &Path) -> bool {
    file == data || is_database(file, data)
}

/// The database and its log, under their present names or the ones they are made under.
fn is_database(file: &Path, data: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.parent() == Some(data) && name.starts_with("signalbox.db") && !name.ends_with("-shm")
}

/// `5<path>`, the path in hexadecimal escapes.
fn of_descriptor(text: &str) -> Option<PathBuf> {
    let (_, rest) = text.split_once('<')?;
    let (escaped, _) = rest.split_once('>')?;
    Some(String::from_utf8(unescape(escaped)?).ok()?.into())
}

fn path(text: &str) -> Option<PathBuf> {
    Some(String::from_utf8(of_text(text)?).ok()?.into())
}

fn of_text(text: &str) -> Option<Vec<u8>> {
    unescape(text.strip_prefix('"')?.strip_suffix('"')?)
}

fn unescape(text: &str) -> Option<Vec<u8>> {
    text.split("\\x").skip(1).map(|digits| u8::from_str_radix(digits, 16).ok()).collect()
}

#[test]
fn a_call_is_read_as_strace_writes_it() {
    let data = Path::new("/d");
    let hex = |text: &str| text.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    let file = hex("/d/signalbox.db-wal");
    let cases = [
        (
            format!("pwrite64(5<{file}>, \"\\x00\\x0a\", 2, 24) = 2"),
            Step::Write { file: "/d/signalbox.db-wal".into(), at: 24, bytes: vec![0, 10] },
        ),
        (
            format!("fdatasync(5<{file}>) = -1 EIO (Input/output error) (INJECTED)"),
            Step::Flush { file: "/d/signalbox.db-wal".into(), is_ok: false },
        ),
        (format!("write(1<{}>, \"{}\", 5) = 5", hex("pipe:[1]"), hex("open\n")), Step::Said("open".into())),
        (
            format!("rename(\"{}\", \"{}\") = 0", hex("/d/signalbox.db-new"), hex("/d/signalbox.db")),
            Step::Rename { from: "/d/signalbox.db-new".into(), to: "/d/signalbox.db".into() },
        ),
    ];
    for (call, expected) in cases {
        assert_eq!(step(&call, data, &mut 0), Some(expected), "{call}");
    }
}
