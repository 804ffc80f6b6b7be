//! What operations work with. The host builds it once.

use std::path::PathBuf;
use std::sync::Arc;

use identity::People;
use resources::Chance;
use resources::functions::ClientFunctions;
use resources::logs::Logs;
use resources::mocks::Mocks;
use resources::objects::Objects;
use runtime::Runtime;
use store::Store;
use tokio::sync::watch;

use crate::clients::ClientDoor;
use crate::documents::Shelf;
use crate::machines::StepFunctions;
use crate::{Code, Error};

/// Everything an operation may use.
#[derive(Clone, Debug)]
pub struct Drivers {
    /// The database.
    pub store: Store,
    /// Accounts and sessions.
    pub people: People,
    /// Executions.
    pub runtime: Runtime,
    /// Functions of executions that AWS clients start.
    pub client_functions: ClientFunctions,
    /// Tasks that test cases of the mock file answer.
    pub mocks: Mocks,
    /// Where AWS clients come in.
    pub client_door: Arc<dyn ClientDoor>,
    /// Operations of Step Functions, with AWS's rules.
    pub step_functions: Arc<dyn StepFunctions>,
    /// Counts the changes of kept state machines and activities.
    pub machines: watch::Sender<u64>,
    /// Log groups.
    pub logs: Arc<Logs>,
    /// Buckets.
    pub objects: Arc<Objects>,
    /// Rules of teams.
    pub team_rules: Arc<Shelf>,
    /// Instants and random bytes.
    pub chance: Chance,
    /// Folder of the workflows that come with the app.
    pub samples: Option<PathBuf>,
    /// Where choosing a file starts.
    pub home: Option<PathBuf>,
}

/// Runs something that blocks (a disk, a password hash) where it holds up nobody else.
pub(crate) async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal(format!("the work was cut off: {error}")))
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        let code = match &error {
            store::Error::Conflict { .. } | store::Error::Stopped => Code::Conflict,
            store::Error::AlreadyOpen { .. }
            | store::Error::LeaseLost
            | store::Error::Newer { .. }
            | store::Error::Foreign { .. }
            | store::Error::Damaged { .. }
            | store::Error::OldSqlite { .. }
            | store::Error::Folder { .. }
            | store::Error::DiskFull
            | store::Error::NotSaved { .. }
            | store::Error::Closed => Code::Unavailable,
            store::Error::Corrupt { .. } => Code::Damaged,
            store::Error::Sqlite { .. } => Code::Internal,
        };
        Self::told(code, &error)
    }
}
