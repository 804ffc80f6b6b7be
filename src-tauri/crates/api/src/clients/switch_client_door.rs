//! Opens or closes the door of AWS clients.

use serde::Deserialize;
use ts_rs::TS;

use super::ClientAccess;
use super::describe_client_access::access;
use crate::{Caller, Drivers, Error, Operation, Tag};

/// Answer AWS clients, or no longer; also after the next start.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SwitchClientDoor {
    /// Open it.
    pub on: bool,
}

impl Operation for SwitchClientDoor {
    type Reply = ClientAccess;
    const NAME: &'static str = "switch_client_door";
    const TOUCHES: &'static [Tag] = &[Tag::Clients];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ClientAccess, Error> {
        drivers.client_door.switch(self.on).await?;
        access(drivers)
    }
}
