//! How refusals of `runtime` read outside.

use crate::{Code, Error};

impl From<runtime::Error> for Error {
    fn from(error: runtime::Error) -> Self {
        use runtime::Error as Inner;
        let text = error.to_string();
        let (message, hint) = match text.split_once("\n  help: ") {
            Some((message, hint)) => (message.to_owned(), Some(hint.to_owned())),
            None => (text, None),
        };
        let code = match error {
            Inner::InvalidName(_) | Inner::InvalidDefinition(_) | Inner::InvalidToken => Code::Invalid,
            Inner::InputTooLong { .. } | Inner::TooManyExecutions { .. } | Inner::TooManyWorkers(_) => {
                Code::LimitReached
            }
            Inner::ExecutionAlreadyExists(_)
            | Inner::ExecutionEnded
            | Inner::NotRedrivable(_)
            | Inner::MapRunEnded
            | Inner::TaskTimedOut => Code::Conflict,
            Inner::ExecutionDoesNotExist(_) | Inner::MapRunDoesNotExist(_) | Inner::TaskDoesNotExist => {
                Code::NotFound
            }
            Inner::Store(inner) | Inner::Refused(inner) => return inner.into(),
            Inner::Unreadable { .. } => Code::Internal,
            Inner::Closed => Code::Unavailable,
        };
        Self { hint, ..Self::new(code, message) }
    }
}
