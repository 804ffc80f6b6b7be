//! The child executions of a Map Run, in the order of their items.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ExecutionStatus;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Longest list.
const MAX: usize = 1_000;

/// Which children does this Map Run have?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListMapRunChildren {
    /// Which Map Run.
    pub map_run_arn: String,
    /// Only with this status, AWS's word.
    pub status: Option<String>,
    /// From this number on; 0 for the first.
    pub from: u64,
    /// At most so many, up to 1000.
    pub max: usize,
}

/// A child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MapRunChild {
    /// Names it everywhere.
    pub execution_arn: String,
    /// Its number, from 0.
    pub number: u64,
    /// How far it is.
    pub status: ExecutionStatus,
    /// How many items it stands for.
    pub items: u64,
    /// When it began.
    pub started_at: i64,
    /// When it ended.
    pub stopped_at: Option<i64>,
    /// Error name, if it failed.
    pub error: Option<String>,
    /// Why, for people.
    pub cause: Option<String>,
    /// Whether its history can be opened.
    pub has_history: bool,
}

/// In the order of the items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListMapRunChildrenReply {
    /// The children.
    pub children: Vec<MapRunChild>,
}

impl Operation for ListMapRunChildren {
    type Reply = ListMapRunChildrenReply;
    const NAME: &'static str = "list_map_run_children";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListMapRunChildrenReply, Error> {
        let runtime = drivers.runtime.clone();
        let read = move || {
            let max = self.max.min(MAX);
            runtime.map_run_children(&self.map_run_arn, self.status.as_deref(), self.from, max)
        };
        let found = waiting(read).await??;
        Ok(ListMapRunChildrenReply { children: found.into_iter().map(MapRunChild::from).collect() })
    }
}

impl From<runtime::MapRunChild> for MapRunChild {
    fn from(child: runtime::MapRunChild) -> Self {
        Self {
            execution_arn: child.arn,
            number: child.row.number,
            status: ExecutionStatus::from_word(&child.row.status),
            items: child.row.items,
            started_at: child.row.started_at,
            stopped_at: child.row.stopped_at,
            error: child.row.error,
            cause: child.row.cause,
            has_history: child.row.has_history,
        }
    }
}
