//! Drives one Map Run: takes what the feeder has read, starts children, keeps what ended, and tells the execution.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use engine::map_run::{Children, Feed, Happening, Progress, Verdict};
use engine::{Outcome, Program, Ticket, Timestamp};
use store::Written;
use store::tables::executions::{self as rows, ChildOf, Redrives, Rest};
use store::tables::map_children::MapChild;
use tokio::sync::mpsc::{Receiver, UnboundedReceiver, WeakUnboundedSender, channel};
use tokio::sync::oneshot;

use super::feeder::{Beginning, Fed, Feeder, Waiting};
use super::registry::{Word, stop_child};
use super::{in_memory, results, rows as map_run_rows};
use crate::ground::Ground;
use crate::letter::{Letter, Mailbox, Message};
use crate::shard::PAUSE_MILLISECONDS;
use crate::{Change, Error, Origin, resident};

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
struct Under {
    /// Number of the Map Run.
    id: i64,
    children: Children,
    start: Arc<engine::Start>,
    program: Arc<Program>,
    definition: Arc<str>,
    /// Children with a history that run, and their items.
    open: BTreeMap<u64, u64>,
    /// Children to be started, oldest first.
    waiting: VecDeque<Waiting>,
    fed: Option<Receiver<Fed>>,
    writes: VecDeque<(Arc<Vec<MapChild>>, Written<()>)>,
    is_stopping: bool,
    told_at: i64,
}

/// The runtime is closing.
struct Closed;

impl Driver {
    /// Works until the Map Run is over.
    pub(super) async fn run(mut self, feed: Feed) {
        let Some(program) = feed.child_program().map(Arc::new) else { return };
        let (run, start) = (Arc::clone(feed.run()), Arc::clone(feed.parent()));
        let Some((beginning, mut under)) = self.take_up(&run.arn, &start, &program).await else { return };
        let (sender, receiver) = channel(AHEAD_MAX);
        under.fed = Some(receiver);
        let store = self.ground.item_store.clone();
        let feeder = Feeder::new(feed, store, Arc::clone(&self.ground.clock), beginning, sender);
        tokio::task::spawn_blocking(move || feeder.run());
        let Ok(verdict) = self.drive(&mut under).await else { return };
        if verdict == Verdict::Aborted {
            self.close_aborted(&under).await;
            return;
        }
        let outcome = self.outcome(&run, &under, verdict).await;
        self.keep_counts(&under);
        self.ground.map_runs.remove(&under.children.map_run_arn, under.id);
        let (mailbox, id, ticket) = &self.parent;
        let clock = match under.start.virtual_time {
            Some(_) => self.ground.store.read(|tables| tables.map_children().last_end(under.id)),
            None => Ok(None),
        };
        let clock = clock.ok().flatten().map(Timestamp);
        mailbox.post(*id, Letter::MapRunEnded { ticket: *ticket, outcome, clock });
    }

    /// Reads what is there: all children that were ever begun.
    async fn take_up(
        &self,
        arn: &str,
        start: &Arc<engine::Start>,
        program: &Arc<Program>,
    ) -> Option<(Beginning, Under)> {
        loop {
            match self.look(arn, start, program) {
                Ok(found) => return Some(found),
                Err(Error::Store(_)) => self.pause().await,
                Err(_) => return None,
            }
        }
    }

