//! The log groups of this machine: what AWS would write to CloudWatch Logs, as files of JSON lines.
//!
//! Executions hand their records over and go on; one thread writes them. It begins with the first record, so that who
//! logs nothing pays nothing. Like AWS's delivery this is best effort: a disk that is full or fails loses records and
//! never an execution. What was handed over is written before the program ends, unless it is killed.

mod group_file;

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use runtime::{LogSink, LoggedTurn};

use group_file::GroupFile;
pub use group_file::{FILE_BYTES_MAX, OLD_FILES};

/// Bytes that may wait; beyond that, executions that log pause.
const WAITING_BYTES_MAX: usize = 16 << 20;
/// Bytes that are written in one go.
const WRITE_BYTES_MAX: usize = 1 << 20;
/// Log groups whose files stay open.
const OPEN_MAX: usize = 32;

/// Where log records go: `logs` in the data folder.
#[derive(Debug)]
pub struct Logs {
    shared: Arc<Shared>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    queue: Mutex<Queue>,
    /// Something is new in the queue.
    news: Condvar,
    /// The queue is empty and everything is written.
    idle: Condvar,
    waiting_bytes: AtomicUsize,
    lost: AtomicU64,
}

#[derive(Default)]
struct Queue {
    turns: VecDeque<LoggedTurn>,
    is_writing: bool,
    is_closed: bool,
    /// Who wants to know when there is room.
    patient: Vec<Box<dyn FnOnce() + Send>>,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} turns", self.turns.len())
    }
}

impl Logs {
    /// Nothing is made or written before the first record.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        let shared = Shared {
            folder: data.join("logs"),
            queue: Mutex::default(),
            news: Condvar::new(),
            idle: Condvar::new(),
            waiting_bytes: AtomicUsize::new(0),
            lost: AtomicU64::new(0),
        };
        Self { shared: Arc::new(shared), writer: Mutex::default() }
    }

    /// The newest file of a log group, which need not exist yet.
    #[must_use]
    pub fn file(&self, log_group_arn: &str) -> PathBuf {
        group_file::path(&self.shared.folder, log_group_arn)
    }

    /// Records that could not be written.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.shared.lost.load(Ordering::Relaxed)
    }

    /// Waits until everything that was handed over is written, or lost. Blocks.
    pub fn flush(&self) {
        let queue = self.shared.queue();
        let is_busy = |queue: &mut Queue| !queue.turns.is_empty() || queue.is_writing;
        drop(self.shared.idle.wait_while(queue, is_busy).unwrap_or_else(PoisonError::into_inner));
    }

    /// Starts the thread unless it runs; whether it does.
    fn is_served(&self) -> bool {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.is_none() {
            let shared = Arc::clone(&self.shared);
            *writer = thread::Builder::new().name("logs".into()).spawn(move || shared.write()).ok();
        }
        writer.is_some()
    }
}

impl LogSink for Logs {
    fn take(&self, turn: LoggedTurn) {
        if !self.is_served() {
            self.shared.lost.fetch_add(turn.count, Ordering::Relaxed);
            return;
        }
        self.shared.waiting_bytes.fetch_add(turn.records.len(), Ordering::Relaxed);
        let mut queue = self.shared.queue();
        let is_awake = queue.is_writing || !queue.turns.is_empty();
        queue.turns.push_back(turn);
        drop(queue);
        if !is_awake {
            self.shared.news.notify_one();
        }
    }

    fn is_full(&self) -> bool {
        self.shared.waiting_bytes.load(Ordering::Relaxed) >= WAITING_BYTES_MAX
    }

    fn when_there_is_room(&self, call: Box<dyn FnOnce() + Send>) {
        let mut queue = self.shared.queue();
        match self.shared.has_room() {
            true => {
                drop(queue);
                call();
            }
            false => queue.patient.push(call),
        }
    }
}

impl Drop for Logs {
    fn drop(&mut self) {
        self.shared.queue().is_closed = true;
        self.shared.news.notify_one();
        let writer = self.writer.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        let _ = writer.map(JoinHandle::join);
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has_room(&self) -> bool {
        self.waiting_bytes.load(Ordering::Relaxed) < WAITING_BYTES_MAX / 2
    }

    /// Writes until it is closed and everything is written.
    fn write(&self) {
        let mut files = HashMap::new();
        while let Some(turns) = self.next() {
            let bytes = turns.iter().map(|turn| turn.records.len()).sum();
            for turn in turns {
                self.put(&mut files, turn);
            }
            files.values_mut().for_each(|file| self.write_out(file));
            self.waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
            self.written();
        }
    }

    /// Turns to be written together; none at the end.
    fn next(&self) -> Option<Vec<LoggedTurn>> {
        let is_empty = |queue: &mut Queue| queue.turns.is_empty() && !queue.is_closed;
        let mut queue = self.news.wait_while(self.queue(), is_empty).unwrap_or_else(PoisonError::into_inner);
        let (mut turns, mut bytes) = (Vec::new(), 0);
        while bytes < WRITE_BYTES_MAX
            && let Some(turn) = queue.turns.pop_front()
        {
            bytes += turn.records.len();
            turns.push(turn);
        }
        queue.is_writing = !turns.is_empty();
        queue.is_writing.then_some(turns)
    }

    fn written(&self) {
        let mut queue = self.queue();
        queue.is_writing = false;
        let patient = if self.has_room() { std::mem::take(&mut queue.patient) } else { Vec::new() };
        if queue.turns.is_empty() {
            self.idle.notify_all();
        }
        drop(queue);
        patient.into_iter().for_each(|call| call());
    }

    /// Puts records into the buffer of their file.
    fn put(&self, files: &mut HashMap<PathBuf, GroupFile>, turn: LoggedTurn) {
        let path = group_file::path(&self.folder, &turn.logging.log_group_arn);
        if files.len() >= OPEN_MAX && !files.contains_key(&path) {
            files.drain().for_each(|(_, mut file)| self.write_out(&mut file));
        }
        let file = files.entry(path).or_insert_with_key(|path| GroupFile::new(path.clone()));
        self.lost.fetch_add(file.take(turn.records, turn.count), Ordering::Relaxed);
    }

    fn write_out(&self, file: &mut GroupFile) {
        self.lost.fetch_add(file.write_out(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests;
