//! How AWS clients get in.

use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// Where are AWS clients answered, and as whom?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DescribeClientAccess {}

/// Everything about AWS clients but the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ClientAccess {
    /// The endpoint that clients are given; null while the door is closed.
    pub endpoint: Option<String>,
    /// Whether the door can be opened and closed here.
    pub switchable: bool,
    /// Why the door is not open, or not where it was last time.
    pub problem: Option<String>,
    /// Names the key.
    pub access_key: String,
    /// Account of everything that clients make.
    pub account: String,
    /// Region of everything that clients make.
    pub region: String,
    /// Whether new keys can be made here.
    pub replaceable: bool,
    /// What a Lambda task of their executions runs.
    pub functions: ClientFolder,
}

/// The folder of the functions of AWS clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ClientFolder {
    /// Where functions are looked for.
    pub path: String,
    /// Whether there is such a folder.
    pub exists: bool,
    /// Whether they may run.
    pub allowed: bool,
    /// Named on the command line, so it cannot be changed here.
    pub named: bool,
}

impl Operation for DescribeClientAccess {
    type Reply = ClientAccess;
    const NAME: &'static str = "describe_client_access";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ClientAccess, Error> {
        access(drivers)
    }
}

pub(super) fn access(drivers: &Drivers) -> Result<ClientAccess, Error> {
    let (door, keys) = (drivers.client_door.state(), drivers.client_door.keys());
    let folder = drivers.client_functions.folder()?;
    Ok(ClientAccess {
        endpoint: door.endpoint,
        switchable: door.switchable,
        problem: door.problem,
        access_key: keys.access_key,
        account: keys.account,
        region: keys.region,
        replaceable: keys.replaceable,
        functions: ClientFolder {
            exists: Path::new(&folder.path).is_dir(),
            path: folder.path,
            allowed: folder.allowed,
            named: folder.named,
        },
    })
}
