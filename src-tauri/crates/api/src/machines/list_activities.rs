//! The activities, and the tasks that wait for their workers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// Longest list; AWS lets an account have ten thousand.
const MAX: u32 = 10_000;
/// Waiting tasks that are told one by one.
const TASKS_MAX: usize = 200;

/// Which activities are there, and what waits for a worker?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListActivities {}

/// In order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListActivitiesReply {
    /// The activities.
    pub activities: Vec<Activity>,
}

/// An activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Activity {
    /// Names it everywhere.
    pub activity_arn: String,
    /// Its name.
    pub name: String,
    /// When it was created; null for one that executions wait for and nobody has created.
    pub created_at: Option<i64>,
    /// Tasks that wait for a worker.
    pub waiting: usize,
    /// The first of them, oldest first.
    pub tasks: Vec<ActivityTask>,
}

/// A task that waits for a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ActivityTask {
    /// Whose task it is.
    pub execution_arn: String,
    /// Name of the execution.
    pub execution: String,
    /// Name of the state machine.
    pub state_machine: String,
}

impl Operation for ListActivities {
    type Reply = ListActivitiesReply;
    const NAME: &'static str = "list_activities";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListActivitiesReply, Error> {
        let rows = drivers.store.read(|tables| tables.activities().after("", "", MAX))?;
        let named = |arn: &str, name: &str, created_at| Activity {
            activity_arn: arn.to_owned(),
            name: name.to_owned(),
            created_at,
            waiting: 0,
            tasks: Vec::new(),
        };
        let mut activities: BTreeMap<String, Activity> = rows
            .iter()
            .map(|row| (row.arn.clone(), named(&row.arn, &row.name, Some(row.created_at))))
            .collect();
        for work in drivers.runtime.waiting_activities() {
            let arn = &*work.task.resource;
            let name = arn.rsplit(':').next().unwrap_or_default();
            let activity = activities.entry(arn.to_owned()).or_insert_with(|| named(arn, name, None));
            activity.waiting += 1;
            if activity.tasks.len() < TASKS_MAX {
                activity.tasks.push(ActivityTask {
                    execution_arn: work.origin.execution_arn.to_string(),
                    execution: work.origin.execution.clone(),
                    state_machine: work.origin.machine.clone(),
                });
            }
        }
        Ok(ListActivitiesReply { activities: activities.into_values().collect() })
    }
}
