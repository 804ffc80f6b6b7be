//! Has a file changed on disk?

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Place, disk};
use crate::{Caller, Code, Drivers, Error, Operation, waiting};

/// Is the file on disk still the one that was opened or saved?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckDocument {
    /// Absolute.
    pub path: String,
    /// From the reply that opened or last saved it.
    pub fingerprint: String,
}

/// How the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OnDiskState {
    /// As it was.
    Same,
    /// Another program wrote it.
    Changed,
    /// It is gone.
    Missing,
}

/// How the file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CheckDocumentReply {
    /// How the file is.
    pub state: OnDiskState,
    /// Of what is on disk now; null if it is gone or cannot be read.
    pub fingerprint: Option<String>,
    /// Of the rules of the team for it; null if there are none.
    pub rules: Option<String>,
}

impl Operation for CheckDocument {
    type Reply = CheckDocumentReply;
    const NAME: &'static str = "check_document";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<CheckDocumentReply, Error> {
        let place = Place::parse(&self.path)?;
        let shelf = Arc::clone(&drivers.team_rules);
        let look = move || (disk::read(place.path()), shelf.fingerprint(place.path()));
        let (there, rules) = waiting(look).await?;
        let (state, fingerprint) = match there {
            Ok(there) if there.fingerprint == self.fingerprint => {
                (OnDiskState::Same, Some(there.fingerprint))
            }
            Ok(there) => (OnDiskState::Changed, Some(there.fingerprint)),
            Err(error) if error.code == Code::NotFound => (OnDiskState::Missing, None),
            // A file that became too large or unreadable is not the one that was opened.
            Err(_) => (OnDiskState::Changed, None),
        };
        Ok(CheckDocumentReply { state, fingerprint, rules })
    }
}
