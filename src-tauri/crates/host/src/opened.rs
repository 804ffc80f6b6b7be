//! Everything, built and connected.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use api::{Asked, Caller, Change, Code, Drivers, Error, Tag};
use gateway::{Calls, Credentials, Gateway};
use identity::People;
use resources::Chance;
use resources::functions::{ClientFunctions, Functions, Interpreters, InvocationRecord, Limits};
use resources::logs::Logs;
use resources::mocks::{BadMockFile, Mocks};
use resources::objects::{ObjectItems, Objects};
use runtime::item_store::ItemStore;
use runtime::{Clock, Entropy, LogSink, Parts, Quotas, Runtime};
use store::Store;
use tokio::sync::{broadcast, watch};

use crate::clients::{Clients, SharedClients};
use crate::clock::{RealClock, RealEntropy};
use crate::credentials::{self, Chosen};
use crate::{Changes, damage_note, places};

/// Bounds on local functions: as long as Lambda lets one run, a few side by side.
const FUNCTION_LIMITS: Limits = Limits {
    run_max: Duration::from_secs(15 * 60),
    output_bytes_max: 256 * 1024,
    processes_max: 4,
    idle_max: 24,
    invocations_max: 500,
};
/// Changes a slow listener may be behind before it is told to ask for everything.
const CHANGES_MAX: usize = 8_192;

/// What to open, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data folder; made if it does not exist.
    pub data: PathBuf,
    /// What this program calls itself, for the message another copy shows.
    pub program: String,
    /// The workflows that come with the app.
    pub samples: Option<PathBuf>,
    /// Credentials of AWS's door, where they differ from those that are kept.
    pub credentials: Chosen,
    /// Folder whose functions executions of AWS clients may run. Without it: `functions` in the data folder, or what a
    /// person chose, once it is allowed.
    pub functions: Option<PathBuf>,
    /// Mock file of Step Functions Local, for executions that are started as `ARN#TestCase`.
    pub mock_config: Option<PathBuf>,
    /// How much may be open at once.
    pub quotas: Quotas,
    /// What everything in it takes for the time. Without it: the clock of the machine.
    pub clock: Option<Arc<dyn Clock>>,
}

impl Options {
    /// With the samples that come with the program.
    #[must_use]
    pub fn new(data: PathBuf, program: &str) -> Self {
        let program = program.to_owned();
        let credentials = Chosen::default();
        Self {
            data,
            program,
            samples: places::samples_folder(),
            credentials,
            functions: None,
            mock_config: None,
            quotas: Quotas::default(),
            clock: None,
        }
    }
}

/// Why nothing was opened.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// The data folder: in use, newer, damaged, not writable.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The executions in it.
    #[error(transparent)]
    Runtime(#[from] runtime::Error),
    /// No loopback port for local functions.
    #[error("no loopback port can be opened: {0}")]
    Port(#[from] std::io::Error),
    /// The folder of buckets.
    #[error("the folder `buckets` of the data folder cannot be used: {0}")]
    Buckets(std::io::Error),
    /// The mock file.
    #[error(transparent)]
    Mocks(#[from] BadMockFile),
    /// The credentials of AWS's door.
    #[error("the credentials cannot be used: {0}")]
    Credentials(std::io::Error),
}

impl NotOpened {
    /// Whether another copy has the data folder open; it may be about to close it.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        matches!(self, Self::Store(store::Error::AlreadyOpen { .. }))
    }

    /// Whether the database is damaged, so that it has to be rescued.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        use store::Error::{Corrupt, Damaged};
        let (Self::Store(problem) | Self::Runtime(runtime::Error::Store(problem))) = self else {
            return false;
        };
        matches!(problem, Damaged { .. } | Corrupt { .. })
    }

    /// Where the copy answers that has the data folder open, if it has said so.
    #[must_use]
    pub fn held_at(&self) -> Option<&str> {
        match self {
            Self::Store(store::Error::AlreadyOpen { holder }) => holder.address.as_deref(),
            Self::Store(_)
            | Self::Runtime(_)
            | Self::Port(_)
            | Self::Buckets(_)
            | Self::Mocks(_)
            | Self::Credentials(_) => None,
        }
    }
}

