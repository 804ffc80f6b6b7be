//! The list of AWS's operations. Each answers in the file of its name.

use serde_json::Value;

use crate::door::Gateway;
use crate::members::Members;
use crate::refusal::Refusal;

macro_rules! operations {
    ($($name:literal => $file:ident,)*) => {
        $(mod $file;)*

        /// Performs an operation; its members are read once it is known that there is one.
        pub(crate) async fn perform(
            gateway: &Gateway,
            operation: &str,
            members: impl FnOnce() -> Result<Members, Refusal>,
        ) -> Result<Value, Refusal> {
            match operation {
                $($name => $file::answer(gateway, members()?).await,)*
                _ => Err(not_here(operation)),
            }
        }

        #[cfg(test)]
        const HERE: &[&str] = &[$($name,)*];
    };
}

operations! {
    "CreateActivity" => create_activity,
    "CreateStateMachine" => create_state_machine,
    "CreateStateMachineAlias" => create_state_machine_alias,
    "DeleteActivity" => delete_activity,
    "DeleteStateMachine" => delete_state_machine,
    "DeleteStateMachineAlias" => delete_state_machine_alias,
    "DeleteStateMachineVersion" => delete_state_machine_version,
    "DescribeActivity" => describe_activity,
    "DescribeExecution" => describe_execution,
    "DescribeStateMachine" => describe_state_machine,
    "DescribeStateMachineAlias" => describe_state_machine_alias,
    "DescribeStateMachineForExecution" => describe_state_machine_for_execution,
    "GetActivityTask" => get_activity_task,
    "GetExecutionHistory" => get_execution_history,
    "ListActivities" => list_activities,
    "ListExecutions" => list_executions,
    "ListStateMachineAliases" => list_state_machine_aliases,
    "ListStateMachineVersions" => list_state_machine_versions,
    "ListStateMachines" => list_state_machines,
    "ListTagsForResource" => list_tags_for_resource,
    "PublishStateMachineVersion" => publish_state_machine_version,
    "SendTaskFailure" => send_task_failure,
    "SendTaskHeartbeat" => send_task_heartbeat,
    "SendTaskSuccess" => send_task_success,
    "StartExecution" => start_execution,
    "StartSyncExecution" => start_sync_execution,
    "StopExecution" => stop_execution,
    "TagResource" => tag_resource,
    "UntagResource" => untag_resource,
    "UpdateStateMachine" => update_state_machine,
    "UpdateStateMachineAlias" => update_state_machine_alias,
    "ValidateStateMachineDefinition" => validate_state_machine_definition,
}

/// Operations that AWS has and this door has not yet.
const NOT_YET: [&str; 5] = ["DescribeMapRun", "ListMapRuns", "RedriveExecution", "TestState", "UpdateMapRun"];

fn not_here(operation: &str) -> Refusal {
    let message = match NOT_YET.contains(&operation) {
        true => format!("Signalbox does not have the operation {operation} yet"),
        false => "The requested operation is not recognized by the service.".to_owned(),
    };
    Refusal::new("UnknownOperationException", message)
}

#[cfg(test)]
mod tests {
    use super::{HERE, NOT_YET, not_here};

    #[test]
    fn every_operation_of_aws_is_here_or_said_to_be_missing() {
        let all: std::collections::BTreeSet<&str> = HERE.iter().chain(&NOT_YET).copied().collect();
        assert_eq!(all.len(), 37, "the model of 2016-11-23 has 37 operations");
        assert_eq!(HERE.len() + NOT_YET.len(), 37, "none twice");
    }

    #[test]
    fn what_is_missing_says_so() {
        assert!(not_here("TestState").message.ends_with("yet"));
        assert_eq!(not_here("Nonsense").name, "UnknownOperationException");
    }
}
