//! Ends a session elsewhere.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation, Tag};

/// Ends one session of the caller's account.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RevokeSession {
    /// From `list_sessions`.
    pub id: String,
}

/// It is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RevokeSessionReply {}

impl Operation for RevokeSession {
    type Reply = RevokeSessionReply;
    const NAME: &'static str = "revoke_session";
    const TOUCHES: &'static [Tag] = &[Tag::Session];

    async fn answer(self, drivers: &Drivers, caller: &mut Caller) -> Result<RevokeSessionReply, Error> {
        let person = caller.signed_in(drivers).await?;
        // A session of somebody else is as unknown as one that never was.
        if !super::revoke(drivers, self.id, person.account).await? {
            return Err(Error::not_found("there is no such session"));
        }
        Ok(RevokeSessionReply {})
    }
}