/// Everything, running. Executions go on as long as it lives.
#[derive(Debug)]
pub struct Host {
    drivers: Drivers,
    clients: Arc<Clients>,
    calls: Arc<Calls>,
    functions: Arc<Functions>,
    data: PathBuf,
    changes: broadcast::Sender<Change>,
    forwarding: Vec<tokio::task::AbortHandle>,
}

impl Host {
    /// Opens the data folder and takes up the executions in it. Call it inside a tokio runtime.
    ///
    /// # Errors
    /// [`NotOpened`]; nothing was changed then.
    pub async fn open(options: Options) -> Result<Arc<Self>, NotOpened> {
        let clock = options.clock.unwrap_or_else(|| Arc::new(RealClock::start()));
        let entropy: Arc<dyn Entropy> = Arc::new(RealEntropy);
        let chance = Chance::new(Arc::clone(&clock), Arc::clone(&entropy));
        let mocks = options.mock_config.as_deref().map(Mocks::read).transpose()?.unwrap_or_default();
        let store = Store::open(&store::Options::new(&options.data, &options.program))?;
        let replaceable = options.credentials.access_key.is_none() && options.credentials.secret.is_none();
        let keys =
            credentials::credentials(&options.data, options.credentials).map_err(NotOpened::Credentials)?;
        let functions = Arc::new(Functions::open(interpreters(), FUNCTION_LIMITS, chance.clone()).await?);
        let (news, approvals) = watch::channel(0);
        let client_functions =
            ClientFunctions::new(store.clone(), options.data.join("functions"), options.functions);
        let mut integrations = resources::integrations(&functions, &client_functions, &store, &chance, news);
        let calls = Arc::new(Calls::default());
        integrations.push(Arc::clone(&calls) as Arc<dyn runtime::Integration>);
        // What a test case answers, nobody else does.
        integrations.insert(0, Arc::new(mocks.clone()));
        let objects = Arc::new(Objects::open(&options.data).map_err(NotOpened::Buckets)?);
        let item_store = Some(Arc::new(ObjectItems::new(Arc::clone(&objects))) as Arc<dyn ItemStore>);
        let logs = Arc::new(Logs::new(&options.data));
        let log = Some(Arc::clone(&logs) as Arc<dyn LogSink>);
        let parts = Parts {
            store: store.clone(),
            clock,
            entropy,
            integrations,
            item_store,
            log,
            quotas: options.quotas,
        };
        let runtime = Runtime::open(parts).await?;
        resources::approvals::close_stale(&store, &runtime, chance.now()).await?;
        let changes = broadcast::Sender::new(CHANGES_MAX);
        let (machines, kept) = watch::channel(0);
        let mut forwarding = vec![
            tokio::spawn(forward_runs(runtime.subscribe(), changes.clone())).abort_handle(),
            tokio::spawn(forward(approvals, Tag::Approvals, changes.clone())).abort_handle(),
            tokio::spawn(forward(kept, Tag::Machines, changes.clone())).abort_handle(),
        ];
        let data = options.data.clone();
        let clients = Arc::new(Clients::new(options.data, store.clone(), keys, replaceable, changes.clone()));
        let people = People::new(store.clone());
        let samples = options.samples;
        let drivers = Drivers {
            store,
            people,
            runtime,
            client_functions,
            client_door: Arc::new(SharedClients(Arc::clone(&clients))),
            step_functions: Arc::clone(&calls) as Arc<dyn api::StepFunctions>,
            machines,
            mocks,
            logs,
            objects,
            team_rules: Arc::default(),
            chance,
            samples,
            home: places::home(),
        };
        // Nobody knocks at this one from outside.
        calls.connect(Gateway::new(drivers.clone(), clients.watch_keys(), 0));
        forwarding.push(finishing_deletions(&drivers, &clients));
        let host = Arc::new(Self { drivers, clients, calls, functions, data, changes, forwarding });
        host.clients.belongs_to(Arc::downgrade(&host));
        Ok(host)
    }

