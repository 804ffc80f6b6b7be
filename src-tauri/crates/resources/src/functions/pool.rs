//! Warm processes: kept per handler, one event at a time each, a few side by side.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use engine::Failure;
use tokio::sync::Semaphore;

use super::process::{Ended, Interpreters, Printed, Process};
use super::runtime_api::{Invocation, RuntimeApi};
use crate::Chance;

use super::{FunctionName, HandlerFile, Language, failure};

/// Bounds on what handlers may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest run of one invocation.
    pub run_max: Duration,
    /// Printed bytes kept per invocation.
    pub output_bytes_max: usize,
    /// Processes side by side per handler.
    pub processes_max: usize,
    /// Processes of all handlers that wait for their next event.
    pub idle_max: usize,
    /// Invocations whose output is remembered.
    pub invocations_max: usize,
}

/// What one invocation left behind, for the Logs tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvocationRecord {
    /// Request id the handler saw.
    pub request_id: String,
    /// Execution that asked, empty if none did.
    pub execution_arn: String,
    /// Function's name.
    pub function: String,
    /// When it began, milliseconds since 1970.
    pub started_at: i64,
    /// When it ended.
    pub ended_at: i64,
    /// Everything it printed, on both streams.
    pub output: String,
}

/// Runs handlers.
#[derive(Debug)]
pub struct Functions {
    interpreters: Interpreters,
    limits: Limits,
    chance: Chance,
    api: RuntimeApi,
    handlers: Mutex<HashMap<PathBuf, Arc<Warm>>>,
    records: Mutex<VecDeque<InvocationRecord>>,
}

/// The processes of one version of one handler.
#[derive(Debug)]
struct Warm {
    version: Option<SystemTime>,
    room: Semaphore,
    idle: Mutex<Vec<Process>>,
}

/// One event for one function.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Which function.
    pub function: &'a FunctionName,
    /// Where its handler is.
    pub handler: &'a HandlerFile,
    /// The event, JSON.
    pub event: &'a str,
    /// Who asks.
    pub execution_arn: &'a str,
}

impl Functions {
    /// Opens the Runtime API; no process is started before the first call.
    ///
    /// # Errors
    /// If no loopback port can be opened.
    pub async fn open(interpreters: Interpreters, limits: Limits, chance: Chance) -> std::io::Result<Self> {
        let api = RuntimeApi::open().await?;
        Ok(Self { interpreters, limits, chance, api, handlers: Mutex::default(), records: Mutex::default() })
    }

    /// Runs the handler on one event and gives its result as JSON text.
    ///
    /// Dropping the future kills the process: that is how an invocation is abandoned.
    ///
    /// # Errors
    /// The failure the execution sees, with Lambda's names.
    pub async fn invoke(&self, call: Call<'_>) -> Result<String, Failure> {
        let warm = self.warm(&call.handler.path);
        // The semaphore is never closed.
        let _room = warm.room.acquire().await.ok();
        let mut process = match warm.take_idle() {
            Some(process) => process,
            None => self.start(call)?,
        };
        let request_id = self.chance.uuid();
        let started_at = self.chance.now();
        let invocation = Invocation {
            id: request_id.clone(),
            function_arn: call.function.arn(),
            event: call.event.to_owned(),
            deadline: started_at
                .saturating_add(i64::try_from(self.limits.run_max.as_millis()).unwrap_or(i64::MAX)),
        };
        let (ended, output) = process.invoke(invocation, self.limits.run_max).await;
        self.remember(InvocationRecord {
            request_id: request_id.clone(),
            execution_arn: call.execution_arn.to_owned(),
            function: call.function.to_string(),
            started_at,
            ended_at: self.chance.now(),
            output,
        });
        match ended {
            Ended::Answered(body) => {
                self.keep(&warm, process);
                let text =
                    String::from_utf8(body.into()).map_err(|_| failure::malformed(call.function.as_str()))?;
                let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
                if is_json { Ok(text) } else { Err(failure::malformed(call.function.as_str())) }
            }
            Ended::Threw(body) => {
                self.keep(&warm, process);
                Err(failure::threw(&String::from_utf8_lossy(&body)))
            }
            Ended::NotLoaded(body) => Err(failure::threw(&String::from_utf8_lossy(&body))),
            Ended::SaidTooMuch => Err(failure::too_large()),
            Ended::Exited(status) => Err(failure::exited(&request_id, &status)),
            Ended::TimedOut => Err(failure::timed_out(&request_id, self.limits.run_max)),
        }
    }

    /// What the last invocations of an execution printed, oldest first.
    #[must_use]
    pub fn records(&self, execution_arn: &str) -> Vec<InvocationRecord> {
        let records = lock(&self.records);
        records.iter().filter(|record| record.execution_arn == execution_arn).cloned().collect()
    }

    fn start(&self, call: Call<'_>) -> Result<Process, Failure> {
        let seat = self.api.admit(self.chance.id());
        let printed = Printed {
            end_mark: format!("signalbox:end:{}", self.chance.id()),
            bytes_max: self.limits.output_bytes_max,
        };
        Process::start(&self.interpreters, call.function, call.handler, seat, &printed).map_err(|reason| {
            let interpreter = match call.handler.language {
                Language::Python => &self.interpreters.python,
                Language::Node => &self.interpreters.node,
            };
            failure::not_started(&interpreter.to_string_lossy(), &reason)
        })
    }

    /// The processes for this file as it is now; an edited handler gets new ones, the old end with their last user.
    fn warm(&self, path: &Path) -> Arc<Warm> {
        let version = newest_change(path);
        let mut handlers = lock(&self.handlers);
        if let Some(warm) = handlers.get(path).filter(|warm| warm.version == version) {
            return Arc::clone(warm);
        }
        let room = Semaphore::new(self.limits.processes_max);
        let warm = Arc::new(Warm { version, room, idle: Mutex::default() });
        handlers.insert(path.to_owned(), Arc::clone(&warm));
        warm
    }

    /// Keeps a process warm; one of another handler makes room for it if there are too many.
    fn keep(&self, warm: &Warm, mut process: Process) {
        if !process.is_alive() {
            return;
        }
        lock(&warm.idle).push(process);
        let handlers = lock(&self.handlers);
        let idle: usize = handlers.values().map(|other| lock(&other.idle).len()).sum();
        if idle > self.limits.idle_max {
            let others = handlers.values().filter(|other| !std::ptr::eq(Arc::as_ptr(other), warm));
            // Dropping it ends it.
            drop(others.map(|other| lock(&other.idle).pop()).find(Option::is_some));
        }
    }

    fn remember(&self, record: InvocationRecord) {
        let mut records = lock(&self.records);
        if records.len() >= self.limits.invocations_max {
            records.pop_front();
        }
        records.push_back(record);
    }
}

impl Warm {
    fn take_idle(&self) -> Option<Process> {
        let mut idle = lock(&self.idle);
        while let Some(mut process) = idle.pop() {
            if process.is_alive() {
                return Some(process);
            }
        }
        None
    }
}

/// When anything in the handler's folder last changed: what a handler imports usually lies beside it.
fn newest_change(handler: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(handler.parent()?).ok()?;
    entries.flatten().filter_map(|entry| entry.metadata().ok()?.modified().ok()).max()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
