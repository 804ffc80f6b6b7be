//! Executions of one state machine, page by page.

use serde::{Deserialize, Serialize};
use store::tables::state_machines as rows;
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
        let row = drivers.store.read(|tables| tables.state_machines().by_arn(arn))?;
        let row = row.ok_or_else(|| missing(arn))?;
        if row.kind == "EXPRESS" {
            return self.of_express(drivers, &row);
        }
        let (status, prefix) = (self.status.as_deref(), execution_prefix(&row));
        let rows = drivers
            .store
            .read(|tables| tables.executions().listed(&row.name, &prefix, status, self.before, max))?;
        let is_full = u32::try_from(rows.len()).is_ok_and(|count| count == max);
        let next = rows.last().filter(|_| is_full).map(|row| row.id);
        Ok(MachineExecutions { executions: rows.iter().map(ExecutionSummary::from).collect(), next })
    }
}

impl ListMachineExecutions {
    /// Express executions are not on disk: the running ones and the last that ended, on one page.
    fn of_express(
        &self,
        drivers: &Drivers,
        machine: &rows::StateMachine,
    ) -> Result<MachineExecutions, Error> {
        let prefix = execution_prefix(machine);
        let all = drivers.runtime.list(Some(&machine.name), MAX)?;
        let wanted = all.iter().filter(|row| {
            row.arn.starts_with(&prefix) && self.status.as_ref().is_none_or(|status| *status == row.status)
        });
        Ok(MachineExecutions { executions: wanted.map(ExecutionSummary::from).collect(), next: None })
    }
}
