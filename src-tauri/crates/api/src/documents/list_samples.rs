//! The workflows that come with the app.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::sample::{self, Sample};
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Which workflows come with the app?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListSamples {}

/// In the order in which to show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListSamplesReply {
    /// All samples.
    pub samples: Vec<Sample>,
}

impl Operation for ListSamples {
    type Reply = ListSamplesReply;
    const NAME: &'static str = "list_samples";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListSamplesReply, Error> {
        let Some(folder) = drivers.samples.clone() else {
            return Ok(ListSamplesReply { samples: Vec::new() });
        };
        let samples = waiting(move || sample::list(&folder)).await??;
        Ok(ListSamplesReply { samples })
    }
}
