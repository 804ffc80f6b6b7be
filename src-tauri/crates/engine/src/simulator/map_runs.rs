//! Map Runs in virtual time: the children run one after the other, by the same script.

use super::{Simulation, run_reading};
use crate::map_run::{
    Batcher, Ending, Feed, Finished, Happening, ItemSource, Progress, Results, SourceItem, Verdict,
};
use crate::{Failure, Input, Outcome, Payload, Program, Status, Ticket, Timestamp};

impl Simulation<'_> {
    /// Runs all children; the Map Run ends when the one that takes longest has ended.
    pub(super) fn run_map(&mut self, ticket: Ticket) {
        let Some(feed) = Feed::new(self.program, &self.run.execution, ticket) else { return };
        let mut map = SimulatedMap {
            progress: Progress::new(feed.run().settings),
            results: Results::new(feed.run()),
            batcher: Batcher::new(feed.run().batch.clone()),
            feed,
            ended: self.now,
        };
        if let Err(failure) = self.children(&mut map) {
            map.progress.apply(&Happening::Broken(failure));
        }
        map.progress.apply(&Happening::Exhausted);
        let outcome = match map.progress.verdict() {
            Verdict::Succeeded => map.results.finish(),
            Verdict::Failed(failure) => Outcome::Failed(failure),
            Verdict::Going | Verdict::Ending | Verdict::Aborted => Outcome::Failed(Failure::default()),
        };
        let after_milliseconds = map.ended.0 - self.now.0;
        self.promise(after_milliseconds, Input::MapRunEnded { ticket, outcome });
    }

    fn children(&mut self, map: &mut SimulatedMap) -> Result<(), Failure> {
        let Some(program) = map.feed.child_program() else { return Ok(()) };
        let run = map.feed.run().clone();
        run.refusal().map_or(Ok(()), Err)?;
        let (mut items, source) = match &run.items {
            ItemSource::State(items) => (Feed::state_items(items, 0), "STATE_DATA"),
            ItemSource::Reader { .. } => {
                let read = (self.read)(&run)?;
                (read.into_iter().map(|item| (None, item)).collect(), "s3://bucket/key")
            }
        };
        if let Some(most) = usize::try_from(run.max_items).ok().filter(|most| *most > 0) {
            items.truncate(most);
        }
        let mut batches = Vec::new();
        for (index, (key, value)) in (0..).zip(items) {
            let item = SourceItem { value, key: key.as_deref(), source };
            let selected = map.feed.select(index, &item)?;
            batches.extend(map.batcher.push(&selected, &run.name)?);
        }
        batches.extend(map.batcher.finish());
        for (number, batch) in (0..).zip(batches) {
            let items = u64::from(batch.items);
            map.progress.apply(&Happening::Read { items });
            if map.progress.may_start() {
                map.progress.apply(&Happening::Started { items });
                let ending = self.child(map, &program, number, batch.input);
                map.progress.apply(&Happening::Ended { items, ending });
            }
        }
        Ok(())
    }

    fn child(&mut self, map: &mut SimulatedMap, program: &Program, number: u64, input: Payload) -> Ending {
        let children = map.feed.run().children();
        let start = children.start(&children.child(number), map.feed.parent(), input);
        let child = run_reading(program, start, self.now, self.turns_max, self.script, self.read);
        map.ended = map.ended.max(child.events.last().map_or(self.now, |event| event.at));
        let (ending, output) = match child.execution.status() {
            Status::Succeeded { output } => (Ending::Succeeded, Some(output.clone())),
            Status::TimedOut(_) => (Ending::TimedOut, None),
            Status::Failed(_) => (Ending::Failed, None),
            // What never ends is stopped.
            Status::Running | Status::Aborted(_) => (Ending::Aborted, None),
        };
        map.results.push(Finished { output, record: None });
        ending
    }
}

struct SimulatedMap {
    feed: Feed,
    progress: Progress,
    results: Results,
    batcher: Batcher,
    ended: Timestamp,
}
