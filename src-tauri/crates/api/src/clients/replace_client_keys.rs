//! Makes new keys for AWS clients.

use serde::Deserialize;
use ts_rs::TS;

use super::ClientAccess;
use super::describe_client_access::access;
use crate::{Caller, Drivers, Error, Operation, Tag};

/// Make new keys. The old ones open nothing any more.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReplaceClientKeys {}

impl Operation for ReplaceClientKeys {
    type Reply = ClientAccess;
    const NAME: &'static str = "replace_client_keys";
    const TOUCHES: &'static [Tag] = &[Tag::Clients];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ClientAccess, Error> {
        drivers.client_door.replace_keys().await?;
        access(drivers)
    }
}
