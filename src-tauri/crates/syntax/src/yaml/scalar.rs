//! What a plain scalar means in the core schema (YAML 1.2.2, 10.3.2).

use crate::Kind;

/// The kind of an unquoted scalar, and the number as JSON writes it where YAML's spelling is another.
pub(super) fn resolve(text: &str) -> (Kind, Option<String>) {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => (Kind::Null, None),
        "true" | "True" | "TRUE" => (Kind::Bool(true), None),
        "false" | "False" | "FALSE" => (Kind::Bool(false), None),
        _ => number(text).map_or((Kind::String, None), |spelled| (Kind::Number, spelled)),
    }
}

/// `None` if it is no number; inside, JSON's spelling if it differs.
#[allow(clippy::option_option, reason = "no number, a number as it stands, a number to be spelled anew")]
fn number(text: &str) -> Option<Option<String>> {
    let first = text.chars().next()?;
    if !first.is_ascii_digit() && !matches!(first, '-' | '+' | '.') {
        return None;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return u64::from_str_radix(digits, radix).ok().map(|value| Some(value.to_string()));
        }
    }
    if serde_json::from_str::<serde_json::Number>(text).is_ok() {
        return Some(None);
    }
    // `+1`, `007`, `.5`, `1.`: the core schema takes them, JSON does not.
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |part: &str| part.chars().all(|digit| digit.is_ascii_digit());
    let exponent_digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let is_number = is_digits(whole)
        && is_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && !exponent_digits.is_empty()
        && is_digits(exponent_digits);
    if !is_number {
        return None;
    }
    let mut spelled = String::new();
    if text.starts_with('-') {
        spelled.push('-');
    }
    let whole = whole.trim_start_matches('0');
    spelled.push_str(if whole.is_empty() { "0" } else { whole });
    if !fraction.is_empty() {
        spelled.extend([".", fraction]);
    }
    if mantissa.len() != unsigned.len() {
        spelled.extend(["e", exponent]);
    }
    Some(Some(spelled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_what_the_core_schema_says() {
        for (text, kind, spelled) in [
            ("", Kind::Null, None),
            ("~", Kind::Null, None),
            ("True", Kind::Bool(true), None),
            ("yes", Kind::String, None),
            ("12", Kind::Number, None),
            ("-0.50", Kind::Number, None),
            ("1e3", Kind::Number, None),
            ("+1", Kind::Number, Some("1")),
            ("007", Kind::Number, Some("7")),
            ("-.5", Kind::Number, Some("-0.5")),
            ("1.", Kind::Number, Some("1")),
            ("0x1F", Kind::Number, Some("31")),
            ("0o17", Kind::Number, Some("15")),
            (".inf", Kind::String, None),
            ("1.2.3", Kind::String, None),
            ("2016-08-18T17:33:00Z", Kind::String, None),
            ("-", Kind::String, None),
            ("1e", Kind::String, None),
            ("$.x", Kind::String, None),
        ] {
            assert_eq!(resolve(text), (kind, spelled.map(str::to_owned)), "{text:?}");
        }
    }
}
