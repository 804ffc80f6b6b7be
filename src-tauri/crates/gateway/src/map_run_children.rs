//! The children of a Map Run as `ListExecutions` shows them, and `DescribeExecution` the express ones, which are seen once
//! they are over.

use runtime::{MapRunChild, NotRedrivable};
use serde_json::{Value, json};
use store::tables::executions::Execution;
use store::tables::map_runs::MapRun;

use crate::arn;
use crate::door::{Gateway, put, seconds};
use crate::executions::{Texts, redrives, standing};
use crate::refusal::Refusal;

/// Children that are looked at in one go.
const PAGE: u32 = 500;

/// One child.
pub(crate) enum Child {
    Standard { number: u64, items: u64, row: Box<Execution> },
    Express(Box<MapRunChild>),
}

/// Those with numbers below `before`, latest first.
pub(crate) fn page(gateway: &Gateway, map_run: &MapRun, before: u64) -> Result<Vec<Child>, Refusal> {
    if map_run.is_express {
        let children = gateway.drivers.runtime.latest_express_children(map_run, before, PAGE)?;
        return Ok(children.into_iter().map(|child| Child::Express(Box::new(child))).collect());
    }
    let rows = gateway.read(|tables| tables.executions().children(map_run.id, before, PAGE))?;
    let standard = |row: Execution| {
        let child = row.child_of?;
        Some(Child::Standard { number: child.number, items: child.items, row: Box::new(row) })
    };
    Ok(rows.into_iter().filter_map(standard).collect())
}

impl Child {
    /// Number within its Map Run.
    pub(crate) fn number(&self) -> u64 {
        match self {
            Self::Standard { number, .. } => *number,
            Self::Express(child) => child.row.number,
        }
    }

    /// AWS's word.
    pub(crate) fn status(&self) -> &str {
        match self {
            Self::Standard { row, .. } => &row.status,
            Self::Express(child) => &child.row.status,
        }
    }

    /// How often it was redriven. Express children are started afresh instead.
    pub(crate) fn redrive_count(&self) -> u32 {
        match self {
            Self::Standard { row, .. } => row.redrives.count,
            Self::Express(child) => child.row.redrive_count,
        }
    }

    /// As it is listed.
    pub(crate) fn shown(&self, gateway: &Gateway, map_run: &str) -> Result<Value, Refusal> {
        let (mut shown, items) = match self {
            Self::Standard { items, row, .. } => {
                let start = gateway.drivers.runtime.beginning_of(&row.arn)?;
                let mut shown = standing(row, &start);
                shown.extend(redrives(row));
                (Value::from(shown), *items)
            }
            Self::Express(child) => (express(child, map_run), child.row.items),
        };
        put(&mut shown, "mapRunArn", map_run);
        put(&mut shown, "itemCount", items);
        Ok(shown)
    }
}

/// The description of an express child.
pub(crate) fn described(gateway: &Gateway, arn: &str, is_metadata_only: bool) -> Result<Value, Refusal> {
    let (map_run, child) = gateway.drivers.runtime.express_child(arn)?;
    let mut shown = express(&child, &map_run.arn);
    let texts = Texts {
        input: &child.row.input,
        output: child.row.output.as_deref(),
        error: child.row.error.as_deref(),
        cause: child.row.cause.as_deref(),
    };
    for (name, value) in texts.shown(is_metadata_only) {
        put(&mut shown, &name, value);
    }
    put(&mut shown, "mapRunArn", map_run.arn);
    let is_good = child.row.status == "SUCCEEDED";
    put(&mut shown, "redriveStatus", if is_good { "NOT_REDRIVABLE" } else { "REDRIVABLE_BY_MAP_RUN" });
    if is_good {
        put(&mut shown, "redriveStatusReason", NotRedrivable::Succeeded.to_string());
    }
    Ok(shown)
}

fn express(child: &MapRunChild, map_run: &str) -> Value {
    let mut shown = json!({
        "executionArn": child.arn,
        "stateMachineArn": arn::machine_of_map_run(map_run),
        "name": child.name,
        "status": child.row.status,
        "startDate": seconds(child.row.started_at),
        "redriveCount": child.row.redrive_count,
    });
    if let Some(at) = child.row.stopped_at {
        put(&mut shown, "stopDate", seconds(at));
    }
    shown
}