    fn look(
        &self,
        arn: &str,
        start: &Arc<engine::Start>,
        program: &Arc<Program>,
    ) -> Result<(Beginning, Under), Error> {
        let missing = || Error::MapRunDoesNotExist(arn.to_owned());
        let row = self.ground.store.read(|tables| tables.map_runs().by_arn(arn))?.ok_or_else(missing)?;
        // From here on ends of children are heard of; those before are read now.
        if let Some(words) = self.words.upgrade() {
            self.ground.map_runs.number(row.id, words);
        }
        let mut progress = Progress::new(map_run_rows::settings(&row));
        let (mut beginning, mut open) = (Beginning::default(), BTreeMap::new());
        let definition = self.ground.store.read(|tables| {
            tables.map_children().standings(row.id, |child| {
                if child.number == beginning.number {
                    beginning.number += 1;
                    beginning.items += child.items;
                } else {
                    beginning.known.insert(child.number);
                }
                let items = child.items;
                progress.apply(&Happening::Read { items });
                progress.apply(&Happening::Started { items });
                match in_memory::ending(&child.status) {
                    Some(ending) => progress.apply(&Happening::Ended { items, ending }),
                    None => drop(open.insert(child.number, items)),
                }
            })?;
            tables.definitions().text(&self.origin.definition)
        })?;
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        let under = Under {
            id: row.id,
            children: map_run_rows::children(&row),
            start: Arc::clone(start),
            program: Arc::clone(program),
            definition: definition.unwrap_or_default().into(),
            open,
            waiting: VecDeque::new(),
            fed: None,
            writes: VecDeque::new(),
            is_stopping: false,
            told_at: 0,
        };
        Ok((beginning, under))
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
                Some((_, written)) => written.await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            word = self.inbox.recv() => {
                let word = word.ok_or(Closed)?;
                self.listen(under, word);
            }
            result = written => self.settle_write(under, result).await,
            fed = fed => self.take(under, fed),
        }
        Ok(())
    }

    fn listen(&mut self, under: &mut Under, word: Word) {
        match word {
            Word::Ended { number, items, ending } => {
                if under.open.remove(&number).is_some() {
                    self.apply(&Happening::Ended { items, ending });
                }
            }
            Word::NotStarted(waiting) => {
                // It goes back to those that were not started.
                if let Some(items) = under.open.remove(&waiting.number) {
                    self.apply(&Happening::NotStarted { items });
                    under.waiting.push_front(waiting);
                }
            }
            Word::Changed(settings) => self.apply(&Happening::Changed(settings)),
            Word::Stop => self.apply(&Happening::Stopped),
        }
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
                let children = Arc::new(children);
                let written = self.write(under.id, &children);
                under.writes.push_back((children, written));
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

    fn write(&self, id: i64, children: &Arc<Vec<MapChild>>) -> Written<()> {
        let children = Arc::clone(children);
        self.ground.store.write(move |writing| {
            children.iter().try_for_each(|child| writing.map_children().insert(id, child))
        })
    }

    async fn written(&mut self, under: &mut Under) {
        if let Some((_, written)) = under.writes.front_mut() {
            let result = written.await;
            self.settle_write(under, result).await;
        }
    }

    async fn settle_write(&mut self, under: &mut Under, result: Result<(), store::Error>) {
        let Some((children, _)) = under.writes.pop_front() else { return };
        if result.is_err() {
            // The disk may come back; nothing of this was counted.
            self.pause().await;
            let written = self.write(under.id, &children);
            under.writes.push_front((children, written));
            return;
        }
        self.see_mut(|progress| {
            for child in children.iter() {
                let items = child.items;
                progress.apply(&Happening::Started { items });
                if let Some(ending) = in_memory::ending(&child.status) {
                    progress.apply(&Happening::Ended { items, ending });
                }
            }
        });
    }

    fn start_waiting(&mut self, under: &mut Under) -> Result<(), Closed> {
        while self.see(Progress::may_start)
            && let Some(waiting) = under.waiting.pop_front()
        {
            let items = u64::from(waiting.batch.items);
            self.apply(&Happening::Started { items });
            under.open.insert(waiting.number, items);
            self.start(under, waiting)?;
        }
        Ok(())
    }

    fn start(&self, under: &Under, waiting: Waiting) -> Result<(), Closed> {
        let child = under.children.child(waiting.number);
        let input = under.children.start(&child, &under.start, waiting.batch.input.clone());
        let shard = self.ground.map_runs.shard(&child.arn).ok_or(Closed)?;
        let row = self.row(under, &child, &waiting);
        let (reply, replied) = oneshot::channel();
        let (definition, program) = (Arc::clone(&under.definition), Arc::clone(&under.program));
        let input = Box::new(input);
        let beginning = resident::Beginning { row, definition, program, input, reply };
        shard.send(Message::Begin(Box::new(beginning)));
        let (ground, words, arn) = (Arc::clone(&self.ground), self.words.clone(), child.arn);
        tokio::spawn(async move {
            let Ok(Err(_)) = replied.await else { return };
            let word = refused(&ground, &arn, waiting).await;
            if let Some((words, word)) = words.upgrade().zip(word) {
                let _ = words.send(word);
            }
        });
        Ok(())
    }

    fn row(&self, under: &Under, child: &engine::map_run::Child, waiting: &Waiting) -> rows::Execution {
        let items = u64::from(waiting.batch.items);
        rows::Execution {
            id: self.ground.next_number(),
            arn: child.arn.clone(),
            name: child.name.clone(),
            machine: under.children.machine_name().to_owned(),
            definition: self.origin.definition.clone(),
            handlers_folder: self.origin.handlers_folder.clone(),
            status: "RUNNING".into(),
            started_at: 0,
            stopped_at: None,
            input: waiting.batch.input.text().to_owned(),
            output: None,
            error: None,
            cause: None,
            last_event: 0,
            rest: Rest::Awake,
            redrives: Redrives::default(),
            child_of: Some(ChildOf { map_run: under.id, number: waiting.number, items }),
        }
    }

    fn stop_children(&self, under: &mut Under) {
        if std::mem::replace(&mut under.is_stopping, true) {
            return;
        }
        let numbers: BTreeSet<u64> = under.open.keys().copied().collect();
        for number in numbers {
            stop_child(&self.ground, &under.children.child(number).arn);
        }
    }

    async fn outcome(&self, run: &Arc<engine::map_run::MapRun>, under: &Under, verdict: Verdict) -> Outcome {
        let (ground, run, id) = (Arc::clone(&self.ground), Arc::clone(run), under.id);
        let result = tokio::task::spawn_blocking(move || results::outcome(&ground, &run, id, verdict)).await;
        result.unwrap_or_else(|_| {
            let cause = "Signalbox could not put the results together.";
            Outcome::Failed(engine::Failure::new("States.ResultWriterFailed", cause))
        })
    }

    async fn close_aborted(&self, under: &Under) {
        let (arn, at) = (under.children.map_run_arn.clone(), under.start.clock(self.ground.clock.now()));
        let close = |arn: String| {
            self.ground.store.write(move |writing| writing.map_runs().close(&arn, "ABORTED", at.0))
        };
        while close(arn.clone()).await.is_err_and(|error| error.is_grave()) {
            self.pause().await;
        }
        self.keep_counts(under);
        self.ground.map_runs.remove(&arn, under.id);
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

    async fn pause(&self) {
        let clock = &self.ground.clock;
        clock.sleep_until(clock.now().plus_milliseconds(PAUSE_MILLISECONDS)).await;
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

/// A child was not begun: the disk failed, or a child of that name is there already.
async fn refused(ground: &Ground, arn: &str, waiting: Waiting) -> Option<Word> {
    ground.clock.sleep_until(ground.clock.now().plus_milliseconds(PAUSE_MILLISECONDS)).await;
    let Ok(Some(row)) = ground.store.read(|tables| tables.executions().by_arn(arn)) else {
        return Some(Word::NotStarted(waiting));
    };
    let ending = in_memory::ending(&row.status)?;
    Some(Word::Ended { number: waiting.number, items: u64::from(waiting.batch.items), ending })
}
