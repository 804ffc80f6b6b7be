//! Reference paths: paths that name exactly one place, so that one can also write to it (`ResultPath`).

use std::fmt;

use serde_json::{Map, Value};

use crate::jsonpath::{PathSyntax, Selector};
use crate::path::{Path, Root};

/// A path of names and indices only.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferencePath {
    path: Path,
}

/// The value does not have the shape that the path needs, for example a member of a text.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("Unable to apply ReferencePath {path} to input {input}")]
pub struct Unappliable {
    /// The path as written.
    pub path: String,
    /// The value it was applied to, as compact JSON.
    pub input: String,
}

impl ReferencePath {
    /// Parses a path and refuses everything that could name several nodes.
    ///
    /// # Errors
    /// [`PathSyntax`] with the first offending step.
    pub fn parse(text: &str) -> Result<Self, PathSyntax> {
        let path = Path::parse(text)?;
        let plain = |selector: &Selector| matches!(selector, Selector::Name(_) | Selector::Index(_));
        match path.steps().list().iter().find(|step| !plain(&step.selector)) {
            None => Ok(Self { path }),
            Some(step) => Err(PathSyntax {
                message: format!("`{text}` must be a reference path, which names exactly one node"),
                span: step.span.clone(),
            }),
        }
    }

    /// Parses the value of `ResultPath`, which must start at `$`.
    ///
    /// # Errors
    /// [`PathSyntax`] as for [`ReferencePath::parse`], and for `$$…` and `$name…`.
    pub fn parse_writable(text: &str) -> Result<Self, PathSyntax> {
        let reference = Self::parse(text)?;
        if *reference.path.root() == Root::Input {
            return Ok(reference);
        }
        let message = format!("`{text}` must start at the input, `$`");
        Err(PathSyntax { message, span: 0..text.len() })
    }

    /// The path for reading.
    #[must_use]
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// Puts `value` at the path inside `target`. Missing members on the way become objects; an existing value
    /// at the end is replaced.
    ///
    /// # Errors
    /// [`Unappliable`] if a member is wanted in something that is no object, or an item that is not there.
    pub fn set(&self, mut target: Value, value: Value) -> Result<Value, Unappliable> {
        if self.path.is_input() {
            return Ok(value);
        }
        let mut place = Some(&mut target);
        for step in self.path.steps().list() {
            place = place.and_then(|place| descend(place, &step.selector));
        }
        match place {
            Some(place) => {
                *place = value;
                Ok(target)
            }
            None => Err(Unappliable { path: self.path.text().to_owned(), input: target.to_string() }),
        }
    }
}

/// The place one step further, made if it is a member that is missing. A place just made is `null`; the next
/// step turns it into an object.
fn descend<'v>(place: &'v mut Value, selector: &Selector) -> Option<&'v mut Value> {
    match (selector, place) {
        (Selector::Name(name), Value::Object(members)) => {
            let fresh = Value::Object(Map::new());
            Some(members.entry(name.clone()).or_insert(fresh))
        }
        (Selector::Index(index), Value::Array(items)) => {
            let length = i64::try_from(items.len()).ok()?;
            let index = if *index < 0 { length + index } else { *index };
            items.get_mut(usize::try_from(index).ok()?)
        }
        _ => None,
    }
}

impl fmt::Display for ReferencePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(path: &str, target: Value, expected: Result<Value, &str>) {
        let reference = ReferencePath::parse_writable(path).unwrap();
        let found = reference.set(target, json!("new")).map_err(|error| error.to_string());
        assert_eq!(found, expected.map_err(str::to_owned), "{path}");
    }

    #[test]
    fn a_result_path_writes_into_the_input() {
        check("$", json!({"a": 1}), Ok(json!("new")));
        check("$.b", json!({"a": 1}), Ok(json!({"a": 1, "b": "new"})));
        check("$.a", json!({"a": 1, "z": 2}), Ok(json!({"a": "new", "z": 2})));
        check("$['a']['b'].c", json!({}), Ok(json!({"a": {"b": {"c": "new"}}})));
        check("$.list[1]", json!({"list": [1, 2]}), Ok(json!({"list": [1, "new"]})));
    }

    #[test]
    fn a_result_path_that_does_not_fit_says_so() {
        check("$.b", json!([1]), Err("Unable to apply ReferencePath $.b to input [1]"));
        check("$.a.b", json!({"a": "x"}), Err("Unable to apply ReferencePath $.a.b to input {\"a\":\"x\"}"));
        check(
            "$.list[2]",
            json!({"list": []}),
            Err("Unable to apply ReferencePath $.list[2] to input {\"list\":[]}"),
        );
    }

    #[test]
    fn only_single_places_are_reference_paths() {
        for text in ["$.*", "$..a", "$[1:2]", "$[0,1]", "$['a','b']", "$[?(@.a)]", "$.a.length()"] {
            assert!(ReferencePath::parse(text).is_err(), "{text}");
        }
        for text in ["$$.Execution.Id", "$name.a", "$.a[-1]['b c']"] {
            assert!(ReferencePath::parse(text).is_ok(), "{text}");
        }
        assert!(ReferencePath::parse_writable("$$.x").is_err());
        assert_eq!(ReferencePath::parse("$.abc[*]").unwrap_err().span, 5..8);
    }
}
