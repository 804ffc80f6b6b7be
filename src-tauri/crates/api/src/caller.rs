//! Who asks: through which door, with which session.

use identity::{SessionToken, SignedIn};
use serde::Serialize;
use ts_rs::TS;

use crate::{Drivers, Error, waiting};

/// A way into the list of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// The window.
    Desktop,
    /// The loopback address of `signalbox serve`.
    Browser,
    /// The command line.
    Terminal,
}

impl Door {
    /// The word that is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Browser => "browser",
            Self::Terminal => "terminal",
        }
    }

    /// The door a stored word means.
    pub(crate) fn from_word(word: &str) -> Self {
        match word {
            "desktop" => Self::Desktop,
            "terminal" => Self::Terminal,
            _ => Self::Browser,
        }
    }
}

/// One caller. Signing in and out changes its session; the door keeps the token, in a cookie or a private file.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Where the call came in.
    pub door: Door,
    /// What the door kept from an earlier sign-in.
    pub session: Option<SessionToken>,
}

impl Caller {
    /// Who this is; nobody for a guest or if the session is over.
    pub(crate) async fn person(&self, drivers: &Drivers) -> Result<Option<SignedIn>, Error> {
        let Some(token) = self.session.clone() else { return Ok(None) };
        let (people, at) = (drivers.people.clone(), drivers.chance.now());
        Ok(waiting(move || people.who(&token, at)).await??)
    }

    /// Who this is, where guests may not.
    pub(crate) async fn signed_in(&self, drivers: &Drivers) -> Result<SignedIn, Error> {
        self.person(drivers).await?.ok_or_else(Error::signed_out)
    }
}
