//! Recently opened files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation};

/// Which files were opened lately?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListRecents {}

/// A file that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Recent {
    /// Absolute.
    pub path: String,
    /// Name without its endings.
    pub name: String,
    /// When it was last opened or saved.
    pub opened_at: i64,
    /// It is still there.
    pub exists: bool,
}

/// Latest first, at most thirty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListRecentsReply {
    /// The files.
    pub recents: Vec<Recent>,
}

impl Operation for ListRecents {
    type Reply = ListRecentsReply;
    const NAME: &'static str = "list_recents";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListRecentsReply, Error> {
        let rows = drivers.store.read(|rows| rows.recents().latest(30))?;
        let recents = rows.into_iter().map(|row| Recent {
            exists: std::path::Path::new(&row.path).is_file(),
            path: row.path,
            name: row.name,
            opened_at: row.opened_at,
        });
        Ok(ListRecentsReply { recents: recents.collect() })
    }
}