    /// Answers one call of any door. Signing in and out changes `caller.session`, which the door keeps.
    ///
    /// # Errors
    /// What the operation says, or that there is none of that name.
    pub async fn call(
        &self,
        operation: &str,
        request: impl Into<Asked<'_>>,
        caller: &mut Caller,
    ) -> Result<String, Error> {
        let Some(entry) = api::find(operation) else {
            return Err(Error::not_found(format!("there is no operation `{operation}`")));
        };
        let answer = (entry.call)(&self.drivers, caller, request.into()).await.inspect_err(|error| {
            if error.code == Code::Damaged {
                damage_note::leave(&self.data, &error.message);
            }
        })?;
        for tag in answer.touched {
            // Nobody listening is fine.
            let _ = self.changes.send(Change { tag: *tag, id: None });
        }
        Ok(answer.json)
    }

    /// AWS's door for requests that arrive on `port`.
    #[must_use]
    pub fn gateway(&self, port: u16) -> Gateway {
        Gateway::new(self.drivers.clone(), self.clients.watch_keys(), port)
    }

    /// The credentials of AWS's door.
    #[must_use]
    pub fn credentials(&self) -> Credentials {
        self.clients.watch_keys().borrow().clone()
    }

    /// Opens a door for AWS clients alone, unless a person closed it: for a program that has no door for browsers. Why
    /// it could not be opened is shown where clients are told how to get in.
    pub async fn answer_clients(&self) {
        self.clients.open_at_start().await;
    }

    /// What is new from now on.
    #[must_use]
    pub fn changes(&self) -> Changes {
        Changes::new(self.changes.subscribe())
    }

    /// What the local functions of an execution printed.
    #[must_use]
    pub fn printed(&self, execution_arn: &str) -> Vec<InvocationRecord> {
        self.functions.records(execution_arn)
    }

    /// Waits until everything that executions have logged is written. A program that ends in order calls it, because
    /// connections may hold the host longer than that.
    pub fn finish_logs(&self) {
        self.drivers.logs.flush();
    }

    /// Tells a second copy that is started on the same data folder, and AWS clients, where this one answers.
    ///
    /// # Errors
    /// If the note cannot be written.
    pub fn publish_address(&self, address: &str) -> Result<(), NotOpened> {
        self.clients.served_at(address);
        Ok(self.drivers.store.publish_address(address)?)
    }
}

/// Puts a new database with everything that can be read in the place of a damaged one, which is kept.
///
/// # Errors
/// That the data folder is in use, newer, or without a database; nothing was changed then.
pub fn recover(data: &std::path::Path) -> Result<store::Recovered, NotOpened> {
    let recovered = store::recover(data, "signalbox recover", &|_| ControlFlow::Continue(()))?;
    damage_note::remove(data);
    Ok(recovered)
}

impl Drop for Host {
    fn drop(&mut self) {
        self.clients.close();
        self.calls.disconnect();
        for task in &self.forwarding {
            task.abort();
        }
        self.finish_logs();
    }
}

/// What runs functions on this machine.
fn interpreters() -> Interpreters {
    Interpreters {
        python: places::python(),
        node: places::node(),
        environment: places::handler_environment(),
    }
}

/// Removes state machines that are being deleted once nothing of theirs is open.
fn finishing_deletions(drivers: &Drivers, clients: &Clients) -> tokio::task::AbortHandle {
    let gateway = Gateway::new(drivers.clone(), clients.watch_keys(), 0);
    tokio::spawn(async move { gateway.finish_deletions().await }).abort_handle()
}

async fn forward_runs(mut runs: broadcast::Receiver<runtime::Change>, changes: broadcast::Sender<Change>) {
    loop {
        let id = match runs.recv().await {
            Ok(run) => Some(run.execution_arn.to_string()),
            Err(broadcast::error::RecvError::Lagged(_)) => None,
            Err(broadcast::error::RecvError::Closed) => return,
        };
        let _ = changes.send(Change { tag: Tag::Executions, id });
    }
}

/// Tells of everything that is counted.
async fn forward(mut counted: watch::Receiver<u64>, tag: Tag, changes: broadcast::Sender<Change>) {
    while counted.changed().await.is_ok() {
        let _ = changes.send(Change { tag, id: None });
    }
}
