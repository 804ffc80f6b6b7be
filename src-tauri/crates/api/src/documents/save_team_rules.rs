//! Saves a file of rules.

use std::path::Path;

use serde::Deserialize;
use ts_rs::TS;

use super::open_team_rules::TeamRulesFile;
use super::{Place, disk, shelf};
use crate::{Caller, Code, Drivers, Error, Operation, waiting};

/// Writes a file of rules in one step. `conflict` if the file on disk is not the one `fingerprint` names.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveTeamRules {
    /// Absolute; from the reply that opened it.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// From the reply that opened or last saved it; null for a file that should not be there yet.
    pub fingerprint: Option<String>,
}

impl Operation for SaveTeamRules {
    type Reply = TeamRulesFile;
    const NAME: &'static str = "save_team_rules";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<TeamRulesFile, Error> {
        let place = Place::parse(&self.path)?;
        if place.path().file_name() != Some(ide::team_rules::FILE_NAME.as_ref()) {
            let message = format!("`{}` is no file of rules", self.path);
            return Err(Error::invalid(message).with_hint("its name is `signalbox-rules.json`"));
        }
        waiting(move || self.save(place.path())).await?
    }
}

impl SaveTeamRules {
    fn save(self, path: &Path) -> Result<TeamRulesFile, Error> {
        if self.text.len() > shelf::BYTES_MAX {
            let message = format!("a file of rules has at most {} kB", shelf::BYTES_MAX / 1024);
            return Err(Error::new(Code::LimitReached, message));
        }
        match &self.fingerprint {
            None => disk::create(path, self.text.as_bytes()).map_err(|error| match error.code {
                Code::Conflict => changed(path),
                _ => error,
            })?,
            Some(fingerprint) => {
                if disk::read(path).ok().is_none_or(|there| there.fingerprint != *fingerprint) {
                    return Err(changed(path));
                }
                disk::replace(path, self.text.as_bytes())?;
            }
        }
        let fingerprint = Some(disk::fingerprint(self.text.as_bytes()));
        Ok(TeamRulesFile { path: self.path, text: Some(self.text), fingerprint })
    }
}

fn changed(path: &Path) -> Error {
    let message = format!("`{}` was changed on disk by another program", path.display());
    Error::new(Code::Conflict, message).with_hint("copy what you wrote, close this and open it again")
}
