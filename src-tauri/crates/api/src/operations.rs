//! The lists of everything Signalbox can do. What is not on one cannot be called through any door.

use crate::operation::{Entry, entry};
use crate::{
    approvals, catalogue, clients, documents, executions, functions, machines, people, rescue, workflows,
};

/// All operations, in the order in which the UI reads about them.
pub const LIST: &[Entry] = &[
    entry::<people::DescribeSession, _>(),
    entry::<people::SignUp, _>(),
    entry::<people::SignIn, _>(),
    entry::<people::SignOut, _>(),
    entry::<people::ListSessions, _>(),
    entry::<people::RevokeSession, _>(),
    entry::<documents::ListSamples, _>(),
    entry::<documents::OpenSample, _>(),
    entry::<documents::ListRecents, _>(),
    entry::<documents::ForgetRecent, _>(),
    entry::<documents::OpenDocument, _>(),
    entry::<documents::SaveDocument, _>(),
    entry::<documents::CheckDocument, _>(),
    entry::<documents::ExportDefinition, _>(),
    entry::<documents::ExportPicture, _>(),
    entry::<documents::ListFolder, _>(),
    entry::<documents::KeepDraft, _>(),
    entry::<documents::ListDrafts, _>(),
    entry::<documents::DropDraft, _>(),
    entry::<documents::KeepOpenDocuments, _>(),
    entry::<documents::ListOpenDocuments, _>(),
    entry::<documents::ListSnapshots, _>(),
    entry::<documents::ReadSnapshot, _>(),
    entry::<documents::KeepTemplate, _>(),
    entry::<documents::ListTemplates, _>(),
    entry::<documents::RenameTemplate, _>(),
    entry::<documents::DeleteTemplate, _>(),
    entry::<workflows::ViewWorkflow, _>(),
    entry::<workflows::EditWorkflow, _>(),
    entry::<workflows::MayEdit, _>(),
    entry::<workflows::CopyStates, _>(),
    entry::<workflows::ConvertWorkflow, _>(),
    entry::<catalogue::ListIntegrations, _>(),
    entry::<catalogue::ListActions, _>(),
    entry::<catalogue::DescribeAction, _>(),
    entry::<catalogue::ListPatterns, _>(),
    entry::<catalogue::ListVocabulary, _>(),
    entry::<workflows::CompleteText, _>(),
    entry::<workflows::ExplainText, _>(),
    entry::<workflows::FindReferences, _>(),
    entry::<workflows::ListVariables, _>(),
    entry::<workflows::EvaluateExpressions, _>(),
    entry::<documents::OpenTeamRules, _>(),
    entry::<documents::CheckTeamRules, _>(),
    entry::<documents::SaveTeamRules, _>(),
    entry::<functions::ListNeededGrants, _>(),
    entry::<functions::GrantFunctions, _>(),
    entry::<executions::StartExecution, _>(),
    entry::<executions::StopExecution, _>(),
    entry::<executions::PreviewRedrive, _>(),
    entry::<executions::RedriveExecution, _>(),
    entry::<executions::DescribeExecution, _>(),
    entry::<executions::ListExecutions, _>(),
    entry::<executions::GetExecutionHistory, _>(),
    entry::<executions::DescribeMapRun, _>(),
    entry::<executions::ListMapRunChildren, _>(),
    entry::<approvals::ListApprovals, _>(),
    entry::<approvals::DecideApproval, _>(),
    entry::<machines::ListStateMachines, _>(),
    entry::<machines::DescribeStateMachine, _>(),
    entry::<machines::ListMachineExecutions, _>(),
    entry::<machines::KeepStateMachine, _>(),
    entry::<machines::StartStateMachine, _>(),
    entry::<machines::DeleteStateMachine, _>(),
    entry::<machines::ListActivities, _>(),
    entry::<machines::DeleteActivity, _>(),
    entry::<clients::DescribeClientAccess, _>(),
    entry::<clients::ShowClientSecret, _>(),
    entry::<clients::SwitchClientDoor, _>(),
    entry::<clients::ReplaceClientKeys, _>(),
    entry::<clients::ChooseClientFunctions, _>(),
];

/// The operations that a damaged database leaves.
pub const RESCUE: &[Entry<rescue::Wreck>] = &[
    entry::<rescue::DescribeDamage, _>(),
    entry::<rescue::RecoverDatabase, _>(),
    entry::<rescue::BeginAnew, _>(),
    entry::<rescue::OpenAnyway, _>(),
    entry::<rescue::ExportExecutions, _>(),
    entry::<rescue::StopRecovery, _>(),
    entry::<rescue::ShowDataFolder, _>(),
    entry::<documents::ListFolder, _>(),
];

/// The operation of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    LIST.iter().find(|entry| entry.name == name)
}

/// The operation of that name, if a damaged database leaves it.
#[must_use]
pub fn find_rescue(name: &str) -> Option<&'static Entry<rescue::Wreck>> {
    RESCUE.iter().find(|entry| entry.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{LIST, RESCUE};

    /// Every file `src/<area>/<name>.rs` that implements an operation is on the list under its own name.
    #[test]
    fn no_operation_is_forgotten() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut written = BTreeSet::new();
        let areas =
            std::fs::read_dir(&source).expect("the source").flatten().filter(|area| area.path().is_dir());
        for file in areas.flat_map(|area| std::fs::read_dir(area.path()).expect("an area").flatten()) {
            let text = std::fs::read_to_string(file.path()).expect("a file");
            if text.contains("\nimpl Operation for ") || text.contains("\nimpl Operation<Wreck> for ") {
                let name = file.path().file_stem().expect("a name").to_string_lossy().into_owned();
                assert!(
                    text.contains(&format!("const NAME: &'static str = \"{name}\";")),
                    "{name} is named otherwise"
                );
                written.insert(name);
            }
        }
        // `list_folder` is on both: what a file dialog shows depends on no database.
        let rescue = RESCUE.iter().map(|entry| entry.name).filter(|name| *name != "list_folder");
        let listed: Vec<String> =
            LIST.iter().map(|entry| entry.name).chain(rescue).map(str::to_owned).collect();
        assert_eq!(written, listed.iter().cloned().collect(), "operations.rs lists every operation");
        assert_eq!(listed.len(), written.len(), "none twice");
    }
}
