//! Which Map Runs are under way in this process, and how they are reached.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use engine::map_run::{Ending, Feed, Progress, Settings};
use engine::{Failure, Ticket, Timestamp};
use store::tables::executions::ChildOf;
use store::tables::map_children::MapChild;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedSender, WeakUnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use super::driver::Driver;
use super::feeder::Waiting;
use super::in_memory;
use crate::Error;
use crate::ground::Ground;
use crate::letter::{Address, Letter, Mailbox, Message};
use crate::resident::Resident;
use crate::runtime::shard_of;

/// What a driver is told.
#[derive(Debug)]
pub(crate) enum Word {
    /// A child with a history is over.
    Ended { number: u64, items: u64, ending: Ending },
    /// A child in memory is over.
    EndedInMemory(Box<MapChild>),
    /// A child could not be kept, and was not begun.
    NotStarted(Waiting),
    /// The redrive of a child could not be kept.
    NotRedriven { number: u64 },
    /// The settings were changed.
    Changed(Settings),
    /// Nobody waits for it any more.
    Stop,
}

/// One Map Run under way.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    arn: String,
    /// Its number in the database, once that was looked up.
    id: Option<i64>,
    words: UnboundedSender<Word>,
    progress: Arc<Mutex<Progress>>,
}

#[derive(Debug, Default)]
struct Table {
    /// By the execution that waits for it.
    by_parent: HashMap<(i64, Ticket), Open>,
    /// By its number in the database, for its children.
    by_id: HashMap<i64, UnboundedSender<Word>>,
    /// By its ARN; until its last child has ended.
    by_arn: HashMap<String, Open>,
    is_closed: bool,
}

/// All that are under way.
#[derive(Debug, Default)]
pub(crate) struct MapRuns {
    table: Mutex<Table>,
    shards: Mutex<Vec<WeakUnboundedSender<Message>>>,
    /// Those of express executions.
    express: Mutex<Vec<WeakUnboundedSender<Message>>>,
    /// One has left.
    left: Notify,
}

