//! Puts a database of which nothing can be read aside, and begins with an empty one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Wreck;
use crate::{Caller, Error, Operation};

/// Begins with an empty database.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BeginAnew {}

/// Where the damaged database is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BeginAnewReply {
    /// The folder with the damaged files.
    pub kept_in: String,
}

impl Operation<Wreck> for BeginAnew {
    type Reply = BeginAnewReply;
    const NAME: &'static str = "begin_anew";

    async fn answer(self, wreck: &Wreck, _caller: &mut Caller) -> Result<BeginAnewReply, Error> {
        let kept = wreck.rescuer.begin_anew().await?;
        Ok(BeginAnewReply { kept_in: kept.display().to_string() })
    }
}
