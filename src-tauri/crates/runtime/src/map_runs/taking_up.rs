//! How a driver finds its Map Run: at the beginning, after a crash, and when it is redriven.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, PoisonError};

use engine::Program;
use engine::map_run::{Happening, Progress};

use super::driver::{Driver, OpenChild, Under};
use super::inputs::Beginning;
use super::{in_memory, rows as map_run_rows};
use crate::Error;
use crate::redrive::redrivable_children;

impl Driver {
    /// Reads what is there: all children that were ever begun.
    pub(super) async fn take_up(
        &self,
        arn: &str,
        start: &Arc<engine::Start>,
        program: &Arc<Program>,
    ) -> Option<(Beginning, Under)> {
        loop {
            let ready = self.get_ready(arn).await;
            match ready.and_then(|()| self.look(arn, start, program)) {
                Ok(found) => return Some(found),
                Err(Error::Store(_)) => self.pause().await,
                Err(_) => return None,
            }
        }
    }

    /// After a redrive, once: the children that did not succeed are to go on.
    async fn get_ready(&self, arn: &str) -> Result<(), Error> {
        let row = self.ground.store.read(|tables| tables.map_runs().by_arn(arn))?;
        let Some(row) = row.filter(|row| row.redrive_count > row.children_redriven) else { return Ok(()) };
        let rules = redrivable_children(self.ground.clock.now());
        let written = self.ground.store.write(move |writing| {
            writing.map_children().redrive(row.id, rules)?;
            writing.map_runs().set_children_redriven(row.id, row.redrive_count)
        });
        Ok(written.await?)
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
            self.ground.map_runs.number(arn, row.id, words);
        }
        let mut progress = Progress::new(map_run_rows::settings(&row));
        let (mut beginning, mut open, mut redriving) =
            (Beginning::default(), BTreeMap::new(), VecDeque::new());
        let definition = self.ground.store.read(|tables| {
            tables.map_children().standings(row.id, |child| {
                let (number, items) = (child.number, child.items);
                beginning.pass(number, items);
                if child.status == "PENDING_REDRIVE" {
                    progress.apply(&Happening::PendingRedrive { items });
                    return redriving.push_back((number, items));
                }
                progress.apply(&Happening::Read { items });
                progress.apply(&Happening::Started { items });
                match in_memory::ending(&child.status) {
                    Some(ending) => progress.apply(&Happening::Ended { items, ending }),
                    None => {
                        open.insert(number, OpenChild { items, express: None });
                    }
                }
            })?;
            tables.definitions().text(&self.origin.definition)
        })?;
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        let under = Under {
            id: row.id,
            redrives: row.redrive_count,
            children: map_run_rows::children(&row),
            start: Arc::clone(start),
            program: Arc::clone(program),
            definition: definition.unwrap_or_default().into(),
            open,
            redriving,
            waiting: VecDeque::new(),
            fed: None,
            writes: VecDeque::new(),
            is_stopping: false,
            told_at: 0,
        };
        Ok((beginning, under))
    }
}
