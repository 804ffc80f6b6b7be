//! Stops a recovery or an export.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Wreck;
use crate::{Caller, Error, Operation};

/// Stops what is under way. It ends with a `conflict`, and everything is as it was.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StopRecovery {}

/// Nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StopRecoveryReply {}

impl Operation<Wreck> for StopRecovery {
    type Reply = StopRecoveryReply;
    const NAME: &'static str = "stop_recovery";

    async fn answer(self, wreck: &Wreck, _caller: &mut Caller) -> Result<StopRecoveryReply, Error> {
        wreck.rescuer.stop();
        Ok(StopRecoveryReply {})
    }
}
