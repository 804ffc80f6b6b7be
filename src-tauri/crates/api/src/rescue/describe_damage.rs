//! What is wrong with the database, and how far its recovery is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Wreck;
use crate::{Caller, Error, Operation};

/// What is damaged? There is no such operation once nothing is.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DescribeDamage {}

/// How far a recovery or an export is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct Progress {
    /// Rows of the database that were read.
    pub rows: u64,
    /// About which part of everything has been looked at, from 0 to 1.
    pub share: f64,
}

/// A damaged database.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Damage {
    /// What was found, in the words of the database.
    pub reason: String,
    /// The data folder.
    pub folder: String,
    /// True if it opens, and only a part of it cannot be read.
    pub openable: bool,
    /// What is under way; null if nothing is.
    pub progress: Option<Progress>,
}

impl Operation<Wreck> for DescribeDamage {
    type Reply = Damage;
    const NAME: &'static str = "describe_damage";

    async fn answer(self, wreck: &Wreck, _caller: &mut Caller) -> Result<Damage, Error> {
        Ok(wreck.rescuer.damage())
    }
}
