//! Opens a database of which a part cannot be read, as it is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Wreck;
use crate::{Caller, Error, Operation};

/// Goes on without recovering anything. What is damaged is refused when it is asked for.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenAnyway {}

/// Nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OpenAnywayReply {}

impl Operation<Wreck> for OpenAnyway {
    type Reply = OpenAnywayReply;
    const NAME: &'static str = "open_anyway";

    async fn answer(self, wreck: &Wreck, _caller: &mut Caller) -> Result<OpenAnywayReply, Error> {
        wreck.rescuer.open_anyway().await?;
        Ok(OpenAnywayReply {})
    }
}
