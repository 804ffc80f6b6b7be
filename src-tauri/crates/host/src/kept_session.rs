//! Where a door without cookies keeps its session between starts: a file in the data folder that only this user can read.

use std::path::{Path, PathBuf};

use api::{Door, SessionToken};

use crate::private_file;

/// The session of the window or of the terminal.
#[derive(Clone, Debug)]
pub struct KeptSession {
    file: PathBuf,
}

impl KeptSession {
    /// Of `door`, in the data folder.
    #[must_use]
    pub fn new(data: &Path, door: Door) -> Self {
        Self { file: data.join(format!("{}.session", door.word())) }
    }

    /// What was kept, if anything.
    #[must_use]
    pub fn load(&self) -> Option<SessionToken> {
        let text = std::fs::read_to_string(&self.file).ok()?;
        let text = text.trim();
        (!text.is_empty()).then(|| SessionToken::sent(text))
    }

    /// Keeps `session`, or forgets what was kept.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn store(&self, session: Option<&SessionToken>) -> std::io::Result<()> {
        let Some(session) = session else {
            return match std::fs::remove_file(&self.file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        };
        private_file::replace(&self.file, session.text())
    }
}

#[cfg(test)]
mod tests {
    use api::{Door, SessionToken};

    use super::KeptSession;

    #[test]
    fn a_session_is_kept_for_this_user_only() {
        let folder = std::env::temp_dir().join(format!("signalbox-session-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let kept = KeptSession::new(&folder, Door::Desktop);
        assert_eq!(kept.load(), None);
        kept.store(Some(&SessionToken::sent("token"))).expect("kept");
        assert_eq!(kept.load(), Some(SessionToken::sent("token")));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = folder.join("desktop.session").metadata().expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        kept.store(None).expect("forgotten");
        kept.store(None).expect("nothing to forget");
        assert_eq!(kept.load(), None);
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
