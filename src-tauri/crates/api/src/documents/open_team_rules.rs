//! The file of rules for a workflow.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Place, disk, shelf};
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Which file holds the rules of the team for this workflow, and what is in it?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenTeamRules {
    /// The workflow's file. Absolute.
    pub path: String,
}

/// A file of rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TeamRulesFile {
    /// Absolute. Beside the workflow if there is none yet.
    pub path: String,
    /// Null if there is none yet.
    pub text: Option<String>,
    /// Hash of the bytes on disk, for noticing changes by others. Null if there is none yet.
    pub fingerprint: Option<String>,
}

impl Operation for OpenTeamRules {
    type Reply = TeamRulesFile;
    const NAME: &'static str = "open_team_rules";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<TeamRulesFile, Error> {
        let place = Place::parse(&self.path)?;
        waiting(move || {
            let Some(path) = shelf::find(place.path()) else {
                let path = place.path().with_file_name(ide::team_rules::FILE_NAME).display().to_string();
                return Ok(TeamRulesFile { path, text: None, fingerprint: None });
            };
            let disk::OnDisk { text, fingerprint } = disk::read(&path)?;
            let path = path.display().to_string();
            Ok(TeamRulesFile { path, text: Some(text), fingerprint: Some(fingerprint) })
        })
        .await?
    }
}
