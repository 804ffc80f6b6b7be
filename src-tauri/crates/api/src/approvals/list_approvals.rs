//! What waits for a person, and what was decided.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Approval;
use crate::{Caller, Drivers, Error, Operation};

/// Requests that are over and still listed.
const OVER_MAX: u32 = 200;

/// Which steps wait for a person, and what was decided lately?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListApprovals {}

/// Open requests, oldest first; then those that are over, latest first.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ListApprovalsReply {
    /// The requests.
    pub approvals: Vec<Approval>,
}

impl Operation for ListApprovals {
    type Reply = ListApprovalsReply;
    const NAME: &'static str = "list_approvals";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListApprovalsReply, Error> {
        let rows = drivers.store.read(|rows| rows.approvals().list(OVER_MAX))?;
        Ok(ListApprovalsReply { approvals: rows.into_iter().map(Approval::from).collect() })
    }
}
