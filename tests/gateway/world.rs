//! A host with an open door, in a folder of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use host::credentials::Chosen;
use host::gateway::Credentials;
use host::{BrowserDoor, Host, Options};
use support::folder::Folder;

use crate::client::Client;

/// Everything a test of the door needs. Closed and removed when dropped.
#[derive(Debug)]
pub struct World {
    /// Speaks to the door with the right credentials.
    pub client: Client,
    _host: Arc<Host>,
    _door: BrowserDoor,
    folder: Folder,
}

impl World {
    /// Opens a host in a new folder. Executions may run the functions that are written into [`World::functions`].
    pub async fn open() -> Self {
        let folder = Folder::new("gateway");
        let functions = folder.path().join("functions");
        std::fs::create_dir(&functions).expect("a folder");
        Self::open_in(folder, Some(functions)).await
    }

    /// Opens a host with the functions of its data folder, which nobody has allowed.
    pub async fn without_permission() -> Self {
        Self::open_in(Folder::new("gateway"), None).await
    }

    async fn open_in(folder: Folder, functions: Option<PathBuf>) -> Self {
        let credentials =
            Chosen { access_key: Some("test".into()), secret: Some("secret".into()), ..Chosen::default() };
        let options =
            Options { credentials, functions, ..Options::new(folder.path().join("data"), "the test") };
        let host = Host::open(options).await.expect("a host");
        let door = BrowserDoor::open(Arc::clone(&host), None, 0).await.expect("a port");
        let port = door.origin().rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        let client = Client::new(port, host.credentials().clone());
        Self { client, _host: host, _door: door, folder }
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
