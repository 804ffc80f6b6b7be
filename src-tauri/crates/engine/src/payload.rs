//! JSON that travels through an execution: its text, and its value once somebody asks for it.
//!
//! AWS hands text that no state touches on unchanged, blanks included, so text that came from outside is kept.
//! What a state builds is a value first and is written once, when somebody needs its text. Cloning is cheap;
//! equality compares text.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// How deep JSON that travels through an execution may be nested.
pub const NESTING_MAX: usize = 127;

/// JSON as text, as value, or as both once both have been asked for.
#[derive(Clone)]
pub struct Payload {
    inner: Arc<Inner>,
}

struct Inner {
    // INVARIANT: at least one of the two is set from the start.
    text: OnceLock<Box<str>>,
    value: OnceLock<Value>,
}

/// The text is not JSON, or is nested deeper than 128 levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// What the parser says, with line and column.
    pub reason: String,
}

impl Payload {
    /// Checks that `text` is JSON and keeps it as it is.
    ///
    /// # Errors
    /// [`NotJson`] if it is not, or is nested too deeply.
    pub fn parse(text: &str) -> Result<Self, NotJson> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| NotJson { reason: error.to_string() })?;
        let payload = Self::trusted(text.into());
        let _ = payload.inner.value.set(value);
        Ok(payload)
    }

    /// The JSON of `value`: compact, key order kept.
    #[must_use]
    pub fn from_value(value: Value) -> Self {
        Self { inner: Arc::new(Inner { text: OnceLock::new(), value: OnceLock::from(value) }) }
    }

    /// The array of `items`, `null` where there is none. Texts are joined as they are, blanks included.
    #[must_use]
    pub fn array(items: &[Option<Self>]) -> Self {
        let bytes: usize = items.iter().flatten().map(|item| item.bytes() + 1).sum();
        let mut text = String::with_capacity(bytes + 2);
        text.push('[');
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push_str(item.as_ref().map_or("null", Self::text));
        }
        text.push(']');
        Self::trusted(text.into())
    }

    /// Text that is known to be JSON: it was checked before it was stored.
    #[must_use]
    pub fn trusted(text: Box<str>) -> Self {
        Self { inner: Arc::new(Inner { text: OnceLock::from(text), value: OnceLock::new() }) }
    }

    /// The JSON text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.inner.text.get_or_init(|| self.value().to_string().into())
    }

    /// The parsed value; `null` if trusted text turns out not to be JSON.
    #[must_use]
    pub fn value(&self) -> &Value {
        self.inner.value.get_or_init(|| {
            let text = self.inner.text.get();
            text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null)
        })
    }

    /// Size in UTF-8 bytes, which is what AWS's 262,144-byte limit counts.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text().len()
    }

    /// Whether arrays and objects are nested deeper than [`NESTING_MAX`], which our parser would not read again.
    #[must_use]
    pub fn is_too_deep(&self) -> bool {
        match self.inner.value.get() {
            Some(value) => is_deeper(value, NESTING_MAX),
            None => depth_of_text(self.text()) > NESTING_MAX,
        }
    }

    /// Whether both are the same JSON in memory, so that it needs to be encoded only once.
    #[must_use]
    pub fn is_shared_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }
}

fn is_deeper(value: &Value, most: usize) -> bool {
    let mut inner: Box<dyn Iterator<Item = &Value> + '_> = match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(members) => Box::new(members.values()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return false,
    };
    most.checked_sub(1).is_none_or(|most| inner.any(|value| is_deeper(value, most)))
}

/// Counts brackets outside of texts.
fn depth_of_text(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut is_inside, mut is_escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_inside,
            b'"' => is_inside = !is_inside,
            b'[' | b'{' if !is_inside => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !is_inside => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

impl PartialEq for Payload {
    fn eq(&self, other: &Self) -> bool {
        self.is_shared_with(other) || self.text() == other.text()
    }
}

impl Eq for Payload {}

impl std::fmt::Debug for Payload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.text())
    }
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::trusted(Box::<str>::deserialize(deserializer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_brackets_outside_of_texts() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let braces = r#"{"a":"[[[{\"[","b":["#.to_owned() + &nested(NESTING_MAX - 2) + "]}";
        for (text, expected) in [
            (nested(NESTING_MAX), false),
            (nested(NESTING_MAX + 1), true),
            (braces, false),
            ("1".to_owned(), false),
        ] {
            assert_eq!(Payload::trusted(text.as_str().into()).is_too_deep(), expected, "{text}");
            if let Ok(payload) = Payload::parse(&text) {
                assert_eq!(payload.is_too_deep(), expected, "{text}");
            }
        }
        assert!(Payload::parse(&nested(NESTING_MAX)).is_ok(), "what is not too deep can be read again");
    }

    #[test]
    fn an_array_joins_texts_as_they_are() {
        let items =
            [Some(Payload::parse("[1, 2]").unwrap()), None, Some(Payload::from_value(Value::from("x")))];
        assert_eq!(Payload::array(&items).text(), r#"[[1, 2],null,"x"]"#);
        assert_eq!(Payload::array(&[]).text(), "[]");
    }
}
