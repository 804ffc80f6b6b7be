//! What can be done about a damaged database while doors are open.

use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use api::rescue::{Damage, Exported, KeptTable, Progress, Recovered, Rescuer, Rescuing};
use api::{Code, Error};

use crate::{Host, Options, damage_note, export};

/// Folder in the data folder for the copy that an export is made from.
const EXPORT_FOLDER: &str = "export";

/// The rescue of one data folder.
pub(crate) struct Rescue {
    options: Options,
    state: Arc<State>,
    /// Takes the host that is opened afterwards.
    opened: Box<dyn Fn(Arc<Host>) + Send + Sync>,
}

#[derive(Debug)]
struct State {
    reason: Mutex<String>,
    /// Whether only a part of it cannot be read.
    openable: bool,
    /// What is under way.
    progress: Mutex<Option<Progress>>,
    stopped: AtomicBool,
}

/// The right to do something, one at a time.
struct Turn(Arc<State>);

impl fmt::Debug for Rescue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Rescue").field("state", &self.state).finish_non_exhaustive()
    }
}

impl Rescue {
    pub(crate) fn new(
        options: Options,
        reason: String,
        openable: bool,
        opened: Box<dyn Fn(Arc<Host>) + Send + Sync>,
    ) -> Self {
        let reason = Mutex::new(reason);
        let state = State { reason, openable, progress: Mutex::default(), stopped: AtomicBool::default() };
        Self { options, state: Arc::new(state), opened }
    }

    /// Does something that blocks, and may be stopped. Nobody else does anything for as long as the turn is held.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Options, store::Watch<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<(T, Turn), Error> {
        let (turn, options) = (Turn::take(&self.state)?, self.options.clone());
        tokio::task::spawn_blocking(move || {
            let done = work(&options, &|progress| turn.goes_on(progress))?;
            Ok((done, turn))
        })
        .await
        .map_err(|error| Error::internal(format!("the work was cut off: {error}")))?
    }

    /// Opens what is there now.
    async fn open(&self, _turn: Turn) -> Result<(), Error> {
        damage_note::remove(&self.options.data);
        match Host::open(self.options.clone()).await {
            Ok(host) => (self.opened)(host),
            Err(problem) => {
                *locked(&self.state.reason) = problem.to_string();
                return Err(Error::new(Code::Unavailable, problem.to_string()));
            }
        }
        Ok(())
    }
}

impl Turn {
    fn take(state: &Arc<State>) -> Result<Self, Error> {
        let mut progress = locked(&state.progress);
        if progress.is_some() {
            return Err(Error::new(Code::Conflict, "the database is being read already"));
        }
        *progress = Some(Progress { rows: 0, share: 0.0 });
        state.stopped.store(false, Ordering::Relaxed);
        Ok(Self(Arc::clone(state)))
    }

    fn goes_on(&self, store::Progress { rows, share }: store::Progress) -> ControlFlow<()> {
        *locked(&self.0.progress) = Some(Progress { rows, share });
        if self.0.stopped.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *locked(&self.0.progress) = None;
    }
}

impl Rescuer for Rescue {
    fn damage(&self) -> Damage {
        let folder = self.options.data.display().to_string();
        let (reason, progress) = (locked(&self.state.reason).clone(), *locked(&self.state.progress));
        Damage { reason, folder, openable: self.state.openable, progress }
    }

    fn recover(&self) -> Rescuing<'_, Recovered> {
        Box::pin(async move {
            let (recovered, turn) = self
                .work(|options, watch| Ok(store::recover(&options.data, &options.program, watch)?))
                .await?;
            self.open(turn).await?;
            let store::Recovered { kept, rows, damaged } = recovered;
            let tables = rows.into_iter().map(|(name, rows)| {
                let whole = !damaged.contains(&name);
                KeptTable { name, rows, whole }
            });
            Ok(Recovered { kept_in: kept.display().to_string(), tables: tables.collect() })
        })
    }

    fn begin_anew(&self) -> Rescuing<'_, PathBuf> {
        Box::pin(async move {
            let (kept, turn) =
                self.work(|options, _| Ok(store::set_aside(&options.data, &options.program)?)).await?;
            self.open(turn).await?;
            Ok(kept)
        })
    }

    fn open_anyway(&self) -> Rescuing<'_, ()> {
        Box::pin(async move { self.open(Turn::take(&self.state)?).await })
    }

    fn export(&self, file: PathBuf, overwrite: bool) -> Rescuing<'_, Exported> {
        let work = move |options: &Options, watch: store::Watch<'_>| {
            // Said before the long part.
            if !overwrite && file.exists() {
                return Err(Error::new(Code::Conflict, format!("`{}` exists already", file.display())));
            }
            let copy = options.data.join(EXPORT_FOLDER);
            let _ = std::fs::remove_dir_all(&copy);
            let exported = store::copy_readable(&options.data, &copy, &options.program, watch)
                .map_err(Error::from)
                .and_then(|()| replaced(&copy, &file, overwrite));
            let _ = std::fs::remove_dir_all(&copy);
            exported
        };
        Box::pin(async move { self.work(work).await.map(|(exported, _)| exported) })
    }

    fn stop(&self) {
        self.state.stopped.store(true, Ordering::Relaxed);
    }

    fn show_folder(&self) -> Result<(), Error> {
        // The error is about the command that was tried, which nobody has asked for.
        open::that_detached(&self.options.data).map_err(|_| {
            Error::new(Code::Unavailable, "no program of this machine shows the folder")
                .with_hint("copy its path instead")
        })
    }
}

/// Writes the executions of a data folder; the file that is there is replaced once all of them are written.
fn replaced(data: &Path, file: &Path, overwrite: bool) -> Result<Exported, Error> {
    if !overwrite {
        return export(data, file);
    }
    let draft = file.with_extension("json-new");
    let _ = std::fs::remove_file(&draft);
    let exported = export(data, &draft)?;
    std::fs::rename(&draft, file).map_err(|error| {
        Error::new(Code::Unavailable, format!("`{}` cannot be written: {error}", file.display()))
    })?;
    Ok(exported)
}

fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
