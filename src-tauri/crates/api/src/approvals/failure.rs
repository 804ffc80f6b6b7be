//! How refusals of a decision read outside.

use resources::approvals::NotDecided;

use crate::{Code, Error};

impl From<NotDecided> for Error {
    fn from(refused: NotDecided) -> Self {
        let message = refused.to_string();
        match refused {
            NotDecided::Unknown => Self::not_found(message),
            NotDecided::Decided(_) | NotDecided::Closed(_) => Self::new(Code::Conflict, message),
            NotDecided::Runtime(error) => error.into(),
        }
    }
}
