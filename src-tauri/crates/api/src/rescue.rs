//! What can be done about a damaged database: the only operations there are until it is put right.

mod begin_anew;
mod describe_damage;
mod export_executions;
mod open_anyway;
mod recover_database;
mod show_data_folder;
mod stop_recovery;

use std::fmt::Debug;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

pub use begin_anew::BeginAnew;
pub use describe_damage::{Damage, DescribeDamage, Progress};
pub use export_executions::{ExportExecutions, Exported};
pub use open_anyway::OpenAnyway;
pub use recover_database::{KeptTable, RecoverDatabase, Recovered};
pub use show_data_folder::ShowDataFolder;
pub use stop_recovery::StopRecovery;

use crate::Error;

/// What a rescuer answers once it is done.
pub type Rescuing<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// What the host can do about a damaged database. One thing at a time: what comes meanwhile is a `conflict`.
pub trait Rescuer: Debug + Send + Sync {
    /// What is damaged, and what is being done about it.
    fn damage(&self) -> Damage;

    /// Puts a new database with everything that can be read in its place, and opens it.
    fn recover(&self) -> Rescuing<'_, Recovered>;

    /// Puts an empty database in its place, and opens it. Gives where the damaged one is kept.
    fn begin_anew(&self) -> Rescuing<'_, PathBuf>;

    /// Opens the database as it is.
    fn open_anyway(&self) -> Rescuing<'_, ()>;

    /// Writes the executions that can be read to a file, and leaves the database as it is.
    fn export(&self, file: PathBuf, overwrite: bool) -> Rescuing<'_, Exported>;

    /// Stops what is being done.
    fn stop(&self);

    /// Opens the data folder in the file manager of the machine.
    ///
    /// # Errors
    /// That there is none.
    fn show_folder(&self) -> Result<(), Error>;
}

/// What the operations of a damaged database work with.
#[derive(Clone, Debug)]
pub struct Wreck {
    /// Who can do something about it.
    pub rescuer: Arc<dyn Rescuer>,
    /// Where choosing a file starts.
    pub home: Option<PathBuf>,
}
