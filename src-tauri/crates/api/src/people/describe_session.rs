//! Who is signed in at this door.

use serde::Deserialize;
use ts_rs::TS;

use super::Session;
use crate::{Caller, Drivers, Error, Operation};

/// Who is signed in at this door?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DescribeSession {}

impl Operation for DescribeSession {
    type Reply = Session;
    const NAME: &'static str = "describe_session";

    async fn answer(self, drivers: &Drivers, caller: &mut Caller) -> Result<Session, Error> {
        super::describe(drivers, caller).await
    }
}
