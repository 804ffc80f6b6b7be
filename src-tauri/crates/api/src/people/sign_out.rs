//! Ends the session of this door.

use serde::Deserialize;
use ts_rs::TS;

use super::Session;
use crate::{Caller, Drivers, Error, Operation, Tag};

/// Ends the session of this door. A guest stays a guest.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignOut {}

impl Operation for SignOut {
    type Reply = Session;
    const NAME: &'static str = "sign_out";
    const TOUCHES: &'static [Tag] = &[Tag::Session];

    async fn answer(self, drivers: &Drivers, caller: &mut Caller) -> Result<Session, Error> {
        if let Some(person) = caller.person(drivers).await? {
            super::revoke(drivers, person.session, person.account).await?;
        }
        caller.session = None;
        super::describe(drivers, caller).await
    }
}
