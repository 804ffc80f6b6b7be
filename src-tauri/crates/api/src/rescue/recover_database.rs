//! Copies what can be read of the damaged database into a new one, which takes its place.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Wreck;
use crate::{Caller, Error, Operation};

/// Recovers what can be read. Answers when it is done; `describe_damage` tells how far it is meanwhile.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecoverDatabase {}

/// What became of a table of the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeptTable {
    /// Its name.
    pub name: String,
    /// Rows that were kept.
    pub rows: u64,
    /// False if a part of it could not be read.
    pub whole: bool,
}

/// What a recovery came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Recovered {
    /// The folder with the damaged files.
    pub kept_in: String,
    /// All tables, by name.
    pub tables: Vec<KeptTable>,
}

impl Operation<Wreck> for RecoverDatabase {
    type Reply = Recovered;
    const NAME: &'static str = "recover_database";

    async fn answer(self, wreck: &Wreck, _caller: &mut Caller) -> Result<Recovered, Error> {
        wreck.rescuer.recover().await
    }
}
