//! Drives one Map Run: takes what the feeder has read, starts children, keeps what ended, and tells the execution.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use engine::map_run::{Children, Feed, Happening, Progress, Verdict};
use engine::{Outcome, Program, Ticket, Timestamp};
use store::Written;
use store::tables::map_children::MapChild;
use tokio::sync::mpsc::{Receiver, UnboundedReceiver, WeakUnboundedSender, channel};

use super::feeder::{Fed, Feeder, Waiting};
use super::registry::{Open, Word, stop_child};
use super::{in_memory, results};
use crate::ground::Ground;
use crate::letter::{Letter, Mailbox};
use crate::shard::PAUSE_MILLISECONDS;
use crate::{Change, Origin};

/// Parcels the feeder may be ahead.
const AHEAD_MAX: usize = 4;
/// Parcels that are being written.
const WRITES_MAX: usize = 4;
/// Between two notes that something is new.
const NEWS_MILLISECONDS: i64 = 200;

pub(crate) struct Driver {
    pub(super) ground: Arc<Ground>,
    /// The execution that waits for the result.
    pub(super) parent: (Mailbox, i64, Ticket),
    pub(super) origin: Arc<Origin>,
    pub(super) words: WeakUnboundedSender<Word>,
    pub(super) inbox: UnboundedReceiver<Word>,
    pub(super) progress: Arc<Mutex<Progress>>,
}

/// What a driver needs besides, once it has looked into the database.
pub(super) struct Under {
    /// Number of the Map Run.
    pub(super) id: i64,
    /// How often it was redriven.
    pub(super) redrives: u32,
    pub(super) children: Children,
    pub(super) start: Arc<engine::Start>,
    pub(super) program: Arc<Program>,
    pub(super) definition: Arc<str>,
    /// Children that run, by their numbers.
    pub(super) open: BTreeMap<u64, OpenChild>,
    /// Children to be redriven, and their items.
    pub(super) redriving: VecDeque<(u64, u64)>,
    /// Children to be started, oldest first.
    pub(super) waiting: VecDeque<Waiting>,
    pub(super) fed: Option<Receiver<Fed>>,
    pub(super) writes: VecDeque<Parcel>,
    pub(super) is_stopping: bool,
    pub(super) told_at: i64,
}

/// A child that runs.
pub(super) struct OpenChild {
    pub(super) items: u64,
    /// Its number in its shard, if it runs in memory.
    pub(super) express: Option<i64>,
}

/// Children in memory that are over and on their way to the disk.
pub(super) struct Parcel {
    children: Arc<Vec<MapChild>>,
    written: Written<()>,
    /// They were counted as running.
    were_open: bool,
}

/// The runtime is closing.
pub(super) struct Closed;

impl Driver {
    /// Works until the Map Run is over.
    pub(super) async fn run(mut self, feed: Feed, open: Open) {
        if !self.ground.map_runs.enter(open, self.ground.quotas.open_map_runs).await {
            return;
        }
        let arn = feed.run().arn.clone();
        let end = self.work(feed).await;
        self.ground.map_runs.leave(&arn);
        if let Some(letter) = end {
            let (mailbox, id, _) = &self.parent;
            mailbox.post(*id, letter);
        }
    }

    /// Runs all children; gives what the execution is to be told, unless nobody waits for it any more.
    async fn work(&mut self, feed: Feed) -> Option<Letter> {
        let program = feed.child_program().map(Arc::new)?;
        let (run, start) = (Arc::clone(feed.run()), Arc::clone(feed.parent()));
        let (beginning, mut under) = self.take_up(&run.arn, &start, &program).await?;
        let whole = feed.clone();
        let (sender, receiver) = channel(AHEAD_MAX);
        under.fed = Some(receiver);
        let feeder = Feeder::new(feed, &self.ground, beginning, sender);
        tokio::task::spawn_blocking(move || feeder.run());
        let Ok(verdict) = self.drive(&mut under).await else { return None };
        if verdict == Verdict::Aborted {
            self.close_aborted(&under).await;
            return None;
        }
        let outcome = self.outcome(whole, &under, verdict).await;
        self.keep_counts(&under);
        let clock = match under.start.virtual_time {
            Some(_) => self.ground.store.read(|tables| tables.map_children().last_end(under.id)),
            None => Ok(None),
        };
        let clock = clock.ok().flatten().map(Timestamp);
        Some(Letter::MapRunEnded { ticket: self.parent.2, outcome, clock })
    }

