//! Writes the executions that can be read as JSON.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Wreck;
use crate::{Caller, Error, Operation};

/// Writes all executions that can be read, with their histories, to a file.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportExecutions {
    /// Absolute; ends in `.json`.
    pub path: String,
    /// Replace a file of that name; otherwise it is a `conflict`.
    pub overwrite: bool,
}

/// What an export came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Exported {
    /// Executions that were written with their history.
    pub executions: u64,
    /// Executions whose history cannot be read; they are written without it.
    pub unreadable: u64,
}

impl Operation<Wreck> for ExportExecutions {
    type Reply = Exported;
    const NAME: &'static str = "export_executions";

    async fn answer(self, wreck: &Wreck, _caller: &mut Caller) -> Result<Exported, Error> {
        let path = PathBuf::from(self.path);
        let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        if !path.is_absolute() || !is_json || path.to_string_lossy().contains('\0') {
            let message = format!("`{}` is not an absolute path that ends in `.json`", path.display());
            return Err(Error::invalid(message));
        }
        wreck.rescuer.export(path, self.overwrite).await
    }
}
