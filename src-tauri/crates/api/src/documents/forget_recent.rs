//! Takes a file off the list of recents.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation, Tag};

/// Takes a file off the list; the file itself stays.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ForgetRecent {
    /// From `list_recents`.
    pub path: String,
}

/// It is off the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ForgetRecentReply {}

impl Operation for ForgetRecent {
    type Reply = ForgetRecentReply;
    const NAME: &'static str = "forget_recent";
    const TOUCHES: &'static [Tag] = &[Tag::Recents];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ForgetRecentReply, Error> {
        drivers.store.write(move |rows| rows.recents().forget(&self.path)).await?;
        Ok(ForgetRecentReply {})
    }
}
