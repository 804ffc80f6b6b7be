//! The files of one log group: the newest, to which records are appended, and a few older ones.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use md5::{Digest as _, Md5};

use crate::objects::file_name;

/// A file that has grown to this many bytes is put aside.
pub const FILE_BYTES_MAX: u64 = 64 << 20;
/// Older files that are kept; beyond that the oldest goes.
pub const OLD_FILES: u32 = 3;

/// So many bytes are written by themselves: to gather them would be one more copy.
const LARGE: usize = 64 << 10;

/// Longest name, in bytes, that leaves room for the endings on the file systems in use.
const NAME_BYTES_MAX: usize = 200;

/// Records on their way to a file.
#[derive(Debug)]
pub(super) struct GroupFile {
    path: PathBuf,
    open: Option<Open>,
    records: Vec<u8>,
    count: u64,
}

#[derive(Debug)]
struct Open {
    file: File,
    /// Bytes of whole records.
    length: u64,
}

impl GroupFile {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, open: None, records: Vec::new(), count: 0 }
    }

    /// Takes records to be written later, many small ones together; gives the number of those that were lost.
    pub(super) fn take(&mut self, records: Vec<u8>, count: u64) -> u64 {
        if records.len() < LARGE {
            self.records.extend_from_slice(&records);
            self.count += count;
            return 0;
        }
        let lost = self.write_out();
        (self.records, self.count) = (records, count);
        lost + self.write_out()
    }

    /// Writes what is in the buffer; gives the number of records that were lost instead.
    pub(super) fn write_out(&mut self) -> u64 {
        if self.records.is_empty() {
            return 0;
        }
        let written = self.try_write();
        let count = std::mem::take(&mut self.count);
        self.records.clear();
        match written {
            Ok(()) => 0,
            Err(_) => {
                // Next time from the beginning: the folder may be gone, or there again.
                self.open = None;
                count
            }
        }
    }

    fn try_write(&mut self) -> io::Result<()> {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => Open::at(&self.path)?,
        };
        if open.length > 0 && open.length.saturating_add(self.records.len() as u64) > FILE_BYTES_MAX {
            drop(open);
            put_aside(&self.path)?;
            open = Open::at(&self.path)?;
        }
        open.append(&self.records)?;
        self.open = Some(open);
        Ok(())
    }
}

impl Open {
    /// Opens or makes the file. What a crash cut off in the middle of a record becomes a line of its own.
    fn at(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        // Records hold what workflows work on, which is nobody else's business.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        let length = file.metadata()?.len();
        let mut open = Self { length, file: file.try_clone()? };
        if length > 0 {
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            if last != *b"\n" {
                open.append(b"\n")?;
            }
        }
        Ok(open)
    }

    /// All or nothing, as far as the disk allows.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = self.file.write_all(bytes);
        match &written {
            Ok(()) => self.length += bytes.len() as u64,
            Err(_) => self.file.set_len(self.length)?,
        }
        written
    }
}

/// Makes room for a new file: `x.jsonl` becomes `x.jsonl.1`, that becomes `x.jsonl.2`, and the oldest goes.
fn put_aside(path: &Path) -> io::Result<()> {
    for age in (1..OLD_FILES).rev() {
        match fs::rename(aged(path, age), aged(path, age + 1)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(path, aged(path, 1))
}

/// The older file of that age, 1 the youngest.
fn aged(path: &Path, age: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{age}"));
    name.into()
}

/// The newest file of a log group, `arn:aws:logs:region:account:log-group:NAME:*`; its name as objects are named.
pub(super) fn path(folder: &Path, log_group_arn: &str) -> PathBuf {
    let name = log_group_arn.splitn(7, ':').nth(6).unwrap_or(log_group_arn);
    let name = name.strip_suffix(":*").unwrap_or(name);
    folder.join(format!("{}.jsonl", file_name(name)))
}

fn file_name(group: &str) -> String {
    let name = file_name::encode(group);
    if name.len() <= NAME_BYTES_MAX {
        return name;
    }
    let digest = hex::encode(Md5::digest(group));
    let kept = name.char_indices().take_while(|(at, _)| at + digest.len() < NAME_BYTES_MAX);
    kept.map(|(_, letter)| letter).chain(['-']).chain(digest.chars()).collect()
}
