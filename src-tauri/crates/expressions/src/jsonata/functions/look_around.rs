//! Regular expressions with look-around or back-references, which the library's linear matcher refuses.
//!
//! Such a literal is rewritten to a matcher function of the language around [`find`], which backtracks with a
//! bound on its steps.

use fancy_regex::{Regex, RegexBuilder};
use jsonata_core::value::JValue;

use super::arguments::{at, text, whole};
use crate::Environment;
use crate::pattern::translated;

/// `(pattern, flags, text, from)` gives `{match, start, end, groups}` or undefined; positions in characters.
pub(in crate::jsonata) const MATCH: &str = "match in text";
/// `(text, pattern, flags)` gives whether the pattern occurs.
pub(in crate::jsonata) const CONTAINS: &str = "pattern in text";

/// `(text, pattern, flags, limit)` gives the pieces between the matches.
pub(in crate::jsonata) const SPLIT: &str = "split at pattern";

/// Steps back that one search may take.
const BACKTRACKS_MAX: usize = 1_000_000;

/// Compiles a pattern that needs backtracking.
pub(in crate::jsonata) fn compile(pattern: &str, flags: &str) -> Option<Regex> {
    RegexBuilder::new(&translated(pattern))
        .case_insensitive(flags.contains('i'))
        .multi_line(flags.contains('m'))
        .backtrack_limit(BACKTRACKS_MAX)
        .build()
        .ok()
}

pub(super) fn find(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    if at(arguments, 2).is_undefined() {
        return Ok(JValue::Undefined);
    }
    let subject = text(arguments, 2, "match")?;
    let from = match at(arguments, 3) {
        JValue::Number(from) => byte_position(subject, *from),
        _ => 0,
    };
    let regex = compiled(arguments, 0)?;
    let Some(found) = regex.captures_from_pos(subject, from).map_err(too_hard)? else {
        return Ok(JValue::Undefined);
    };
    let Some(whole) = found.get(0) else { return Ok(JValue::Undefined) };
    if whole.as_str().is_empty() {
        return Err("D1004: Regular expression matches zero length string".to_owned());
    }
    let groups = found
        .iter()
        .skip(1)
        .map(|group| group.map_or(JValue::Undefined, |group| JValue::string(group.as_str())));
    let members = [
        ("match", JValue::string(whole.as_str())),
        ("start", characters(subject, whole.start())),
        ("end", characters(subject, whole.end())),
        ("groups", JValue::array(groups.collect())),
    ];
    Ok(JValue::object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()))
}

pub(super) fn contains(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    if at(arguments, 0).is_undefined() {
        return Ok(JValue::Undefined);
    }
    let subject = text(arguments, 0, "contains")?;
    compiled(arguments, 1)?.is_match(subject).map(JValue::Bool).map_err(too_hard)
}

pub(super) fn split(arguments: &[JValue], _: &Environment) -> Result<JValue, String> {
    if at(arguments, 0).is_undefined() {
        return Ok(JValue::Undefined);
    }
    let subject = text(arguments, 0, "split")?;
    let regex = compiled(arguments, 1)?;
    let limit = match at(arguments, 3) {
        JValue::Undefined => usize::MAX,
        _ => usize::try_from(whole(arguments, 3, "split")?).map_err(|_| {
            "D3020: Third argument of split function must evaluate to a positive number".to_owned()
        })?,
    };
    let pieces = regex.split(subject).take(limit).map(|piece| piece.map(JValue::string).map_err(too_hard));
    pieces.collect::<Result<Vec<_>, _>>().map(JValue::array)
}

fn compiled(arguments: &[JValue], position: usize) -> Result<Regex, String> {
    let pattern = text(arguments, position, "match")?;
    let flags = text(arguments, position + 1, "match")?;
    compile(pattern, flags).ok_or_else(|| format!("D3137: /{pattern}/{flags} is not a regular expression"))
}

fn too_hard(_: fancy_regex::Error) -> String {
    format!("D3137: The regular expression needs more than {BACKTRACKS_MAX} steps")
}

fn characters(text: &str, bytes: usize) -> JValue {
    JValue::from(text.get(..bytes).map_or(0, |before| before.encode_utf16().count()))
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a position that we counted ourselves"
)]
fn byte_position(text: &str, units: f64) -> usize {
    let wanted = units as usize;
    let mut passed = 0;
    for (position, character) in text.char_indices() {
        if passed >= wanted {
            return position;
        }
        passed += character.len_utf16();
    }
    text.len()
}