    /// Goes on until there is a final verdict.
    async fn drive(&mut self, under: &mut Under) -> Result<Verdict, Closed> {
        loop {
            match self.see(|progress| progress.verdict()) {
                Verdict::Going => self.start_waiting(under)?,
                Verdict::Ending => self.stop_children(under),
                // What ended in memory is counted once it is on disk.
                verdict if under.writes.is_empty() => return Ok(verdict),
                _ => self.written(under).await,
            }
            self.tell_news(under);
            let is_going = matches!(self.see(|progress| progress.verdict()), Verdict::Going);
            if !is_going {
                under.fed = None;
                under.waiting.clear();
            }
            self.hear(under).await?;
        }
    }

    /// Waits for whatever comes first.
    async fn hear(&mut self, under: &mut Under) -> Result<(), Closed> {
        let is_hungry = under.waiting.is_empty() && under.writes.len() < WRITES_MAX;
        if !matches!(self.see(|progress| progress.verdict()), Verdict::Going | Verdict::Ending) {
            return Ok(());
        }
        let fed = async {
            match under.fed.as_mut().filter(|_| is_hungry) {
                Some(fed) => fed.recv().await,
                None => std::future::pending().await,
            }
        };
        let written = async {
            match under.writes.front_mut() {
                Some(parcel) => (&mut parcel.written).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            word = self.inbox.recv() => {
                let word = word.ok_or(Closed)?;
                self.listen(under, word)?;
            }
            result = written => self.settle_write(under, result).await,
            fed = fed => self.take(under, fed),
        }
        Ok(())
    }

    fn listen(&mut self, under: &mut Under, word: Word) -> Result<(), Closed> {
        match word {
            Word::Ended { number, items, ending } => {
                if under.open.remove(&number).is_some() {
                    self.apply(&Happening::Ended { items, ending });
                }
            }
            Word::EndedInMemory(child) => self.keep(under, vec![*child], true),
            Word::NotStarted(waiting) => {
                // It goes back to those that were not started.
                if let Some(OpenChild { items, .. }) = under.open.remove(&waiting.number) {
                    self.apply(&Happening::NotStarted { items });
                    under.waiting.push_front(waiting);
                }
            }
            Word::NotRedriven { number } => {
                if let Some(OpenChild { items, .. }) = under.open.get(&number) {
                    self.redrive(under, number, *items)?;
                }
            }
            Word::Changed(settings) => self.apply(&Happening::Changed(settings)),
            Word::Stop => self.apply(&Happening::Stopped),
        }
        Ok(())
    }

    fn take(&mut self, under: &mut Under, fed: Option<Fed>) {
        match fed {
            Some(Fed::Start(waiting)) => {
                self.apply(&Happening::Read { items: u64::from(waiting.batch.items) });
                under.waiting.push_back(waiting);
            }
            Some(Fed::Ended(children)) => {
                for child in &children {
                    self.apply(&Happening::Read { items: child.items });
                }
                self.keep(under, children, false);
            }
            Some(Fed::Exhausted) => {
                under.fed = None;
                self.apply(&Happening::Exhausted);
            }
            Some(Fed::Broken(failure)) => {
                under.fed = None;
                self.apply(&Happening::Broken(failure));
            }
            // The feeder broke off without a last word.
            None => {
                under.fed = None;
                let cause = "Signalbox could not read the items to their end.";
                self.apply(&Happening::Broken(engine::Failure::new("States.ItemReaderFailed", cause)));
            }
        }
    }

    fn keep(&self, under: &mut Under, children: Vec<MapChild>, were_open: bool) {
        let children = Arc::new(children);
        let written = self.write(under.id, &children);
        under.writes.push_back(Parcel { children, written, were_open });
    }

    fn write(&self, id: i64, children: &Arc<Vec<MapChild>>) -> Written<()> {
        let children = Arc::clone(children);
        self.ground.store.write(move |writing| {
            children.iter().try_for_each(|child| writing.map_children().insert(id, child))
        })
    }

    async fn written(&mut self, under: &mut Under) {
        if let Some(parcel) = under.writes.front_mut() {
            let result = (&mut parcel.written).await;
            self.settle_write(under, result).await;
        }
    }

    async fn settle_write(&mut self, under: &mut Under, result: Result<(), store::Error>) {
        let Some(Parcel { children, were_open, .. }) = under.writes.pop_front() else { return };
        if result.is_err() {
            // The disk may come back; nothing of this was counted.
            self.pause().await;
            let written = self.write(under.id, &children);
            under.writes.push_front(Parcel { children, written, were_open });
            return;
        }
        if were_open {
            for child in children.iter() {
                under.open.remove(&child.number);
            }
        }
        self.see_mut(|progress| {
            for child in children.iter() {
                let items = child.items;
                if !were_open {
                    progress.apply(&Happening::Started { items });
                }
                if let Some(ending) = in_memory::ending(&child.status) {
                    progress.apply(&Happening::Ended { items, ending });
                }
            }
        });
    }

    fn start_waiting(&mut self, under: &mut Under) -> Result<(), Closed> {
        while self.see(Progress::may_start) {
            if let Some((number, items)) = under.redriving.pop_front() {
                self.apply(&Happening::Redriven { items });
                under.open.insert(number, OpenChild { items, express: None });
                self.redrive(under, number, items)?;
            } else if let Some(waiting) = under.waiting.pop_front() {
                let (number, items) = (waiting.number, u64::from(waiting.batch.items));
                self.apply(&Happening::Started { items });
                let express = self.start(under, waiting)?;
                under.open.insert(number, OpenChild { items, express });
            } else {
                break;
            }
        }
        Ok(())
    }

    fn stop_children(&self, under: &mut Under) {
        if std::mem::replace(&mut under.is_stopping, true) {
            return;
        }
        for (number, child) in &under.open {
            stop_child(&self.ground, &under.children.child(*number).arn, child.express);
        }
    }

    async fn outcome(&self, feed: Feed, under: &Under, verdict: Verdict) -> Outcome {
        let (ground, id) = (Arc::clone(&self.ground), under.id);
        let result = tokio::task::spawn_blocking(move || results::outcome(&ground, feed, id, verdict)).await;
        result.unwrap_or_else(|_| {
            let cause = "Signalbox could not put the results together.";
            Outcome::Failed(engine::Failure::new("States.ResultWriterFailed", cause))
        })
    }

    async fn close_aborted(&self, under: &Under) {
        let (arn, at) = (under.children.map_run_arn.clone(), under.start.clock(self.ground.clock.now()));
        let close = |arn: String| {
            let redrives = under.redrives;
            self.ground.store.write(move |writing| writing.map_runs().close(&arn, redrives, "ABORTED", at.0))
        };
        while close(arn.clone()).await.is_err_and(|error| error.is_grave()) {
            self.pause().await;
        }
        self.keep_counts(under);
        self.say_news();
    }

    /// The counts can be read from the children again, so nobody waits for this.
    fn keep_counts(&self, under: &Under) {
        let arn = under.children.map_run_arn.clone();
        let counts = self.see(|progress| serde_json::to_string(&(progress.items, progress.executions)));
        if let Ok(counts) = counts {
            drop(self.ground.store.write(move |writing| writing.map_runs().set_counts(&arn, &counts)));
        }
    }

    /// Tells listeners now and then that there is progress.
    fn tell_news(&self, under: &mut Under) {
        let now = self.ground.clock.now().0;
        if now - under.told_at >= NEWS_MILLISECONDS {
            under.told_at = now;
            self.say_news();
        }
    }

    fn say_news(&self) {
        let execution_arn = Arc::clone(&self.origin.execution_arn);
        let _ = self.ground.changes.send(Change { execution_arn, status: "RUNNING", last_event: 0 });
    }

    pub(super) async fn pause(&self) {
        pause(&self.ground).await;
    }

    fn apply(&self, happening: &Happening) {
        self.see_mut(|progress| progress.apply(happening));
    }

    fn see<T>(&self, look: impl FnOnce(&Progress) -> T) -> T {
        look(&self.progress.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn see_mut(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.progress.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Until the next try.
pub(super) async fn pause(ground: &Ground) {
    ground.clock.sleep_until(ground.clock.now().plus_milliseconds(PAUSE_MILLISECONDS)).await;
}
