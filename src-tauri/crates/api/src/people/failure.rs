//! How refusals of `identity` read outside.

use identity::Refused;

use crate::{Code, Error};

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        let message = refused.to_string();
        match refused {
            Refused::Name(_) => Self::invalid(message),
            Refused::Password(_) => Self::invalid(message).with_hint(
                "a few words that only you would put together are easy to remember and hard to guess",
            ),
            Refused::NameTaken(_) => {
                Self::new(Code::Conflict, message).with_hint("sign in, or choose another name")
            }
            Refused::WrongNameOrPassword => Self::new(Code::Refused, message),
            Refused::Wait { seconds } => Self {
                retry_after_seconds: Some(seconds),
                ..Self::new(Code::LimitReached, message).with_hint("wait, then try again")
            },
            Refused::Hash(_) => Self::internal(message),
            Refused::Store(error) => error.into(),
        }
    }
}
