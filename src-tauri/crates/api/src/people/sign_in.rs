//! Signs in at this door.

use serde::Deserialize;
use ts_rs::TS;

use super::Session;
use crate::{Caller, Drivers, Error, Operation, Tag, waiting};

/// Signs in at this door.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Account name.
    pub name: String,
    /// As typed.
    pub password: String,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SignIn").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Operation for SignIn {
    type Reply = Session;
    const NAME: &'static str = "sign_in";
    const TOUCHES: &'static [Tag] = &[Tag::Session];

    async fn answer(self, drivers: &Drivers, caller: &mut Caller) -> Result<Session, Error> {
        let (people, at, random) = (drivers.people.clone(), drivers.chance.now(), super::random(drivers));
        let door = caller.door.word();
        let token =
            waiting(move || people.sign_in((&self.name, &self.password), door, at, &random)).await??;
        caller.session = Some(token);
        super::describe(drivers, caller).await
    }
}
