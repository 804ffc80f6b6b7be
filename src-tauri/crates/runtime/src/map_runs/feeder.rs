//! Reads items on a thread of its own and makes the inputs of children of them.
//!
//! INVARIANT: it is never further ahead of the driver than the channel between them is long, so that memory does not
//! grow with the number of items.

use std::sync::Arc;

use engine::map_run::{Batch, Children, ExecutionType, Feed};
use engine::{Failure, Program};
use store::tables::map_children::MapChild;
use tokio::sync::mpsc::Sender;

use super::in_memory;
use super::inputs::{Beginning, Inputs};
use crate::ground::Ground;
use crate::item_store::ItemStore;
use crate::{Clock, LogSink, LoggedTurn};

/// Children in one parcel, and bytes of their inputs and outputs, at most.
const PARCEL_MAX: usize = 512;
const PARCEL_BYTES_MAX: usize = 1 << 20;
/// After so many children in a row that needed others, none is tried in memory any more.
const FUTILE_MAX: u32 = 8;

/// What the driver gets.
#[derive(Debug)]
pub(crate) enum Fed {
    /// Children that ended in memory.
    Ended(Vec<MapChild>),
    /// A child to be started.
    Start(Waiting),
    /// There are no more items.
    Exhausted,
    /// Reading, selecting or batching failed.
    Broken(Failure),
}

/// A child to be started.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub(crate) number: u64,
    pub(crate) batch: Batch,
}

pub(crate) struct Feeder {
    feed: Feed,
    children: Children,
    program: Option<Program>,
    store: Option<Arc<dyn ItemStore>>,
    clock: Arc<dyn Clock>,
    log: Option<Arc<dyn LogSink>>,
    beginning: Beginning,
    sender: Sender<Fed>,
    parcel: Vec<MapChild>,
    parcel_bytes: usize,
    futile: u32,
}

/// The driver is gone.
struct Gone;

enum Stopped {
    Gone,
    Broken(Failure),
}

impl From<Gone> for Stopped {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure)
    }
}

impl Feeder {
    pub(crate) fn new(feed: Feed, ground: &Ground, beginning: Beginning, sender: Sender<Fed>) -> Self {
        let (store, clock) = (ground.item_store.clone(), Arc::clone(&ground.clock));
        let log = ground.log.clone();
        let children = feed.run().children();
        let is_express = children.execution_type == ExecutionType::Express;
        let program = feed.child_program().filter(|_| is_express);
        let (parcel, parcel_bytes, futile) = (Vec::new(), 0, 0);
        Self { feed, children, program, store, clock, log, beginning, sender, parcel, parcel_bytes, futile }
    }

    /// Reads to the end, or until nobody listens any more. Blocks.
    pub(crate) fn run(mut self) {
        let result = self.read();
        let last = match result {
            Err(Stopped::Gone) => return,
            Err(Stopped::Broken(failure)) => Fed::Broken(failure),
            Ok(()) => Fed::Exhausted,
        };
        if self.send_parcel().is_ok() {
            let _ = self.sender.blocking_send(last);
        }
    }

    fn read(&mut self) -> Result<(), Stopped> {
        let (mut feed, beginning) = (self.feed.clone(), std::mem::take(&mut self.beginning));
        for input in Inputs::open(&mut feed, self.store.clone().as_ref(), beginning)? {
            let (number, batch) = input?;
            self.child(number, batch)?;
        }
        Ok(())
    }

    fn child(&mut self, number: u64, batch: Batch) -> Result<(), Gone> {
        if let Some(child) = self.in_memory(number, &batch) {
            self.parcel_bytes += child.input.len() + child.output.as_ref().map_or(0, String::len);
            self.parcel.push(child);
            if self.parcel.len() >= PARCEL_MAX || self.parcel_bytes >= PARCEL_BYTES_MAX {
                self.send_parcel()?;
            }
            return Ok(());
        }
        self.send_parcel()?;
        self.sender.blocking_send(Fed::Start(Waiting { number, batch })).map_err(|_| Gone)
    }

    fn in_memory(&mut self, number: u64, batch: &Batch) -> Option<MapChild> {
        let program = self.program.as_ref().filter(|_| self.futile < FUTILE_MAX)?;
        let child = self.children.child(number);
        let start = self.children.start(&child, self.feed.parent(), batch.input.clone());
        let at = start.clock(self.clock.now());
        let Some((status, events)) = in_memory::run(program, &start, at) else {
            self.futile += 1;
            return None;
        };
        self.futile = 0;
        if let Some((log, logging)) = self.log.as_ref().zip(start.logging.as_ref())
            && let Some(turn) = LoggedTurn::of(logging, &start.execution_arn, 0, &events)
        {
            log.take(turn);
            wait_for_room(&**log);
        }
        Some(in_memory::row(number, u64::from(batch.items), batch.input.text().to_owned(), &status, at))
    }

    fn send_parcel(&mut self) -> Result<(), Gone> {
        self.parcel_bytes = 0;
        if self.parcel.is_empty() {
            return Ok(());
        }
        let parcel = std::mem::take(&mut self.parcel);
        self.sender.blocking_send(Fed::Ended(parcel)).map_err(|_| Gone)
    }
}

/// Blocks while the log is full.
fn wait_for_room(log: &dyn LogSink) {
    if log.is_full() {
        let (call, called) = std::sync::mpsc::channel();
        log.when_there_is_room(Box::new(move || {
            let _ = call.send(());
        }));
        // A log that is gone has room for nobody, and nobody needs it.
        let _ = called.recv();
    }
}
