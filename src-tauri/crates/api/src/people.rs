//! Accounts and sessions.

mod describe_session;
mod failure;
mod list_sessions;
mod revoke_session;
mod sign_in;
mod sign_out;
mod sign_up;
#[cfg(test)]
mod tests;

use identity::Random;
use serde::Serialize;
use ts_rs::TS;

use crate::{Caller, Door, Drivers, Error, waiting};

pub use describe_session::DescribeSession;
pub use list_sessions::{ListSessions, ListSessionsReply};
pub use revoke_session::{RevokeSession, RevokeSessionReply};
pub use sign_in::SignIn;
pub use sign_out::SignOut;
pub use sign_up::SignUp;

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Account {
    /// Opaque id.
    pub id: String,
    /// Name or e-mail address.
    pub name: String,
}

/// `account` is null for a guest, who may design and run but not decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Session {
    /// Who is signed in.
    pub account: Option<Account>,
    /// Nobody has an account here yet.
    pub first_start: bool,
}

/// One place where an account is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SessionRow {
    /// For `revoke_session`.
    pub id: String,
    /// Where.
    pub door: Door,
    /// When it began.
    pub created_at: i64,
    /// When it was last used, give or take five minutes.
    pub last_seen_at: i64,
    /// It is the session that asks.
    pub current: bool,
}

pub(crate) async fn describe(drivers: &Drivers, caller: &Caller) -> Result<Session, Error> {
    let person = caller.person(drivers).await?;
    let account = person.map(|person| Account { id: person.account, name: person.name });
    Ok(Session { account, first_start: drivers.people.is_first_start()? })
}

/// Ends a session of `account`. False if it has none of that id.
async fn revoke(drivers: &Drivers, session: String, account: String) -> Result<bool, Error> {
    let people = drivers.people.clone();
    Ok(waiting(move || people.revoke(&session, &account)).await??)
}

fn random(drivers: &Drivers) -> Random {
    Random { id: drivers.chance.bytes(), salt: drivers.chance.bytes(), token: drivers.chance.bytes() }
}
