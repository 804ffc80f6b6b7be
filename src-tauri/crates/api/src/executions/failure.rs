//! How refusals of `runtime` read outside.

use crate::{Code, Error};

impl From<runtime::Error> for Error {
    fn from(error: runtime::Error) -> Self {
        use runtime::Error as Inner;
        let code = match &error {
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
            Inner::Store(inner) | Inner::Refused(inner) => return inner.clone().into(),
            Inner::Unreadable { .. } => Code::Internal,
            Inner::Closed => Code::Unavailable,
        };
        Self::told(code, &error)
    }
}
