//! What is asked about Map Runs, and what may be changed.

use engine::map_run::{Children, Counts, Happening, Progress, Settings};
use store::tables::map_children::MapChild;
use store::tables::map_runs::MapRun;

use super::registry::Word;
use super::{in_memory, rows};
use crate::redrive::redrivable_children;
use crate::{Error, Runtime};

/// A Map Run and how far it is.
#[derive(Clone, Debug)]
pub struct MapRunDescription {
    /// Its row.
    pub row: MapRun,
    /// ARN of the execution that started it.
    pub execution_arn: String,
    /// Items by status.
    pub items: Counts,
    /// Child executions by status.
    pub executions: Counts,
    /// Items, and child executions, that did not succeed and cannot be redriven.
    pub not_redrivable: (u64, u64),
}

/// A child and its names.
#[derive(Clone, Debug)]
pub struct MapRunChild {
    /// ARN.
    pub arn: String,
    /// Name.
    pub name: String,
    /// Everything else.
    pub row: MapChild,
}

impl Runtime {
    /// A Map Run and how far it is.
    ///
    /// # Errors
    /// [`Error::MapRunDoesNotExist`], or that the database cannot answer.
    pub fn map_run(&self, arn: &str) -> Result<MapRunDescription, Error> {
        let live = self.ground().map_runs.progress(arn);
        let rules = redrivable_children(self.now());
        let found = self.store().read(|tables| {
            let Some(row) = tables.map_runs().by_arn(arn)? else { return Ok(None) };
            let parent = tables.executions().by_id(row.execution)?;
            let kept = row.counts.as_deref().and_then(|counts| serde_json::from_str(counts).ok());
            let (items, executions) = match (live, kept) {
                (Some(live), _) => (live.items, live.executions),
                (None, Some(kept)) => kept,
                (None, None) => counted(tables, &row)?,
            };
            let execution_arn = parent.map(|parent| parent.arn).unwrap_or_default();
            let not_redrivable = match executions.succeeded == executions.ended() {
                true => (0, 0),
                false => tables.map_children().not_redrivable(row.id, rules)?,
            };
            Ok(Some(MapRunDescription { row, execution_arn, items, executions, not_redrivable }))
        })?;
        found.ok_or_else(|| Error::MapRunDoesNotExist(arn.to_owned()))
    }

    /// At most `max` Map Runs of an execution with numbers below `before`, newest first.
    ///
    /// # Errors
    /// [`Error::ExecutionDoesNotExist`], or that the database cannot answer.
    pub fn map_runs_of(
        &self,
        execution_arn: &str,
        before: Option<i64>,
        max: u32,
    ) -> Result<Vec<MapRun>, Error> {
        let execution = self.describe(execution_arn)?;
        let before = before.unwrap_or(i64::MAX);
        Ok(self.store().read(|tables| tables.map_runs().of_execution(execution.id, before, max))?)
    }

    /// At most `max` children of a Map Run from the number `from` on, in the order of their items; only those with
    /// that status, if one is given.
    ///
    /// # Errors
    /// [`Error::MapRunDoesNotExist`], or that the database cannot answer.
    pub fn map_run_children(
        &self,
        arn: &str,
        status: Option<&str>,
        from: u64,
        max: usize,
    ) -> Result<Vec<MapRunChild>, Error> {
        let found = self.store().read(|tables| {
            let Some(row) = tables.map_runs().by_arn(arn)? else { return Ok(None) };
            let names = rows::children(&row);
            let mut children = Vec::new();
            tables.map_children().each(row.id, from, |child| {
                if status.is_none_or(|status| status == child.status) && children.len() < max {
                    children.push(named(&names, child, row.is_express));
                }
                children.len() < max
            })?;
            Ok(Some(children))
        })?;
        found.ok_or_else(|| Error::MapRunDoesNotExist(arn.to_owned()))
    }

    /// At most `max` of the express children that are over, with numbers below `before`, latest first. `map_run` is the
    /// row of their Map Run.
    ///
    /// # Errors
    /// That the database cannot answer.
    pub fn latest_express_children(
        &self,
        map_run: &MapRun,
        before: u64,
        max: u32,
    ) -> Result<Vec<MapRunChild>, Error> {
        let rows = self.store().read(|tables| tables.map_children().latest(map_run.id, before, max))?;
        let names = rows::children(map_run);
        Ok(rows.into_iter().map(|row| named(&names, row, true)).collect())
    }

