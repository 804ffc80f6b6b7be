//! The key of the day. Every request of a day is signed with it, and to derive it costs as much as all the rest of a
//! check.

use std::sync::{Mutex, PoisonError};

use hmac::Hmac;
use sha2::Sha256;

use super::Credentials;
use super::sign::signing_key;

/// The key that was asked for last.
#[derive(Default)]
pub(crate) struct SigningKeys(Mutex<Option<Known>>);

struct Known {
    secret: String,
    day: String,
    region: String,
    key: Hmac<Sha256>,
}

impl std::fmt::Debug for SigningKeys {
    /// Without the key.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SigningKeys").finish_non_exhaustive()
    }
}

impl SigningKeys {
    /// Signs for that day (`YYYYMMDD`).
    pub(super) fn of(&self, credentials: &Credentials, day: &str) -> Hmac<Sha256> {
        let Credentials { secret, region, .. } = credentials;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known
            .as_ref()
            .filter(|known| known.secret == *secret && known.day == day && known.region == *region)
        {
            return known.key.clone();
        }
        let key = signing_key(secret, day, region);
        let (secret, day, region) = (secret.clone(), day.to_owned(), region.clone());
        *known = Some(Known { secret, day, region, key: key.clone() });
        key
    }
}
