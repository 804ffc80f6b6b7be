//! Which Map Runs are under way in this process, and how they are reached.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use engine::map_run::{Ending, Feed, Progress, Settings};
use engine::{Failure, Ticket, Timestamp};
use store::tables::executions::ChildOf;
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
    /// A child could not be kept, and was not begun.
    NotStarted(Waiting),
    /// The settings were changed.
    Changed(Settings),
    /// Nobody waits for it any more.
    Stop,
}

/// One Map Run under way.
#[derive(Clone, Debug)]
struct Open {
    arn: String,
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
}

impl MapRuns {
    fn table<T>(&self, with: impl FnOnce(&mut Table) -> T) -> T {
        with(&mut self.table.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where executions are begun.
    pub(crate) fn connect(&self, shards: Vec<WeakUnboundedSender<Message>>) {
        *self.shards.lock().unwrap_or_else(PoisonError::into_inner) = shards;
    }

    /// The shard of an execution, as long as the runtime is open.
    pub(crate) fn shard(&self, execution_arn: &str) -> Option<Mailbox> {
        let shards = self.shards.lock().unwrap_or_else(PoisonError::into_inner);
        shards.get(shard_of(execution_arn, shards.len()))?.upgrade().map(Mailbox)
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

    /// Takes note of the number under which children know it.
    pub(crate) fn number(&self, id: i64, words: UnboundedSender<Word>) {
        self.table(|table| table.by_id.insert(id, words));
    }

    /// Its last child has ended.
    pub(crate) fn remove(&self, arn: &str, id: i64) {
        self.table(|table| {
            table.by_arn.remove(arn);
            table.by_id.remove(&id);
        });
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
    }
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
    let open = Open { arn: arn.clone(), words: words.clone(), progress: Arc::clone(&progress) };
    let is_new = ground.map_runs.table(|table| {
        let is_new = !table.is_closed && !table.by_parent.contains_key(&(id, ticket));
        if is_new {
            table.by_parent.insert((id, ticket), open.clone());
            table.by_arn.insert(open.arn.clone(), open);
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
    tokio::spawn(driver.run(feed));
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
            stop_child(ground, &arn);
        }
        let at = ground.clock.now().max(Timestamp(row.started_at));
        drop(ground.store.write(move |writing| writing.map_runs().close(&row.arn, "ABORTED", at.0)));
    }
    Ok(())
}

/// Stops a child; its end comes as that of any other.
pub(crate) fn stop_child(ground: &Ground, arn: &str) {
    let Some(shard) = ground.map_runs.shard(arn) else { return };
    let (reply, _) = oneshot::channel::<Result<Timestamp, Error>>();
    shard.send(Message::Post(Address::Arn(arn.into()), Letter::Stop { failure: Failure::default(), reply }));
}
