//! Page tokens: where a list goes on.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::refusal::Refusal;

/// A token is good for a day.
const LIFE_MILLISECONDS: i64 = 24 * 60 * 60 * 1_000;

/// A token for the list called `list` (the operation and what it was asked) that goes on after `position`.
pub(crate) fn issue(list: &str, position: &str, now: i64) -> String {
    URL_SAFE_NO_PAD.encode(format!("{now}\n{list}\n{position}"))
}

/// The position in a token of the same list, not older than a day.
pub(crate) fn read(list: &str, token: &str, now: i64) -> Result<String, Refusal> {
    let position = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
        let (issued_at, rest) = text.split_once('\n')?;
        let (of, position) = rest.split_once('\n')?;
        let age = now.checked_sub(issued_at.parse().ok()?)?;
        (of == list && age <= LIFE_MILLISECONDS).then(|| position.to_owned())
    };
    position().ok_or_else(Refusal::invalid_token)
}

#[cfg(test)]
mod tests {
    use super::{LIFE_MILLISECONDS, issue, read};

    #[test]
    fn a_token_is_good_for_its_list_and_a_day() {
        let token = issue("ListExecutions m", "17", 1_000);
        assert_eq!(read("ListExecutions m", &token, 2_000).as_deref(), Ok("17"));
        assert_eq!(read("ListExecutions m", &token, 1_000 + LIFE_MILLISECONDS).as_deref(), Ok("17"));
        assert!(read("ListExecutions m", &token, 1_001 + LIFE_MILLISECONDS).is_err());
        assert!(read("ListExecutions n", &token, 2_000).is_err());
        assert!(read("ListExecutions m", "garbage", 2_000).is_err());
    }
}
