//! The list of AWS's operations. Each answers in the file of its name.

mod create_activity;
mod create_state_machine;
mod create_state_machine_alias;
mod delete_activity;
mod delete_state_machine;
mod delete_state_machine_alias;
mod delete_state_machine_version;
mod describe_activity;
mod describe_execution;
mod describe_map_run;
mod describe_state_machine;
mod describe_state_machine_alias;
mod describe_state_machine_for_execution;
mod get_activity_task;
mod get_execution_history;
mod list_activities;
mod list_executions;
mod list_map_runs;
mod list_state_machine_aliases;
mod list_state_machine_versions;
mod list_state_machines;
mod list_tags_for_resource;
mod publish_state_machine_version;
mod redrive_execution;
mod send_task_failure;
mod send_task_heartbeat;
mod send_task_success;
pub(crate) mod start_execution;
mod start_sync_execution;
mod stop_execution;
mod tag_resource;
mod test_state;
mod untag_resource;
mod update_map_run;
mod update_state_machine;
mod update_state_machine_alias;
mod validate_state_machine_definition;

use serde_json::Value;

use crate::door::Gateway;
use crate::members::Members;
use crate::refusal::Refusal;

macro_rules! operations {
    ($($name:literal => $answer:path,)*) => {
        /// Performs an operation; its members are read once it is known that there is one.
        pub(crate) async fn perform(
            gateway: &Gateway,
            operation: &str,
            members: impl FnOnce() -> Result<Members, Refusal>,
        ) -> Result<Value, Refusal> {
            match operation {
                $($name => $answer(gateway, members()?).await,)*
                _ => Err(not_here()),
            }
        }

        #[cfg(test)]
        const HERE: &[&str] = &[$($name,)*];
    };
}

operations! {
    "CreateActivity" => create_activity::answer,
    "CreateStateMachine" => create_state_machine::answer,
    "CreateStateMachineAlias" => create_state_machine_alias::answer,
    "DeleteActivity" => delete_activity::answer,
    "DeleteStateMachine" => delete_state_machine::answer,
    "DeleteStateMachineAlias" => delete_state_machine_alias::answer,
    "DeleteStateMachineVersion" => delete_state_machine_version::answer,
    "DescribeActivity" => describe_activity::answer,
    "DescribeExecution" => describe_execution::answer,
    "DescribeMapRun" => describe_map_run::answer,
    "DescribeStateMachine" => describe_state_machine::answer,
    "DescribeStateMachineAlias" => describe_state_machine_alias::answer,
    "DescribeStateMachineForExecution" => describe_state_machine_for_execution::answer,
    "GetActivityTask" => get_activity_task::answer,
    "GetExecutionHistory" => get_execution_history::answer,
    "ListActivities" => list_activities::answer,
    "ListExecutions" => list_executions::answer,
    "ListMapRuns" => list_map_runs::answer,
    "ListStateMachineAliases" => list_state_machine_aliases::answer,
    "ListStateMachineVersions" => list_state_machine_versions::answer,
    "ListStateMachines" => list_state_machines::answer,
    "ListTagsForResource" => list_tags_for_resource::answer,
    "PublishStateMachineVersion" => publish_state_machine_version::answer,
    "RedriveExecution" => redrive_execution::answer,
    "SendTaskFailure" => send_task_failure::answer,
    "SendTaskHeartbeat" => send_task_heartbeat::answer,
    "SendTaskSuccess" => send_task_success::answer,
    "StartExecution" => start_execution::answer,
    "StartSyncExecution" => start_sync_execution::answer,
    "StopExecution" => stop_execution::answer,
    "TagResource" => tag_resource::answer,
    "TestState" => test_state::answer,
    "UntagResource" => untag_resource::answer,
    "UpdateMapRun" => update_map_run::answer,
    "UpdateStateMachine" => update_state_machine::answer,
    "UpdateStateMachineAlias" => update_state_machine_alias::answer,
    "ValidateStateMachineDefinition" => validate_state_machine_definition::answer,
}

fn not_here() -> Refusal {
    let message = "The requested operation is not recognized by the service.";
    Refusal::new("UnknownOperationException", message)
}

#[cfg(test)]
mod tests {
    use super::HERE;

    #[test]
    fn every_operation_of_aws_is_here() {
        let all: std::collections::BTreeSet<&str> = HERE.iter().copied().collect();
        assert_eq!((all.len(), HERE.len()), (37, 37), "the model of 2016-11-23 has 37 operations");
    }
}
