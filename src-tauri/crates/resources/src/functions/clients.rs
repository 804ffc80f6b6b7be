//! The functions of executions that AWS clients start: from which folder, and whether they may run.
//!
//! Nobody sits in front of such an execution who could be asked for each definition. So the permission is one for the
//! folder: whoever names it on the command line gives it for that run, in the window a person gives it once.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use store::{Error, Store};

/// The folder that was chosen in place of the usual one.
const FOLDER: &str = "client_functions.folder";
/// The folder whose functions a person has allowed. Another folder needs another permission.
const ALLOWED: &str = "client_functions.allowed";

/// Where the functions of AWS clients come from. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ClientFunctions {
    store: Store,
    usual: PathBuf,
    named: Option<PathBuf>,
    /// What the database says, once it was asked: every start of an execution wants to know.
    known: Arc<Mutex<Option<ClientFolder>>>,
}

/// The folder as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientFolder {
    /// Where functions are looked for; it need not exist.
    pub path: String,
    /// Whether they may run.
    pub allowed: bool,
    /// Named on the command line: it is the permission, and cannot be changed while the program runs.
    pub named: bool,
}

impl ClientFunctions {
    /// Functions in `usual` until another folder is chosen, or in `named`, which needs no further permission.
    #[must_use]
    pub fn new(store: Store, usual: PathBuf, named: Option<PathBuf>) -> Self {
        Self { store, usual, named, known: Arc::default() }
    }

    /// Where functions are looked for now, and whether they may run.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn folder(&self) -> Result<ClientFolder, Error> {
        if let Some(named) = &self.named {
            return Ok(ClientFolder { path: shown(named), allowed: true, named: true });
        }
        // Locked while the database is asked, so that an answer from before a choice is never kept after it.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = &*known {
            return Ok(folder.clone());
        }
        let (chosen, allowed) = self
            .store
            .read(|tables| Ok((tables.settings().value(FOLDER)?, tables.settings().value(ALLOWED)?)))?;
        let path = chosen.filter(|path| !path.is_empty()).unwrap_or_else(|| shown(&self.usual));
        let allowed = allowed.as_deref() == Some(path.as_str());
        Ok(known.insert(ClientFolder { path, allowed, named: false }).clone())
    }

    /// Chooses a folder (the usual one if it is empty) and allows its functions to run, or forbids it.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn choose(&self, path: String, allowed: bool) -> Result<(), Error> {
        let path = if path == shown(&self.usual) { String::new() } else { path };
        let full = if path.is_empty() { shown(&self.usual) } else { path.clone() };
        let granted = if allowed { full } else { String::new() };
        let written = self.store.write(move |tables| {
            tables.settings().put(FOLDER, &path)?;
            tables.settings().put(ALLOWED, &granted)
        });
        let written = written.await;
        self.known.lock().unwrap_or_else(PoisonError::into_inner).take();
        written
    }

    /// Whether functions in `folder` may run for clients.
    pub(super) fn allows(&self, folder: &str) -> Result<bool, Error> {
        let now = self.folder()?;
        Ok(now.allowed && now.path == folder)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
