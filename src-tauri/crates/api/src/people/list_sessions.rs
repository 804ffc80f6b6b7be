//! Where the account is signed in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SessionRow;
use crate::{Caller, Door, Drivers, Error, Operation};

/// Where is the account of this caller signed in?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListSessions {}

/// Latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListSessionsReply {
    /// The sessions that still count.
    pub sessions: Vec<SessionRow>,
}

impl Operation for ListSessions {
    type Reply = ListSessionsReply;
    const NAME: &'static str = "list_sessions";

    async fn answer(self, drivers: &Drivers, caller: &mut Caller) -> Result<ListSessionsReply, Error> {
        let person = caller.signed_in(drivers).await?;
        let rows = drivers.people.sessions(&person.account, drivers.chance.now())?;
        let sessions = rows.into_iter().map(|row| SessionRow {
            current: row.id == person.session,
            id: row.id,
            door: Door::from_word(&row.door),
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        });
        Ok(ListSessionsReply { sessions: sessions.collect() })
    }
}
