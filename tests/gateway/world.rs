//! A host with an open door, in a folder of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use host::api::{Caller, Door};
use host::credentials::Chosen;
use host::gateway::Credentials;
use host::{BrowserDoor, Host, Options};
use runtime::Clock;
use serde_json::Value;
use support::folder::Folder;

use crate::client::{Answer, Client};
use crate::recorded_functions;

/// Everything a test of the door needs. Closed and removed when dropped.
#[derive(Debug)]
pub struct World {
    /// Speaks to the door with the right credentials.
    pub client: Client,
    /// What the door opens to.
    pub host: Arc<Host>,
    _door: BrowserDoor,
    folder: Folder,
}

impl World {
    /// Opens a host in a new folder. Executions may run the functions that are written into [`World::functions`].
    pub async fn open() -> Self {
        let folder = Folder::new("gateway");
        let functions = folder.path().join("functions");
        std::fs::create_dir(&functions).expect("a folder");
        Self::open_in(folder, Some(functions), None).await
    }

    /// The same with a mock file.
    pub async fn with_mocks(mocks: &str) -> Self {
        let folder = Folder::new("gateway");
        let (functions, file) = (folder.path().join("functions"), folder.path().join("mocks.json"));
        std::fs::create_dir(&functions).expect("a folder");
        std::fs::write(&file, mocks).expect("written");
        Self::open_in(folder, Some(functions), Some(file)).await
    }

    /// Opens a host with the functions of its data folder, which nobody has allowed.
    pub async fn without_permission() -> Self {
        Self::open_in(Folder::new("gateway"), None, None).await
    }

    /// Opens a host that lives by a clock of the test.
    pub async fn at(clock: Arc<dyn Clock>) -> Self {
        let folder = Folder::new("gateway");
        let options = Options { clock: Some(clock), ..options(&folder) };
        Self::open_with(folder, options).await
    }

    async fn open_in(folder: Folder, functions: Option<PathBuf>, mock_config: Option<PathBuf>) -> Self {
        let options = Options { functions, mock_config, ..options(&folder) };
        Self::open_with(folder, options).await
    }

    async fn open_with(folder: Folder, options: Options) -> Self {
        let host = loop {
            match Host::open(options.clone()).await {
                // The one before is still letting go.
                Err(problem) if problem.is_in_use() => tokio::task::yield_now().await,
                opened => break opened.expect("a host"),
            }
        };
        let door = BrowserDoor::open(Arc::clone(&host), None, 0).await.expect("a port");
        let port = door.origin().rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        let client = Client::new(port, host.credentials());
        Self { client, host, _door: door, folder }
    }

    /// Ends the program and starts it again in the same folder.
    pub async fn reopen(self) -> Self {
        self.reopen_after(|_| {}).await
    }

    /// The same, with something done to the data folder in between.
    pub async fn reopen_after(self, meanwhile: impl FnOnce(&Path)) -> Self {
        let Self { client, host, _door, folder } = self;
        drop((client, _door, host));
        meanwhile(&folder.path().join("data"));
        let functions = folder.path().join("functions");
        Self::open_in(folder, Some(functions), None).await
    }

    /// Ends the program in order; gives the folder.
    pub fn close(self) -> Folder {
        self.host.finish_logs();
        self.folder
    }

    /// An answer as boto3 gives it on AWS, where functions lie elsewhere.
    pub async fn boto(&self, operation: &str, parameters: &Value) -> Value {
        let answer = self.client.call(operation, parameters).await;
        let body = recorded_functions::as_on_aws(self, &answer.body);
        Answer { body, ..answer }.as_boto()
    }

    /// Opens the door that is for clients alone, as the window does; gives its port.
    pub async fn open_clients_door(&self) -> u16 {
        self.host.answer_clients().await;
        let mut caller = Caller { door: Door::Desktop, session: None };
        let access = self.host.call("describe_client_access", "{}", &mut caller).await.expect("an answer");
        let access: serde_json::Value = serde_json::from_str(&access).expect("JSON");
        let endpoint = access["endpoint"].as_str().expect("it is open");
        endpoint.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
    }

    /// Writes a file into the data folder's parent, `functions` or `data` first.
    pub fn write(&self, relative: &str, text: &str) {
        let path = self.path().join(relative);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }

    /// Holds `functions`, `data` and nothing else.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The credentials of the door.
    pub fn credentials(&self) -> &Credentials {
        &self.client.credentials
    }
}

fn options(folder: &Folder) -> Options {
    let credentials =
        Chosen { access_key: Some("test".into()), secret: Some("secret".into()), ..Chosen::default() };
    Options { credentials, ..Options::new(folder.path().join("data"), "the test") }
}
