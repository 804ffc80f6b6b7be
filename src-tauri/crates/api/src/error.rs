//! What the outside sees when an operation does not succeed.

use serde::Serialize;
use ts_rs::TS;

/// What a door or the UI branches on. Everything else about an error is for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// What was asked for does not exist.
    NotFound,
    /// The request does not make sense as it is.
    Invalid,
    /// Something else happened first.
    Conflict,
    /// The caller may not do this.
    Refused,
    /// The caller has to sign in first.
    SignedOut,
    /// A size, count or rate is exceeded.
    LimitReached,
    /// It could work later: a disk, a database, a port.
    Unavailable,
    /// The database, or the part of it that was asked for, cannot be read.
    Damaged,
    /// A mistake of ours.
    Internal,
}

/// An operation that did not succeed. Called `Failure` in the UI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[ts(rename = "Failure")]
#[error("{message}")]
pub struct Error {
    /// What kind.
    pub code: Code,
    /// What happened, for people.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// When to try again.
    pub retry_after_seconds: Option<u32>,
}

impl Error {
    /// An error without a next step.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, retry_after_seconds: None }
    }

    /// What an error of an inner layer says; what to do about it stands behind `help:` on a line of its own.
    #[must_use]
    pub fn told(code: Code, inner: &impl std::fmt::Display) -> Self {
        let text = inner.to_string();
        match text.split_once("\n  help: ") {
            Some((message, hint)) => Self::new(code, message).with_hint(hint),
            None => Self::new(code, text),
        }
    }

    /// The same, with what to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What was asked for does not exist.
    #[must_use]
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Code::NotFound, message)
    }

    /// The request does not make sense.
    #[must_use]
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(Code::Invalid, message)
    }

    /// A mistake of ours.
    #[must_use]
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(Code::Internal, message)
    }

    /// Nobody is signed in and somebody has to be.
    #[must_use]
    pub fn signed_out() -> Self {
        Self::new(Code::SignedOut, "nobody is signed in").with_hint("sign in, then try again")
    }
}
