//! A host with an open door, in a folder of its own.

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
    _door: BrowserDoor,
    _host: Arc<Host>,
    _folder: Folder,
}

impl World {
    /// Opens a host in a new folder.
    pub async fn open() -> Self {
        let folder = Folder::new("gateway");
        let credentials =
            Chosen { access_key: Some("test".into()), secret: Some("secret".into()), ..Chosen::default() };
        let options = Options { credentials, ..Options::new(folder.path().join("data"), "the test") };
        let host = Host::open(options).await.expect("a host");
        let door = BrowserDoor::open(Arc::clone(&host), None, 0).await.expect("a port");
        let port = door.origin().rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        let client = Client::new(port, host.credentials().clone());
        Self { client, _door: door, _host: host, _folder: folder }
    }

    /// The credentials of the door.
    pub fn credentials(&self) -> &Credentials {
        &self.client.credentials
    }
}
