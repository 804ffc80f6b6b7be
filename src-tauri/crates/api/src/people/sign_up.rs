//! Makes an account and signs it in.

use serde::Deserialize;
use ts_rs::TS;

use super::Session;
use crate::{Caller, Drivers, Error, Operation, Tag, waiting};

/// Makes an account and signs it in.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// Account name.
    pub name: String,
    /// As typed.
    pub password: String,
}

impl std::fmt::Debug for SignUp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SignUp").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Operation for SignUp {
    type Reply = Session;
    const NAME: &'static str = "sign_up";
    const TOUCHES: &'static [Tag] = &[Tag::Session];

    async fn answer(self, drivers: &Drivers, caller: &mut Caller) -> Result<Session, Error> {
        let (people, at, random) = (drivers.people.clone(), drivers.chance.now(), super::random(drivers));
        let door = caller.door.word();
        let token =
            waiting(move || people.sign_up((&self.name, &self.password), door, at, &random)).await??;
        caller.session = Some(token);
        super::describe(drivers, caller).await
    }
}
