//! AWS clients: where they are answered, with which keys, and what their executions may run.

mod choose_client_functions;
mod describe_client_access;
mod replace_client_keys;
mod show_client_secret;
mod switch_client_door;

use std::fmt::Debug;

use runtime::Later;

use crate::Error;

pub use choose_client_functions::ChooseClientFunctions;
pub use describe_client_access::{ClientAccess, ClientFolder, DescribeClientAccess};
pub use replace_client_keys::ReplaceClientKeys;
pub use show_client_secret::{ShowClientSecret, ShowClientSecretReply};
pub use switch_client_door::SwitchClientDoor;

/// The door of AWS clients, as whoever opened it knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoorState {
    /// Where it answers, if it is open.
    pub endpoint: Option<String>,
    /// Whether a person can open and close it: not where it shares its port with the browser's.
    pub switchable: bool,
    /// Why it is not open, or not where it was last time.
    pub problem: Option<String>,
}

/// What clients sign with, and as whom they are seen.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientKeys {
    /// Names the key.
    pub access_key: String,
    /// The key.
    pub secret: String,
    /// 12 digits.
    pub account: String,
    /// For example `us-east-1`.
    pub region: String,
    /// Whether new ones can be made: not those that were given on the command line.
    pub replaceable: bool,
}

impl Debug for ClientKeys {
    /// Without the secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ClientKeys").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

/// The port to the door of AWS clients. `host` has the sockets, the operations only ask.
pub trait ClientDoor: Debug + Send + Sync {
    /// How it is now.
    fn state(&self) -> DoorState;

    /// The keys of now.
    fn keys(&self) -> ClientKeys;

    /// Opens or closes it, for this start and the following ones.
    fn switch(&self, on: bool) -> Later<Result<(), Error>>;

    /// Makes new keys; the old ones open nothing from then on.
    fn replace_keys(&self) -> Later<Result<(), Error>>;
}
