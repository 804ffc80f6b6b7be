//! Shows the data folder where people look at files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Wreck;
use crate::{Caller, Error, Operation};

/// Opens the data folder in the file manager of the machine.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ShowDataFolder {}

/// Nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ShowDataFolderReply {}

impl Operation<Wreck> for ShowDataFolder {
    type Reply = ShowDataFolderReply;
    const NAME: &'static str = "show_data_folder";

    async fn answer(self, wreck: &Wreck, _caller: &mut Caller) -> Result<ShowDataFolderReply, Error> {
        wreck.rescuer.show_folder()?;
        Ok(ShowDataFolderReply {})
    }
}
