//! The door of the window: one command for every operation, one event for everything that is new.

use std::path::Path;

use host::api::{self, Caller, Code, Error};
use host::{KeptSession, NotOpened, Premises};
use tauri::ipc::{InvokeResponseBody, Response};
use tauri::{AppHandle, Emitter, State};

use crate::window;

/// The back end, or why there is none: a newer database, a full disk. The window then says so on its first question.
#[derive(Debug)]
pub struct Door {
    premises: Result<Premises, Error>,
    session: KeptSession,
}

impl Door {
    /// The door to `premises`. The session of the desktop is kept in `data_folder`; the web view never sees its token.
    pub fn new(premises: Result<Premises, NotOpened>, data_folder: &Path) -> Self {
        Self {
            premises: premises.map_err(|problem| shown(&problem)),
            session: KeptSession::new(data_folder, api::Door::Desktop),
        }
    }

    async fn answer(&self, operation: &str, request: &str) -> Result<String, Error> {
        let premises = self.premises.as_ref().map_err(Error::clone)?;
        let kept = self.session.load();
        let mut caller = Caller { door: api::Door::Desktop, session: kept.clone() };
        let reply = premises.call(operation, request, &mut caller).await?;
        if caller.session != kept {
            self.session.store(caller.session.as_ref()).map_err(|problem| {
                Error::new(Code::Unavailable, format!("the session cannot be kept: {problem}"))
                    .with_hint("is the disk full?")
            })?;
        }
        Ok(reply)
    }

    /// Tells the window of every change until the program ends.
    pub fn forward_changes(&self, app: &AppHandle) {
        let Ok(premises) = self.premises.clone() else { return };
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            let mut changes = premises.changes().await;
            // The host ends with the door, and not with this task.
            drop(premises);
            while let Some(change) = changes.next().await {
                // A window that is closing hears nothing, and needs nothing.
                let _ = app.emit_to(window::LABEL, "changes", change);
            }
        });
    }
}

/// The one command of the window.
#[tauri::command]
pub async fn call(
    door: State<'_, Door>,
    operation: String,
    request: serde_json::Value,
) -> Result<Response, Error> {
    let reply = door.answer(&operation, &request.to_string()).await?;
    Ok(Response::new(InvokeResponseBody::Json(reply)))
}

/// Messages of the store carry their next step on a line of its own.
fn shown(problem: &NotOpened) -> Error {
    Error::told(Code::Unavailable, problem)
}

#[cfg(test)]
mod tests {
    use host::NotOpened;
    use host::api::Code;

    use super::shown;

    #[test]
    fn a_refusal_to_open_keeps_its_next_step() {
        let error = shown(&NotOpened::Port(std::io::Error::other("none left\n  help: wait a little")));
        assert_eq!(error.message, "no loopback port can be opened: none left");
        assert_eq!((error.hint.as_deref(), error.code), (Some("wait a little"), Code::Unavailable));
    }
}
