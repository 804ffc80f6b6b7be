//! The inputs of children, one after the other, made of items as they are read.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::map_run::{Batch, Batcher, Feed, ItemSource, SourceItem};
use engine::{Failure, Payload};

use crate::item_store::{ItemStore, Source};

/// Where reading begins: after a crash or a redrive, with the first child that is missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beginning {
    /// Items of the children before it.
    pub(crate) items: u64,
    /// Number of the first child.
    pub(crate) number: u64,
    /// Later children that are there nevertheless.
    pub(crate) known: BTreeSet<u64>,
}

impl Beginning {
    /// Takes note of a child that is there; to be called in the order of their numbers.
    pub(crate) fn pass(&mut self, number: u64, items: u64) {
        if number == self.number {
            self.number += 1;
            self.items += items;
        } else {
            self.known.insert(number);
        }
    }

    /// What is missing of a Map Run.
    pub(crate) fn of(tables: &store::Reading<'_>, map_run: i64) -> Result<Self, store::Error> {
        let mut beginning = Self::default();
        tables.map_children().standings(map_run, |child| beginning.pass(child.number, child.items))?;
        Ok(beginning)
    }
}

type Items = Box<dyn Iterator<Item = Result<(Option<String>, Payload, Arc<str>), Failure>>>;

/// Numbers and inputs of the children that are missing.
pub(crate) struct Inputs<'f> {
    feed: &'f mut Feed,
    items: Items,
    batcher: Batcher,
    known: BTreeSet<u64>,
    index: u64,
    number: u64,
    most: u64,
    is_over: bool,
}

impl<'f> Inputs<'f> {
    pub(crate) fn open(
        feed: &'f mut Feed,
        store: Option<&Arc<dyn ItemStore>>,
        beginning: Beginning,
    ) -> Result<Self, Failure> {
        let run = Arc::clone(feed.run());
        run.refusal().map_or(Ok(()), Err)?;
        let most = u64::try_from(run.max_items).ok().filter(|most| *most > 0).unwrap_or(u64::MAX);
        let batcher = Batcher::new(run.batch.clone());
        let items = items(&run.items, store, beginning.items)?;
        let Beginning { items: index, number, known } = beginning;
        Ok(Self { feed, items, batcher, known, index, number, most, is_over: false })
    }

    /// The next batch, known or not.
    fn batch(&mut self) -> Result<Option<Batch>, Failure> {
        while self.index < self.most
            && let Some(item) = self.items.next()
        {
            let (key, value, source) = item?;
            let item = SourceItem { value, key: key.as_deref(), source: &source };
            let selected = self.feed.select(self.index, &item)?;
            self.index += 1;
            if let Some(batch) = self.batcher.push(&selected, &self.feed.run().name)? {
                return Ok(Some(batch));
            }
        }
        self.is_over = true;
        Ok(self.batcher.finish())
    }
}

impl Iterator for Inputs<'_> {
    type Item = Result<(u64, Batch), Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            let batch = match self.batch() {
                Ok(batch) => batch?,
                Err(failure) => {
                    self.is_over = true;
                    return Some(Err(failure));
                }
            };
            let number = self.number;
            self.number += 1;
            if !self.known.contains(&number) {
                return Some(Ok((number, batch)));
            }
        }
        None
    }
}

fn items(source: &ItemSource, store: Option<&Arc<dyn ItemStore>>, skip: u64) -> Result<Items, Failure> {
    match source {
        ItemSource::State(items) => {
            let source: Arc<str> = "STATE_DATA".into();
            let items = Feed::state_items(items, usize::try_from(skip).unwrap_or(usize::MAX));
            Ok(Box::new(items.into_iter().map(move |(key, value)| Ok((key, value, Arc::clone(&source))))))
        }
        ItemSource::Reader { resource, arguments, config } => {
            let store = store.ok_or_else(|| {
                Failure::new("States.ItemReaderFailed", "There is no local object store here.")
            })?;
            let source = Source {
                resource: Arc::clone(resource),
                arguments: arguments.clone(),
                config: config.clone(),
            };
            let items = store.open(&source, skip)?;
            let item =
                |item: crate::item_store::Item| (item.key, Payload::trusted(item.value.into()), item.source);
            Ok(Box::new(items.map(move |read| read.map(item))))
        }
    }
}
