//! The state machines that are kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use store::tables::state_machines as rows;
use ts_rs::TS;

use super::{MachineSummary, running_of};
use crate::{Caller, Drivers, Error, Operation};

/// Longest list; AWS lets an account have ten thousand.
const MAX: u32 = 10_000;

/// Which state machines are kept?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListStateMachines {}

/// In order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListStateMachinesReply {
    /// The state machines.
    pub state_machines: Vec<MachineSummary>,
}

impl Operation for ListStateMachines {
    type Reply = ListStateMachinesReply;
    const NAME: &'static str = "list_state_machines";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListStateMachinesReply, Error> {
        let state_machines = drivers.store.read(|tables| {
            let running: BTreeMap<String, u64> =
                tables.executions().running_by_machine()?.into_iter().collect();
            let rows = tables.state_machines().after("", "", MAX)?;
            let summary = |row: &rows::StateMachine| {
                MachineSummary::new(row, running_of(drivers, row, running.get(&row.name)))
            };
            Ok(rows.iter().map(summary).collect())
        })?;
        Ok(ListStateMachinesReply { state_machines })
    }
}