    /// The express child with this ARN, once it is over, and its Map Run. Names follow from numbers alone, so that all of
    /// them are gone through.
    ///
    /// # Errors
    /// [`Error::ExecutionDoesNotExist`], or that the database cannot answer.
    pub fn express_child(&self, arn: &str) -> Result<(MapRun, MapRunChild), Error> {
        let missing = || Error::ExecutionDoesNotExist(arn.to_owned());
        let machine = arn.rsplitn(3, ':').nth(2).ok_or_else(missing)?;
        let prefix = format!("{}:", machine.replacen(":express:", ":mapRun:", 1));
        let map_runs = self.store().read(|tables| tables.map_runs().with_prefix(&prefix))?;
        for map_run in map_runs.into_iter().filter(|map_run| map_run.is_express) {
            let names = rows::children(&map_run);
            let latest =
                |before| self.store().read(|tables| tables.map_children().latest(map_run.id, before, 1));
            let last = latest(u64::MAX)?.pop().map_or(0, |child| child.number + 1);
            let Some(number) = (0..last).find(|number| names.child(*number).arn == arn) else { continue };
            let child =
                latest(number + 1)?.pop().filter(|child| child.number == number).ok_or_else(missing)?;
            let child = named(&names, child, true);
            return Ok((map_run, child));
        }
        Err(missing())
    }

    /// Changes a Map Run that is under way, from now on and after a restart. What is `None` stays as it is.
    ///
    /// # Errors
    /// [`Error::MapRunDoesNotExist`], [`Error::MapRunEnded`], or that it could not be saved.
    pub async fn update_map_run(
        &self,
        arn: &str,
        concurrency_max: Option<u32>,
        tolerated_count: Option<u64>,
        tolerated_percentage: Option<f64>,
    ) -> Result<(), Error> {
        let row = self.map_run(arn)?.row;
        let settings = Settings {
            concurrency_max: concurrency_max.unwrap_or(row.concurrency_max),
            tolerated_count: tolerated_count.or(row.tolerated_count),
            tolerated_percentage: tolerated_percentage
                .or(row.tolerated_percentage)
                .map(engine::map_run::Percentage),
        };
        let changed = {
            let arn = arn.to_owned();
            let percentage = settings.tolerated_percentage.map(|percentage| percentage.0);
            let Settings { concurrency_max, tolerated_count, .. } = settings;
            self.store().write(move |writing| {
                writing.map_runs().set_settings(&arn, concurrency_max, tolerated_count, percentage)
            })
        };
        if !changed.await? {
            return Err(Error::MapRunEnded);
        }
        self.ground().map_runs.tell(arn, Word::Changed(settings));
        Ok(())
    }

    /// The row of the Map Run that an execution is a child of.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn map_run_of_child(&self, map_run: i64) -> Result<Option<MapRun>, Error> {
        Ok(self.store().read(|tables| tables.map_runs().by_id(map_run))?)
    }
}

/// An express child has no history that could be opened, even where its work made it have rows of its own.
fn named(names: &Children, row: MapChild, is_express: bool) -> MapRunChild {
    let child = names.child(row.number);
    let row = MapChild { has_history: row.has_history && !is_express, ..row };
    MapRunChild { arn: child.arn, name: child.name, row }
}

/// The counts by the children, if nobody has kept them.
fn counted(tables: &store::Reading<'_>, row: &MapRun) -> Result<(Counts, Counts), store::Error> {
    let mut progress = Progress::new(rows::settings(row));
    tables.map_children().standings(row.id, |child| {
        let items = child.items;
        if child.status == "PENDING_REDRIVE" {
            return progress.apply(&Happening::PendingRedrive { items });
        }
        progress.apply(&Happening::Read { items });
        progress.apply(&Happening::Started { items });
        if let Some(ending) = in_memory::ending(&child.status) {
            progress.apply(&Happening::Ended { items, ending });
        }
    })?;
    Ok((progress.items, progress.executions))
}
