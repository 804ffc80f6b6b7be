//! What tests of this crate stand on.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use engine::Timestamp;
use identity::People;
use resources::Chance;
use resources::functions::{ClientFunctions, Functions, Interpreters, Limits};
use resources::logs::Logs;
use resources::mocks::Mocks;
use resources::objects::Objects;
use runtime::{Clock, Entropy, Later, Parts, Quotas, Runtime};
use serde_json::{Value, json};
use store::Store;
use tokio::sync::watch;

use crate::clients::{ClientDoor, ClientKeys, DoorState};
use crate::{Caller, Code, Door, Drivers, Error, StepFunctions};

#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Folder {
    pub(crate) fn new() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("signalbox-api-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a fresh folder");
        Self(path.canonicalize().expect("it is there"))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, relative: &str, text: &str) -> PathBuf {
        let path = self.0.join(relative);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folder");
        std::fs::write(&path, text).expect("written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Stands still; nothing in these tests waits for time.
#[derive(Debug)]
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp(1_700_000_000_000)
    }

    fn wall(&self) -> Timestamp {
        self.now()
    }

    fn sleep_until(&self, _at: Timestamp) -> Later<()> {
        Box::pin(std::future::pending())
    }
}

/// Every eight bytes are a new number.
#[derive(Debug, Default)]
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let number = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes();
            part.copy_from_slice(&number[..part.len()]);
        }
    }
}

/// The doors of AWS clients, of which these tests need none: they are tested through `host`, with the real ones.
#[derive(Debug)]
struct NoDoor;

impl ClientDoor for NoDoor {
    fn state(&self) -> DoorState {
        DoorState::default()
    }

    fn keys(&self) -> ClientKeys {
        let text = String::new;
        ClientKeys { access_key: text(), secret: text(), account: text(), region: text(), replaceable: false }
    }

    fn switch(&self, _on: bool) -> Later<Result<(), Error>> {
        Box::pin(async { Err(Error::internal("there is no door")) })
    }

    fn replace_keys(&self) -> Later<Result<(), Error>> {
        Box::pin(async { Err(Error::internal("there is no door")) })
    }
}

impl StepFunctions for NoDoor {
    fn call(&self, _operation: &'static str, _members: Value) -> Later<Result<Value, Error>> {
        Box::pin(async { Err(Error::internal("there is no door")) })
    }

    fn start(&self, _members: Value, _virtual_time: bool) -> Later<Result<Value, Error>> {
        Box::pin(async { Err(Error::internal("there is no door")) })
    }
}

/// Everything an operation needs, in a folder of its own, and one caller.
pub(crate) struct World {
    pub(crate) folder: Folder,
    pub(crate) drivers: Drivers,
    pub(crate) caller: Caller,
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = Folder::new();
        let (clock, entropy) = (Arc::new(Still), Arc::new(Counting::default()));
        let chance = Chance::new(Arc::<Still>::clone(&clock), Arc::<Counting>::clone(&entropy));
        let store =
            Store::open(&store::Options::new(folder.path().join("data"), "test")).expect("a database");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let home = std::env::var_os("HOME").unwrap_or_default();
        let interpreters = Interpreters {
            python: "python3".into(),
            node: "node".into(),
            environment: vec![("PATH".into(), path), ("HOME".into(), home)],
        };
        let limits = Limits {
            run_max: Duration::from_secs(30),
            output_bytes_max: 1000,
            processes_max: 1,
            idle_max: 2,
            invocations_max: 10,
        };
        let functions =
            Arc::new(Functions::open(interpreters, limits, chance.clone()).await.expect("a port"));
        let client_functions = ClientFunctions::new(store.clone(), folder.path().join("functions"), None);
        let integrations =
            resources::integrations(&functions, &client_functions, &store, &chance, watch::channel(0).0);
        let parts = Parts {
            store: store.clone(),
            clock,
            entropy,
            integrations,
            item_store: None,
            log: None,
            quotas: Quotas::default(),
        };
        let runtime = Runtime::open(parts).await.expect("a runtime");
        let people = People::new(store.clone());
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/workflows");
        let home = Some(folder.path().to_path_buf());
        let objects = Arc::new(Objects::open(&folder.path().join("data")).expect("a folder"));
        let drivers = Drivers {
            store,
            people,
            runtime,
            client_functions,
            mocks: Mocks::default(),
            client_door: Arc::new(NoDoor),
            step_functions: Arc::new(NoDoor),
            machines: watch::channel(0).0,
            logs: Arc::new(Logs::new(folder.path())),
            objects,
            team_rules: Arc::default(),
            chance,
            samples: Some(samples),
            home,
        };
        Self { folder, drivers, caller: Caller { door: Door::Terminal, session: None } }
    }

    pub(crate) async fn call(&mut self, operation: &str, request: Value) -> Result<Value, Error> {
        let entry = crate::find(operation).unwrap_or_else(|| panic!("there is no `{operation}`"));
        let answer = (entry.call)(&self.drivers, &mut self.caller, (&request.to_string()).into()).await?;
        Ok(serde_json::from_str(&answer.json).expect("replies are JSON"))
    }

    pub(crate) async fn code(&mut self, operation: &str, request: Value) -> Code {
        self.call(operation, request).await.expect_err("refused").code
    }

    pub(crate) fn path(&self, relative: &str) -> String {
        self.folder.path().join(relative).display().to_string()
    }

    /// Waits until a run is over, or waits for a person.
    pub(crate) async fn settled(&mut self, arn: &str) -> Value {
        let mut changes = self.drivers.runtime.subscribe();
        loop {
            let run = self.call("describe_execution", json!({ "execution_arn": arn })).await.expect("a run");
            let waits =
                run["outstanding"].as_array().expect("a list").iter().any(|one| one["kind"] == "callback");
            let asked = !self.drivers.store.read(|rows| rows.approvals().pending()).expect("rows").is_empty();
            if run["status"] != "RUNNING" || (waits && asked) {
                return run;
            }
            changes.recv().await.expect("a change");
        }
    }
}
