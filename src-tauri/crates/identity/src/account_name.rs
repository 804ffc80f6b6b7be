//! Account names: a name or an e-mail address, shown as written, unique without regard to case or normal form.

use unicode_normalization::UnicodeNormalization;

/// A checked account name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountName {
    shown: String,
    canonical: String,
}

/// Why a name is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Nothing but blanks.
    #[error("an account needs a name")]
    Empty,
    /// More than 128 characters.
    #[error("an account name has at most 128 characters")]
    TooLong,
    /// Control characters, or characters that turn the direction of the text around.
    #[error("an account name has no control characters")]
    ControlCharacter,
}

impl AccountName {
    /// Trims and normalises (NFC) what was typed.
    ///
    /// # Errors
    /// [`BadName`] says what is wrong with it.
    pub fn parse(typed: &str) -> Result<Self, BadName> {
        let shown: String = typed.trim().nfc().collect();
        if shown.is_empty() {
            return Err(BadName::Empty);
        }
        if shown.chars().count() > 128 {
            return Err(BadName::TooLong);
        }
        if shown.chars().any(is_invisible) {
            return Err(BadName::ControlCharacter);
        }
        let canonical = shown.nfkc().flat_map(char::to_lowercase).nfkc().collect();
        Ok(Self { shown, canonical })
    }

    /// As people see it.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The form in which two names are the same: `Ada` and `ＡＤＡ` are one account.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.canonical
    }
}

fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{AccountName, BadName};

    fn check(typed: &str, expected: Result<(&str, &str), BadName>) {
        let parsed = AccountName::parse(typed);
        let parsed = parsed.as_ref().map(|name| (name.shown(), name.canonical())).map_err(|error| *error);
        assert_eq!(parsed, expected, "{typed:?}");
    }

    #[test]
    fn twins_are_one_account() {
        check(" Ada ", Ok(("Ada", "ada")));
        check("ＡＤＡ", Ok(("ＡＤＡ", "ada")));
        check("e\u{301}va@example.org", Ok(("éva@example.org", "éva@example.org")));
        check("ÉVA@example.org", Ok(("ÉVA@example.org", "éva@example.org")));
    }

    #[test]
    fn names_that_deceive_are_refused() {
        check("  ", Err(BadName::Empty));
        check("ada\u{202e}nimda", Err(BadName::ControlCharacter));
        check("ada\u{200b}", Err(BadName::ControlCharacter));
        check("a\0", Err(BadName::ControlCharacter));
        check(&"x".repeat(129), Err(BadName::TooLong));
    }
}
