//! Passwords: what is accepted (NIST SP 800-63B-4, sole factor) and how one is kept (Argon2id, 19 MiB, two passes).

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;

use crate::AccountName;

/// Fewest characters of a password that is the only factor.
pub const CHARACTERS_MIN: usize = 15;
/// Most characters; far above the 64 that must be accepted, low enough that hashing stays cheap.
pub const CHARACTERS_MAX: usize = 1024;

/// Long enough, and still among the first that a guesser tries.
const OBVIOUS: [&str; 20] = [
    "123456789012345",
    "1234567890123456",
    "12345678901234567890",
    "abcdefghijklmno",
    "abcdefghijklmnop",
    "abcdefghijklmnopqrstuvwxyz",
    "adminadminadmin",
    "administrator123",
    "changemechangeme",
    "correct horse battery staple",
    "correcthorsebatterystaple",
    "iloveyouiloveyou",
    "letmeinletmeinletmein",
    "passwordpassword",
    "passwordpassword1",
    "password123456789",
    "qwertyuiopasdfgh",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiopasdfghjkl",
    "signalboxsignalbox",
];

/// A password that may be used, in the form that is hashed.
pub struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Password")
    }
}

/// Why a password is not accepted for a new account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Fewer than [`CHARACTERS_MIN`] characters.
    #[error("a password needs at least {CHARACTERS_MIN} characters")]
    TooShort,
    /// More than [`CHARACTERS_MAX`] characters.
    #[error("a password has at most {CHARACTERS_MAX} characters")]
    TooLong,
    /// Among the first guesses: a known sequence, one pattern repeated, or made of the account's name.
    #[error("this password is among the first that would be guessed")]
    Obvious,
}

/// The hash could not be made or read: not enough memory, or not a hash of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct HashFault(String);

impl Password {
    /// Takes a password for a new account. Every character counts one, blanks too; there is no rule of composition.
    ///
    /// # Errors
    /// [`WeakPassword`] says why not.
    pub fn choose(typed: &str, name: &AccountName) -> Result<Self, WeakPassword> {
        let password = Self::typed(typed);
        let characters = password.0.chars().count();
        if characters < CHARACTERS_MIN {
            return Err(WeakPassword::TooShort);
        }
        if characters > CHARACTERS_MAX {
            return Err(WeakPassword::TooLong);
        }
        if is_obvious(&password.0, name) {
            return Err(WeakPassword::Obvious);
        }
        Ok(password)
    }

    /// Takes what was typed to sign in, normalised (NFC) and otherwise as it is.
    #[must_use]
    pub fn typed(typed: &str) -> Self {
        Self(typed.nfc().collect())
    }

    /// The text that is stored: algorithm, cost, salt and hash in PHC form.
    ///
    /// # Errors
    /// [`HashFault`] if memory is short.
    pub fn hash(&self, salt: &[u8; 16]) -> Result<String, HashFault> {
        let made = argon2()?.hash_password_with_salt(self.0.as_bytes(), salt);
        made.map(|hash| hash.to_string()).map_err(|error| HashFault(error.to_string()))
    }

    /// Whether this is the password behind `stored`. Takes as long for a wrong one as for the right one.
    ///
    /// # Errors
    /// [`HashFault`] if `stored` is no hash of ours.
    pub fn is_behind(&self, stored: &str) -> Result<bool, HashFault> {
        let hash = PasswordHash::new(stored).map_err(|error| HashFault(error.to_string()))?;
        Ok(self.0.chars().count() <= CHARACTERS_MAX
            && argon2()?.verify_password(self.0.as_bytes(), &hash).is_ok())
    }
}

fn argon2() -> Result<Argon2<'static>, HashFault> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| HashFault(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn is_obvious(password: &str, name: &AccountName) -> bool {
    let plain = password.to_lowercase();
    let account = name.canonical();
    let user = account.split('@').next().unwrap_or(account);
    OBVIOUS.contains(&plain.as_str())
        || repeats_a_short_pattern(&plain)
        || without(&plain, account).chars().count() < CHARACTERS_MIN / 2
        || without(&plain, user).chars().count() < CHARACTERS_MIN / 2
}

fn without(password: &str, word: &str) -> String {
    if word.chars().count() < 3 { password.to_owned() } else { password.replace(word, "") }
}

/// `aaaaaaaaaaaaaaa`, `abcabcabcabcabc`: at most four characters over and over.
fn repeats_a_short_pattern(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    (1..=4).any(|length| letters.iter().zip(letters.iter().skip(length)).all(|(left, right)| left == right))
}

#[cfg(test)]
mod tests {
    use super::{AccountName, Password, WeakPassword};

    fn check(typed: &str, expected: Result<(), WeakPassword>) {
        let name = AccountName::parse("ada.lovelace@example.org").expect("a name");
        assert_eq!(Password::choose(typed, &name).map(|_| ()), expected, "{typed}");
    }

    #[test]
    fn length_counts_characters_and_nothing_else_is_demanded() {
        check("fourteen chars", Err(WeakPassword::TooShort));
        check("exactly fifteen", Ok(()));
        check("пятнадцать букв", Ok(()));
        check("🦀🐍🦜🐙🦑🐬🐳🐘🦒🦓🦔🦥🦦🦨🦩", Ok(()));
        check(&format!("long {}", ('a'..='z').cycle().take(64).collect::<String>()), Ok(()));
        check(&"ab c".repeat(300), Err(WeakPassword::TooLong));
    }

    #[test]
    fn the_first_guesses_are_refused() {
        for typed in [
            "passwordpassword",
            "PasswordPassword",
            "123456789012345",
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
        ] {
            check(typed, Err(WeakPassword::Obvious));
        }
        check("ada.lovelace@example.org", Err(WeakPassword::Obvious));
        check("ada.lovelace2026", Err(WeakPassword::Obvious));
        check("ada.lovelace wrote the first notes", Ok(()));
    }

    #[test]
    fn a_password_is_recognised_in_either_normal_form() {
        let stored = Password::typed("caf\u{e9} au lait, please").hash(&[7; 16]).expect("a hash");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(Password::typed("cafe\u{301} au lait, please").is_behind(&stored), Ok(true));
        assert_eq!(Password::typed("cafe au lait, please").is_behind(&stored), Ok(false));
        assert!(Password::typed("anything").is_behind("not a hash").is_err());
    }
}
