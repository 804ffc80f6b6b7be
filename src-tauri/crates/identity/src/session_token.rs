//! Session tokens: 256 random bits that the client keeps; the database has only their hash.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What a client shows to prove its session.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SessionToken")
    }
}

impl SessionToken {
    /// A new token from 32 random bytes.
    #[must_use]
    pub fn from_random(bytes: &[u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A token as a client sent it.
    #[must_use]
    pub fn sent(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text to give to the client, and to nobody else.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What the database keeps. The token is random, so one plain SHA-256 is enough.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::SessionToken;

    #[test]
    fn the_database_cannot_give_the_token_back() {
        let token = SessionToken::from_random(&[9; 32]);
        assert_eq!(token.text().len(), 43);
        assert_ne!(token.hash(), token.text().as_bytes());
        assert_eq!(SessionToken::sent(token.text()).hash(), token.hash());
        assert_eq!(format!("{token:?}"), "SessionToken");
    }
}
