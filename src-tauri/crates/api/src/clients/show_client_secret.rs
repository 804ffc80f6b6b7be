//! Shows the secret of AWS clients, which is kept out of the page until somebody wants it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// What is the secret?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ShowClientSecret {}

/// The secret access key.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct ShowClientSecretReply {
    /// It opens AWS's door on this machine and nothing else.
    pub secret: String,
}

impl std::fmt::Debug for ShowClientSecretReply {
    /// Without the secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ShowClientSecretReply")
    }
}

impl Operation for ShowClientSecret {
    type Reply = ShowClientSecretReply;
    const NAME: &'static str = "show_client_secret";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ShowClientSecretReply, Error> {
        Ok(ShowClientSecretReply { secret: drivers.client_door.keys().secret })
    }
}