impl MapRuns {
    fn table<T>(&self, with: impl FnOnce(&mut Table) -> T) -> T {
        with(&mut self.table.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where executions are begun, and express ones.
    pub(crate) fn connect(&self, shards: &[Mailbox], express: &[Mailbox]) {
        for (list, shards) in [(&self.shards, shards), (&self.express, express)] {
            let weak = shards.iter().map(|shard| shard.0.downgrade()).collect();
            *list.lock().unwrap_or_else(PoisonError::into_inner) = weak;
        }
    }

    /// The shard of an execution in the journal, as long as the runtime is open.
    pub(crate) fn shard(&self, execution_arn: &str) -> Option<Mailbox> {
        one_of(&self.shards, execution_arn)
    }

    /// The shard of an execution in memory, as long as the runtime is open.
    pub(crate) fn express_shard(&self, execution_arn: &str) -> Option<Mailbox> {
        one_of(&self.express, execution_arn)
    }

    /// Says something to the Map Run with this ARN; false if it is not under way.
    pub(crate) fn tell(&self, arn: &str, word: Word) -> bool {
        self.table(|table| table.by_arn.get(arn).is_some_and(|open| open.words.send(word).is_ok()))
    }

    /// How far it is, if it is under way.
    pub(crate) fn progress(&self, arn: &str) -> Option<Progress> {
        let progress = self.table(|table| table.by_arn.get(arn).map(|open| Arc::clone(&open.progress)))?;
        Some(progress.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Takes the place of this Map Run. One that is redriven waits here until the last child from before has ended.
    /// So does one while `max` are under way, as on AWS. False if the runtime closes.
    pub(crate) async fn enter(&self, open: Open, max: usize) -> bool {
        loop {
            let mut left = std::pin::pin!(self.left.notified());
            // Registered before looking, so that one that leaves in between is not missed.
            left.as_mut().enable();
            let entered = self.table(|table| {
                if table.is_closed {
                    return Some(false);
                }
                let is_free = table.by_arn.len() < max && !table.by_arn.contains_key(&open.arn);
                is_free.then(|| table.by_arn.insert(open.arn.clone(), open.clone())).map(|_| true)
            });
            match entered {
                Some(entered) => return entered,
                None => left.await,
            }
        }
    }

    /// Takes note of the number under which children know it.
    pub(crate) fn number(&self, arn: &str, id: i64, words: UnboundedSender<Word>) {
        self.table(|table| {
            table.by_id.insert(id, words);
            if let Some(open) = table.by_arn.get_mut(arn) {
                open.id = Some(id);
            }
        });
    }

    /// Its last child has ended.
    pub(crate) fn leave(&self, arn: &str) {
        self.table(|table| {
            if let Some(id) = table.by_arn.remove(arn).and_then(|open| open.id) {
                table.by_id.remove(&id);
            }
        });
        self.left.notify_waiters();
    }

    /// A child is over, and that is on disk.
    pub(crate) fn child_ended(&self, child: ChildOf, status: &str) {
        let Some(ending) = in_memory::ending(status) else { return };
        let ChildOf { map_run, number, items } = child;
        let words = self.table(|table| table.by_id.get(&map_run).cloned());
        if let Some(words) = words {
            let _ = words.send(Word::Ended { number, items, ending });
        }
    }

    /// The runtime closes: drivers are told by the end of their channel.
    pub(crate) fn close(&self) {
        let table = self.table(|table| {
            let closed = Table { is_closed: true, ..Table::default() };
            std::mem::replace(table, closed)
        });
        drop(table);
        self.left.notify_waiters();
    }
}

fn one_of(shards: &Mutex<Vec<WeakUnboundedSender<Message>>>, execution_arn: &str) -> Option<Mailbox> {
    let shards = shards.lock().unwrap_or_else(PoisonError::into_inner);
    shards.get(shard_of(execution_arn, shards.len()))?.upgrade().map(Mailbox)
}

/// After a turn of an execution is on disk, or it was loaded: starts the Map Runs it waits for, and stops those it
/// does not wait for any more.
pub(crate) fn follow(ground: &Arc<Ground>, mailbox: &Mailbox, id: i64, resident: &Resident) {
    let wanted: Vec<Ticket> = resident.execution.map_runs().map(|(ticket, _)| ticket).collect();
    if wanted.is_empty() && !resident.has_map_runs {
        return;
    }
    let gone: Vec<Open> = ground.map_runs.table(|table| {
        let is_gone = |(parent, ticket): &(i64, Ticket)| *parent == id && !wanted.contains(ticket);
        let keys: Vec<_> = table.by_parent.keys().filter(|key| is_gone(key)).copied().collect();
        keys.iter().filter_map(|key| table.by_parent.remove(key)).collect()
    });
    for open in gone {
        // One that has just given its result is over already, and does not listen.
        let _ = open.words.send(Word::Stop);
    }
    for ticket in wanted {
        let Some(feed) = Feed::new(&resident.program, &resident.execution, ticket) else { continue };
        begin(ground, mailbox, id, ticket, feed, resident);
    }
}

fn begin(ground: &Arc<Ground>, mailbox: &Mailbox, id: i64, ticket: Ticket, feed: Feed, resident: &Resident) {
    let (words, inbox) = unbounded_channel();
    let progress = Arc::new(Mutex::new(Progress::new(feed.run().settings)));
    let arn = feed.run().arn.clone();
    let open = Open { arn, id: None, words: words.clone(), progress: Arc::clone(&progress) };
    let is_new = ground.map_runs.table(|table| {
        let is_new = !table.is_closed && !table.by_parent.contains_key(&(id, ticket));
        if is_new {
            table.by_parent.insert((id, ticket), open.clone());
        }
        is_new
    });
    if !is_new {
        return;
    }
    let driver = Driver {
        ground: Arc::clone(ground),
        parent: (mailbox.clone(), id, ticket),
        origin: Arc::clone(&resident.origin),
        words: words.downgrade(),
        inbox,
        progress,
    };
    tokio::spawn(driver.run(feed, open));
}

/// After all executions were taken up: Map Runs whose execution does not wait for them any more are brought to their
/// end, as a crash may have kept that from happening.
pub(crate) fn resume(ground: &Ground) -> Result<(), Error> {
    let orphans = ground.store.read(|tables| {
        let mut orphans = Vec::new();
        for row in tables.map_runs().running()? {
            let is_open = ground
                .map_runs
                .table(|table| table.by_parent.contains_key(&(row.execution, Ticket(row.ticket))));
            if !is_open {
                orphans.push((tables.map_children().running(row.id)?, row));
            }
        }
        Ok(orphans)
    })?;
    for (children, row) in orphans {
        for (_, arn) in children {
            stop_child(ground, &arn, None);
        }
        let at = ground.clock.now().max(Timestamp(row.started_at));
        drop(
            ground
                .store
                .write(move |writing| writing.map_runs().close(&row.arn, row.redrive_count, "ABORTED", at.0)),
        );
    }
    Ok(())
}

/// Stops a child; its end comes as that of any other. One in memory is known by its number.
pub(crate) fn stop_child(ground: &Ground, arn: &str, express: Option<i64>) {
    let (shard, address) = match express {
        Some(number) => (ground.map_runs.express_shard(arn), Address::Number(number)),
        None => (ground.map_runs.shard(arn), Address::Arn(arn.into())),
    };
    let Some(shard) = shard else { return };
    let (reply, _) = oneshot::channel::<Result<Timestamp, Error>>();
    shard.send(Message::Post(address, Letter::Stop { failure: Failure::default(), reply }));
}
