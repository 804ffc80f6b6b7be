//! The list of everything Signalbox can do. What is not on it cannot be called through any door.

use crate::operation::{Entry, entry};
use crate::{approvals, catalogue, clients, documents, executions, functions, machines, people, workflows};

/// All operations, in the order in which the UI reads about them.
pub const LIST: &[Entry] = &[
    entry::<people::DescribeSession>(),
    entry::<people::SignUp>(),
    entry::<people::SignIn>(),
    entry::<people::SignOut>(),
    entry::<people::ListSessions>(),
    entry::<people::RevokeSession>(),
    entry::<documents::ListSamples>(),
    entry::<documents::OpenSample>(),
    entry::<documents::ListRecents>(),
    entry::<documents::ForgetRecent>(),
    entry::<documents::OpenDocument>(),
    entry::<documents::SaveDocument>(),
    entry::<documents::CheckDocument>(),
    entry::<documents::ExportDefinition>(),
    entry::<documents::ExportPicture>(),
    entry::<documents::ListFolder>(),
    entry::<documents::KeepDraft>(),
    entry::<documents::ListDrafts>(),
    entry::<documents::DropDraft>(),
    entry::<documents::KeepOpenDocuments>(),
    entry::<documents::ListOpenDocuments>(),
    entry::<documents::ListSnapshots>(),
    entry::<documents::ReadSnapshot>(),
    entry::<documents::KeepTemplate>(),
    entry::<documents::ListTemplates>(),
    entry::<documents::RenameTemplate>(),
    entry::<documents::DeleteTemplate>(),
    entry::<workflows::ViewWorkflow>(),
    entry::<workflows::EditWorkflow>(),
    entry::<workflows::MayEdit>(),
    entry::<workflows::CopyStates>(),
    entry::<workflows::ConvertWorkflow>(),
    entry::<catalogue::ListIntegrations>(),
    entry::<catalogue::ListActions>(),
    entry::<catalogue::DescribeAction>(),
    entry::<catalogue::ListPatterns>(),
    entry::<workflows::CompleteText>(),
    entry::<workflows::ExplainText>(),
    entry::<workflows::FindReferences>(),
    entry::<workflows::ListVariables>(),
    entry::<workflows::EvaluateExpressions>(),
    entry::<functions::ListNeededGrants>(),
    entry::<functions::GrantFunctions>(),
    entry::<executions::StartExecution>(),
    entry::<executions::StopExecution>(),
    entry::<executions::PreviewRedrive>(),
    entry::<executions::RedriveExecution>(),
    entry::<executions::DescribeExecution>(),
    entry::<executions::ListExecutions>(),
    entry::<executions::GetExecutionHistory>(),
    entry::<executions::DescribeMapRun>(),
    entry::<executions::ListMapRunChildren>(),
    entry::<approvals::ListApprovals>(),
    entry::<approvals::DecideApproval>(),
    entry::<machines::ListStateMachines>(),
    entry::<machines::DescribeStateMachine>(),
    entry::<machines::ListMachineExecutions>(),
    entry::<machines::KeepStateMachine>(),
    entry::<machines::StartStateMachine>(),
    entry::<machines::DeleteStateMachine>(),
    entry::<machines::ListActivities>(),
    entry::<machines::DeleteActivity>(),
    entry::<clients::DescribeClientAccess>(),
    entry::<clients::ShowClientSecret>(),
    entry::<clients::SwitchClientDoor>(),
    entry::<clients::ReplaceClientKeys>(),
    entry::<clients::ChooseClientFunctions>(),
];

/// The operation of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    LIST.iter().find(|entry| entry.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::LIST;

    /// Every file `src/<area>/<name>.rs` that implements an operation is on the list under its own name.
    #[test]
    fn no_operation_is_forgotten() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut written = BTreeSet::new();
        let areas =
            std::fs::read_dir(&source).expect("the source").flatten().filter(|area| area.path().is_dir());
        for file in areas.flat_map(|area| std::fs::read_dir(area.path()).expect("an area").flatten()) {
            let text = std::fs::read_to_string(file.path()).expect("a file");
            if text.contains("\nimpl Operation for ") {
                let name = file.path().file_stem().expect("a name").to_string_lossy().into_owned();
                assert!(
                    text.contains(&format!("const NAME: &'static str = \"{name}\";")),
                    "{name} is named otherwise"
                );
                written.insert(name);
            }
        }
        let listed: Vec<String> = LIST.iter().map(|entry| entry.name.to_owned()).collect();
        assert_eq!(written, listed.iter().cloned().collect(), "operations.rs lists every operation");
        assert_eq!(listed.len(), written.len(), "none twice");
    }
}
