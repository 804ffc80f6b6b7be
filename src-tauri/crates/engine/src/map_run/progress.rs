//! How far a Map Run is, and what is to be done next: a fold of what happened.

use serde::{Deserialize, Serialize};

use super::Percentage;
use crate::Failure;

/// Children at once, whatever the definition says (AWS's quota).
pub const CONCURRENCY_MAX: u32 = 10_000;

/// What `UpdateMapRun` can change while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// `MaxConcurrency`; 0 for as many as there may be.
    pub concurrency_max: u32,
    /// `ToleratedFailureCount`, in items.
    pub tolerated_count: Option<u64>,
    /// `ToleratedFailurePercentage`.
    pub tolerated_percentage: Option<Percentage>,
}

/// How many items, or how many executions, are in which status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Read, not started.
    pub pending: u64,
    /// Started, not over.
    pub running: u64,
    /// Ended well.
    pub succeeded: u64,
    /// Failed.
    pub failed: u64,
    /// Ran out of time.
    pub timed_out: u64,
    /// Stopped.
    pub aborted: u64,
    /// Did not succeed, and wait for their redrive.
    #[serde(default)]
    pub pending_redrive: u64,
}

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// Well.
    Succeeded,
    /// It failed.
    Failed,
    /// It ran out of time.
    TimedOut,
    /// Somebody stopped it.
    Aborted,
}

/// Something that happened to a Map Run. `items` is how many items the child stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// The input of a child is known.
    Read {
        /// Its items.
        items: u64,
    },
    /// There are no more items.
    Exhausted,
    /// A child that did not succeed is to be redriven.
    PendingRedrive {
        /// Its items.
        items: u64,
    },
    /// A child was redriven.
    Redriven {
        /// Its items.
        items: u64,
    },
    /// A child was started.
    Started {
        /// Its items.
        items: u64,
    },
    /// A child could not be kept, and was not started after all.
    NotStarted {
        /// Its items.
        items: u64,
    },
    /// A child is over.
    Ended {
        /// Its items.
        items: u64,
        /// How.
        ending: Ending,
    },
    /// Reading or selecting an item failed.
    Broken(Failure),
    /// The settings were changed.
    Changed(Settings),
    /// The execution around it does not wait any more.
    Stopped,
}

/// What follows.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It goes on; more children may be started while [`Progress::may_start`] says so.
    Going,
    /// It goes down: no more children, and those that run are to be stopped.
    Ending,
    /// All children have ended, and no more failed than tolerated.
    Succeeded,
    /// It failed, and no child runs any more.
    Failed(Failure),
    /// It was stopped, and no child runs any more.
    Aborted,
}

/// The fold.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// By items.
    pub items: Counts,
    /// By child executions.
    pub executions: Counts,
    settings: Settings,
    is_exhausted: bool,
    end: Option<End>,
}

/// Why it goes down before its items are done.
#[derive(Clone, Debug, PartialEq)]
enum End {
    Failure(Failure),
    Stopped,
}

impl Counts {
    /// All together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.pending + self.pending_redrive + self.running + self.ended()
    }

    /// Those that are over.
    #[must_use]
    pub fn ended(&self) -> u64 {
        self.succeeded + self.failed + self.timed_out + self.aborted
    }

    fn of(&mut self, ending: Ending) -> &mut u64 {
        match ending {
            Ending::Succeeded => &mut self.succeeded,
            Ending::Failed => &mut self.failed,
            Ending::TimedOut => &mut self.timed_out,
            Ending::Aborted => &mut self.aborted,
        }
    }

    fn read(&mut self, count: u64) {
        self.pending += count;
    }

    fn redriven(&mut self, count: u64) {
        self.pending_redrive = self.pending_redrive.saturating_sub(count);
        self.running += count;
    }

    fn started(&mut self, count: u64) {
        self.pending = self.pending.saturating_sub(count);
        self.running += count;
    }

    fn ended_as(&mut self, count: u64, ending: Ending) {
        self.running = self.running.saturating_sub(count);
        *self.of(ending) += count;
    }

    fn taken_back(&mut self, count: u64) {
        self.running = self.running.saturating_sub(count);
        self.pending += count;
    }
}

impl Progress {
    /// Before anything happened.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let (items, executions) = (Counts::default(), Counts::default());
        Self { items, executions, settings, is_exhausted: false, end: None }
    }

    /// What holds now.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// Takes one more happening into account. Total.
    pub fn apply(&mut self, happening: &Happening) {
        match happening {
            Happening::Read { items } => {
                self.items.read(*items);
                self.executions.read(1);
            }
            Happening::PendingRedrive { items } => {
                self.items.pending_redrive += items;
                self.executions.pending_redrive += 1;
            }
            Happening::Redriven { items } => {
                self.items.redriven(*items);
                self.executions.redriven(1);
            }
            Happening::Started { items } => {
                self.items.started(*items);
                self.executions.started(1);
            }
            Happening::NotStarted { items } => {
                self.items.taken_back(*items);
                self.executions.taken_back(1);
            }
            Happening::Ended { items, ending } => {
                self.items.ended_as(*items, *ending);
                self.executions.ended_as(1, *ending);
            }
            Happening::Exhausted => self.is_exhausted = true,
            Happening::Broken(failure) => self.go_down(End::Failure(failure.clone())),
            Happening::Changed(settings) => self.settings = *settings,
            Happening::Stopped => self.go_down(End::Stopped),
        }
        if self.end.is_none() && self.is_too_much() {
            let failure = Failure::new(
                "States.ExceedToleratedFailureThreshold",
                "The specified tolerated failure threshold was exceeded",
            );
            self.go_down(End::Failure(failure));
        }
    }

    /// Whether one more child may be started now.
    #[must_use]
    pub fn may_start(&self) -> bool {
        let most = match self.settings.concurrency_max {
            0 => CONCURRENCY_MAX,
            most => most.min(CONCURRENCY_MAX),
        };
        self.end.is_none() && self.executions.running < u64::from(most)
    }

    /// What follows.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let is_quiet = self.executions.running == 0;
        match &self.end {
            Some(_) if !is_quiet => Verdict::Ending,
            Some(End::Failure(failure)) => Verdict::Failed(failure.clone()),
            Some(End::Stopped) => Verdict::Aborted,
            None if is_quiet && self.is_exhausted && !self.is_waiting() => Verdict::Succeeded,
            None => Verdict::Going,
        }
    }

    /// Whether there are children to be begun.
    fn is_waiting(&self) -> bool {
        self.executions.pending + self.executions.pending_redrive > 0
    }

    fn go_down(&mut self, end: End) {
        if self.end.is_none() {
            self.end = Some(end);
        }
    }

    /// Of the two thresholds the configured ones count; if none is, nothing may fail. A part of the items can only be
    /// told once all are known.
    fn is_too_much(&self) -> bool {
        let failures = self.items.failed + self.items.timed_out;
        let Settings { tolerated_count, tolerated_percentage, .. } = self.settings;
        if failures == 0 {
            return false;
        }
        let (count, percentage) = match (tolerated_count, tolerated_percentage) {
            (None, None) => (Some(0), None),
            given => given,
        };
        count.is_some_and(|most| failures > most)
            || percentage.is_some_and(|most| self.is_exhausted && self.percentage(failures) > most.0)
    }

    #[allow(clippy::cast_precision_loss, reason = "a Map Run has far less than 2^52 items")]
    fn percentage(&self, failures: u64) -> f64 {
        failures as f64 * 100.0 / self.items.total().max(1) as f64
    }
}
