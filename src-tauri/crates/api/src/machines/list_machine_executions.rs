//! Executions of one state machine, page by page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{execution_prefix, missing};
use crate::executions::ExecutionSummary;
use crate::{Caller, Drivers, Error, Operation};

/// Longest page.
const MAX: u32 = 1_000;

/// Which executions of this state machine were there?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListMachineExecutions {
    /// Which state machine, without version or alias.
    pub state_machine_arn: String,
    /// Only those with this status, in AWS's words; all if null.
    pub status: Option<String>,
    /// Where the page goes on: `next` of the page before.
    pub before: Option<i64>,
    /// At most so many, up to 1000.
    pub max: u32,
}

/// A page, latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MachineExecutions {
    /// The executions.
    pub executions: Vec<ExecutionSummary>,
    /// Where the next page begins; null on the last.
    pub next: Option<i64>,
}

impl Operation for ListMachineExecutions {
    type Reply = MachineExecutions;
    const NAME: &'static str = "list_machine_executions";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<MachineExecutions, Error> {
        let (arn, max) = (&self.state_machine_arn, self.max.clamp(1, MAX));
        let found = drivers.store.read(|tables| {
            let Some(row) = tables.state_machines().by_arn(arn)? else { return Ok(None) };
            let prefix = execution_prefix(&row);
            let rows =
                tables.executions().listed(&row.name, &prefix, self.status.as_deref(), self.before, max)?;
            Ok(Some(rows))
        })?;
        let rows = found.ok_or_else(|| missing(arn))?;
        let is_full = u32::try_from(rows.len()).is_ok_and(|count| count == max);
        let next = rows.last().filter(|_| is_full).map(|row| row.id);
        Ok(MachineExecutions { executions: rows.iter().map(ExecutionSummary::from).collect(), next })
    }
}
